/**
 * A comparison for reading in a terminal.
 *
 * @module
 */

import { milliseconds } from "../../mod.ts";
import { DISTRIBUTIONS, type SpikeComparison, type StatisticDifference, STATISTICS } from "../../validation/mod.ts";
import type { SpikeSource } from "./spike_flags.ts";

/** Line on a file that was read: "A  out/a.json  json, 4000 neurons, 14,779 spikes in 100 ms, dt 0.1 ms". */
export function observationLine(name: string, { file, content, observed }: SpikeSource): string {
  const { spikes, provenance: { excitatory, inhibitory, dt } } = observed;
  const last = spikes.step.length === 0 ? "" : `, the last at ${milliseconds(spikes.step.at(-1)! * dt)} ms`;
  const origin = content.recording === undefined
    ? ""
    : `, engine ${content.recording.provenance.engine}, ${content.recording.provenance.method}`;
  return `${name}  ${file}: ${content.format}${origin}, dt ${dt} ms, ${excitatory} E and ${inhibitory} I, ` +
    `${spikes.step.length.toLocaleString("en-US")} spikes${last}`;
}

/** Every line but the verdict. */
export function comparisonLines(comparison: SpikeComparison, dt: number): string[] {
  const { isIdentical, statistics, distributions, window, isSameNetwork } = comparison;
  return [
    ...spikeLines(comparison, dt),
    "",
    `${milliseconds(window.start)} to ${milliseconds(window.stop)} ms`.padEnd(32) +
    `${"A".padStart(10)}${"B".padStart(10)}` +
    (isIdentical
      ? ""
      : `   90 % interval of A - B, as of two runs of one ${isSameNetwork ? "network" : "model"}, and margin`),
    ...statistics.map((difference) => statisticLine(difference, isIdentical)),
    ...(isIdentical ? [] : ["", ...distributionLines(distributions)]),
  ];
}

function spikeLines(comparison: SpikeComparison, dt: number): string[] {
  const { isIdentical, first, shared } = comparison;
  if (isIdentical) return [];
  if (first === undefined) return ["steps are of different lengths: not compared spike by spike"];
  const [has, lacks] = first.only === "a" ? ["A", "B"] : ["B", "A"];
  return [
    `identical for the first ${
      first.common.toLocaleString("en-US")
    } spikes; then ${has} has neuron ${first.neuron} at ` +
    `${milliseconds(first.step * dt)} ms (step ${first.step}), ${lacks} has not`,
    `${(100 * shared).toFixed(1)} % of all spikes are in both, step by step`,
  ];
}

function statisticLine({ name, a, b, low, high, margin, outcome }: StatisticDifference, isIdentical: boolean): string {
  const { label, digits } = STATISTICS[name];
  const values = [a, b].map((value) => (Number.isNaN(value) ? "-" : value.toFixed(digits)).padStart(10)).join("");
  const range = Number.isNaN(low) ? "-" : `${signed(low, digits)} to ${signed(high, digits)}`;
  return `  ${label.padEnd(30)}${values}` +
    (isIdentical ? "" : `   ${range.padEnd(24)}±${margin.toFixed(digits).padEnd(10)}${outcome}`);
}

function distributionLines(distributions: SpikeComparison["distributions"]): string[] {
  return [
    `distributions                   earth mover's   90 % interval     margin     effect size d, Kolmogorov–Smirnov`,
    ...distributions.map(({ name, difference, low, high, margin, outcome, effect: { d }, kolmogorovSmirnov }) => {
      const { label, unit } = DISTRIBUTIONS[name];
      const short = (x: number) => Number.isNaN(x) ? "-" : `${Number(x.toPrecision(3))}`;
      const range = Number.isNaN(low) ? "-" : `${short(Math.max(0, low))} to ${short(high)}`;
      return `  ${label.padEnd(30)}${`${short(difference)} ${unit}`.padEnd(16)}${range.padEnd(18)}${
        short(margin).padEnd(11)
      }${(Number.isNaN(d) ? "-" : signed(d, 3)).padEnd(9)}${short(kolmogorovSmirnov).padEnd(8)}${outcome}`;
    }),
  ];
}

function signed(x: number, digits: number): string {
  return `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(digits)}`;
}
