/**
 * First difference of two lists of spikes. In float64, two right implementations of one network with one order of operations have
 * the same list; what is different first says what is done differently.
 *
 * @module
 */

import type { Spikes } from "../../model/simulation.ts";

/**
 * The first place where two lists of spikes are different.
 *
 * @category Comparison of spikes
 */
export interface FirstDifference {
  /** Spikes that both lists begin with. */
  readonly common: number;
  /** Step of the first spike that only one list has. */
  readonly step: number;
  /** Index of the neuron. */
  readonly neuron: number;
  /** Which list has it. */
  readonly only: "a" | "b";
}

/**
 * The first difference of two lists, each by step, then by neuron; undefined where they are identical.
 *
 * @category Comparison of spikes
 */
export function firstDifference(a: Spikes, b: Spikes): FirstDifference | undefined {
  const least = Math.min(a.step.length, b.step.length);
  let common = 0;
  while (common < least && a.step[common] === b.step[common] && a.neuron[common] === b.neuron[common]) common++;
  if (common === a.step.length && common === b.step.length) return undefined;
  const only = isBefore(a, b, common) ? "a" : "b";
  const { step, neuron } = only === "a" ? a : b;
  return { common, step: step[common], neuron: neuron[common], only };
}

/** Whether spike k of a comes before spike k of b; a list that has ended comes last. */
function isBefore(a: Spikes, b: Spikes, k: number): boolean {
  if (k >= a.step.length || k >= b.step.length) return k < a.step.length;
  return a.step[k] < b.step[k] || (a.step[k] === b.step[k] && a.neuron[k] < b.neuron[k]);
}

/**
 * Spikes that both lists have, by step and neuron, over those that at least one has [1]; 1 for two empty lists.
 *
 * @category Comparison of spikes
 */
export function sharedFraction(a: Spikes, b: Spikes): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.step.length && j < b.step.length;) {
    const isSame = a.step[i] === b.step[j] && a.neuron[i] === b.neuron[j];
    if (isSame) shared++;
    const isEarlier = a.step[i] < b.step[j] || (a.step[i] === b.step[j] && a.neuron[i] < b.neuron[j]);
    if (isSame || isEarlier) i++;
    if (isSame || !isEarlier) j++;
  }
  const all = a.step.length + b.step.length - shared;
  return all === 0 ? 1 : shared / all;
}
