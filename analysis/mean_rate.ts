/**
 * Mean firing rate of a population.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requirePopulation, requireSpikes } from "./checks.ts";
import { windowSeconds } from "./firing_rates.ts";
import { spikeCounts } from "./spike_counts.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Mean firing rate r = Σᵢ nᵢ / (N T) [Hz] over the N neurons of a population, or over all where it is left out:
 * spikes per neuron and second of the window. 0 without spikes.
 *
 * @example
 * ```ts
 * import { meanRate, populations } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(5, 50, 60, 500), neuron: Uint32Array.of(0, 2, 1, 0) };
 * const window = { neurons: 4, dt: 0.1, start: 0, stop: 1000 }; // 100 ms
 * const { excitatory } = populations({ excitatory: 2, inhibitory: 2 });
 * assertEquals([meanRate(spikes, window), meanRate(spikes, window, excitatory)], [10, 15]); // Hz
 * ```
 *
 * @throws {RangeError} where the window or the population is not usable, or spikes are not in order.
 * @category Analysis
 */
export function meanRate(spikes: Spikes, window: SpikeWindow, population: Population = everyNeuron(window)): number {
  const purpose = "compute the mean rate";
  requireSpikes(purpose, spikes, window);
  requirePopulation(purpose, population, window);
  const { first, count } = population;
  const total = spikeCounts(spikes, window).subarray(first, first + count).reduce((sum, n) => sum + n, 0);
  return total / (count * windowSeconds(window));
}
