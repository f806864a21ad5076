/**
 * Relative fluctuation of the activity of a population; a simple measure of synchrony.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { coefficientOfVariation } from "./moments.ts";
import { checkedCounts, type PopulationBins } from "./population_counts.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * CV = sd(c) / mean(c) [1] of the population's spike counts c(b) over the bins of {@linkcode populationCounts}, with
 * ddof = 0: √(F / mean(c)), F being the Fano factor. NaN without spikes.
 *
 * @example
 * ```ts
 * import { populationCv } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(0, 1, 2, 30), neuron: Uint32Array.of(0, 1, 0, 1) };
 * const window = { neurons: 2, dt: 0.1, start: 0, stop: 40 };
 * assertEquals(populationCv(spikes, window, { binSteps: 20 }), 0.5); // counts 3 and 1
 * ```
 *
 * @throws {RangeError} where the window, the bins or the population are not usable, or spikes are not in order.
 * @category Analysis
 */
export function populationCv(spikes: Spikes, window: SpikeWindow, bins: PopulationBins): number {
  return coefficientOfVariation(checkedCounts("compute the CV of population counts", spikes, window, bins));
}
