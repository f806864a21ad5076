/// <reference lib="dom" />
/**
 * The difference of two networks side by side: the first spike that only one of them has, as `compare` says it, and their
 * rates.
 *
 * @module
 */

import { timeOf } from "../model/milliseconds.ts";
import { firstDifference } from "../validation/spikes/first_difference.ts";
import type { Runner } from "./runner.ts";

/** What of a runner is compared. */
export type Compared = Pick<Runner, "spikes" | "dt" | "network" | "time">;

/** Sentences on the difference of two networks that rest at one time. */
export function differenceWords(a: Compared, b: Compared): string {
  const rate = ({ spikes, network, time }: Compared) =>
    1000 * spikes.length / ((network!.excitatory + network!.inhibitory) * time);
  const [p, q] = [rate(a), rate(b)], difference = q - p;
  const rates = `Rate of A ${p.toFixed(2)} Hz, of B ${q.toFixed(2)} Hz: ` +
    `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(2)} Hz.`;
  if (a.dt !== b.dt) return `${rates} Steps are of different lengths: not compared spike by spike.`;
  if (a.spikes.keptFrom > 0 || b.spikes.keptFrom > 0) return rates;
  const first = firstDifference(a.spikes.from(0), b.spikes.from(0));
  if (first === undefined) return `All ${a.spikes.length.toLocaleString("en")} spikes are the same.`;
  const [has, lacks] = first.only === "a" ? ["A", "B"] : ["B", "A"];
  return `Identical for the first ${
    first.common.toLocaleString("en")
  } spikes; then ${has} has neuron ${first.neuron} at ` +
    `${timeOf(first.step, a.dt)} ms, ${lacks} has not. ${rates}`;
}

/** Shows the difference of two networks, where there are two. */
export function showDifference(runners: readonly Compared[], element: HTMLElement): void {
  element.hidden = runners.length < 2 || !runners.every(({ time }) => time > 0);
  if (!element.hidden) element.textContent = differenceWords(runners[0], runners[1]);
}
