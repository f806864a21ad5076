/**
 * Spikes of a population in bins of time: the population's activity, and the base of its Fano factor and peak.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Spikes } from "../model/simulation.ts";
import { requireBinSteps, requirePopulation, requireSpikes } from "./checks.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Binning of a population's spikes.
 *
 * @category Analysis
 */
export interface PopulationBins {
  /** Steps per bin. */
  readonly binSteps: number;
  /** The population; every neuron where it is left out. */
  readonly population?: Population;
}

/**
 * Spikes of a population in each bin [1]. Bin b holds the steps from start + b × binSteps on; there are
 * ⌊(stop - start) / binSteps⌋ bins, and the steps after the last whole one are left out, so that all bins compare.
 *
 * @example Population rate [Hz] in bins of 1 ms
 * ```ts
 * import { populationCounts } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(3, 3, 17), neuron: Uint32Array.of(0, 1, 1) };
 * const counts = populationCounts(spikes, { neurons: 4, dt: 0.1, start: 0, stop: 20 }, { binSteps: 10 });
 * assertEquals(Array.from(counts, (count) => count / 4 / 0.001), [500, 250]);
 * ```
 * @throws {RangeError} where the window, the bins or the population are not usable, or spikes are not in order.
 * @category Analysis
 */
export function populationCounts(spikes: Spikes, window: SpikeWindow, bins: PopulationBins): Uint32Array {
  return checkedCounts("count population spikes", spikes, window, bins);
}

/** The population counts; checks the arguments in the name of `purpose`. */
export function checkedCounts(
  purpose: string,
  spikes: Spikes,
  window: SpikeWindow,
  { binSteps, population = everyNeuron(window) }: PopulationBins,
): Uint32Array {
  requireSpikes(purpose, spikes, window);
  requireBinSteps(purpose, binSteps, window);
  requirePopulation(purpose, population, window);
  const { first, count } = population;
  const counts = new Uint32Array(Math.floor((window.stop - window.start) / binSteps));
  const end = lowerBound(spikes.step, window.start + counts.length * binSteps);
  for (let k = lowerBound(spikes.step, window.start); k < end; k++) {
    const neuron = spikes.neuron[k];
    if (neuron >= first && neuron < first + count) counts[Math.floor((spikes.step[k] - window.start) / binSteps)]++;
  }
  return counts;
}
