/**
 * A comparison for reading in a terminal.
 *
 * @module
 */

import { milliseconds } from "../../mod.ts";
import { type SpikeComparison, type StatisticDifference, STATISTICS } from "../../validation/mod.ts";
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
      : "  difference in deviations between " + (isSameNetwork ? "runs of one network" : "networks of one model")),
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

function statisticLine({ name, a, b, deviations }: StatisticDifference, isIdentical: boolean): string {
  const { label, digits } = STATISTICS[name];
  const values = [a, b].map((value) => (Number.isNaN(value) ? "-" : value.toFixed(digits)).padStart(10)).join("");
  return `  ${label.padEnd(30)}${values}` + (isIdentical ? "" : `  ${signed(deviations, 1)}`);
}

const NAMES = { rates: "rates of neurons", cv: "CV of neurons", lv: "LV of neurons", intervals: "intervals" } as const;

function distributionLines(distributions: SpikeComparison["distributions"]): string[] {
  return [
    `distributions                   effect size d [95 % interval]   earth mover's    Kolmogorov–Smirnov`,
    ...distributions.map(({ name, unit, effect: { d, low, high }, earthMovers, kolmogorovSmirnov }) => {
      const effect = Number.isNaN(d) ? "-" : `${signed(d, 3)} [${signed(low, 3)}, ${signed(high, 3)}]`;
      const distance = Number.isNaN(earthMovers) ? "-" : `${Number(earthMovers.toPrecision(3))} ${unit}`;
      const statistic = Number.isNaN(kolmogorovSmirnov) ? "-" : kolmogorovSmirnov.toFixed(3);
      return `  ${NAMES[name].padEnd(30)}${effect.padEnd(32)}${distance.padEnd(17)}${statistic}`;
    }),
  ];
}

function signed(x: number, digits: number): string {
  if (Number.isNaN(x)) return "one has no value";
  return `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(digits)}`;
}
