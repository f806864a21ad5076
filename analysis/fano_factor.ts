/**
 * Fano factor of population counts: fluctuation of the activity relative to independent Poisson neurons.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { mean, variance } from "./moments.ts";
import { checkedCounts, type PopulationBins } from "./population_counts.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * Fano factor F = Var(c) / mean(c) [1] of the population's spike counts c(b) over the bins of
 * {@linkcode populationCounts} (Fano 1947, Phys. Rev. 72:26–29), the variance normalised by the number of bins
 * (ddof = 0, as elephant's `fanofactor`). 1 expected of independent Poisson neurons, more where neurons fire together.
 * NaN without spikes.
 *
 * @example
 * ```ts
 * import { fanoFactor } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(0, 1, 2, 30), neuron: Uint32Array.of(0, 1, 0, 1) };
 * const window = { neurons: 2, dt: 0.1, start: 0, stop: 40 };
 * assertEquals(fanoFactor(spikes, window, { binSteps: 20 }), 0.5); // counts 3 and 1
 * ```
 *
 * @throws {RangeError} where the window, the bins or the population are not usable, or spikes are not in order.
 * @category Analysis
 */
export function fanoFactor(spikes: Spikes, window: SpikeWindow, bins: PopulationBins): number {
  const counts = checkedCounts("compute the Fano factor", spikes, window, bins);
  return variance(counts) / mean(counts);
}
