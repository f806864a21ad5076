/**
 * Peak population rate: exposes synchronous volleys.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { checkedCounts, type PopulationBins } from "./population_counts.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * Peak population rate max_b c(b) / (N Δ) [Hz]: the largest count of {@linkcode populationCounts}, per neuron of the
 * population and second of its bin. With one step per bin, times N Δ, it is the most spikes of any step. 0 without
 * spikes.
 *
 * @example
 * ```ts
 * import { peakRate } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(1, 2, 15), neuron: Uint32Array.of(0, 1, 0) };
 * const window = { neurons: 2, dt: 0.1, start: 0, stop: 20 };
 * assertEquals(peakRate(spikes, window, { binSteps: 10 }), 1000); // Hz: both fire within 1 ms
 * ```
 *
 * @throws {RangeError} where the window, the bins or the population are not usable, or spikes are not in order.
 * @category Analysis
 */
export function peakRate(spikes: Spikes, window: SpikeWindow, bins: PopulationBins): number {
  const counts = checkedCounts("compute the peak rate", spikes, window, bins);
  const neurons = bins.population?.count ?? window.neurons;
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  return largest / (neurons * bins.binSteps * window.dt / 1000);
}
