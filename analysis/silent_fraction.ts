/**
 * Fraction of the neurons of a population that never fire.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requirePopulation, requireSpikes } from "./checks.ts";
import { spikeCounts } from "./spike_counts.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Fraction of the neurons of a population, or of all where it is left out, that have no spike in the window:
 * from 0 to 1 [1]; 1 without spikes.
 *
 * @example
 * ```ts
 * import { silentFraction } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(5, 50), neuron: Uint32Array.of(0, 0) };
 * assertEquals(silentFraction(spikes, { neurons: 4, dt: 0.1, start: 0, stop: 100 }), 0.75);
 * ```
 *
 * @throws {RangeError} where the window or the population is not usable, or spikes are not in order.
 * @category Analysis
 */
export function silentFraction(
  spikes: Spikes,
  window: SpikeWindow,
  population: Population = everyNeuron(window),
): number {
  const purpose = "compute the silent fraction";
  requireSpikes(purpose, spikes, window);
  requirePopulation(purpose, population, window);
  const { first, count } = population;
  return spikeCounts(spikes, window).subarray(first, first + count).filter((n) => n === 0).length / count;
}
