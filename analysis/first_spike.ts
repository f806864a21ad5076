/**
 * When a population first fires.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Spikes } from "../model/simulation.ts";
import { requirePopulation, requireSpikes } from "./checks.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Time t = step × dt [ms] of the first spike within the window of any neuron of a population, or of all where it is
 * left out. Counted from step 0, not from the start of the window. NaN without spikes.
 *
 * @example
 * ```ts
 * import { firstSpike, populations } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(60, 155), neuron: Uint32Array.of(0, 3) };
 * const window = { neurons: 4, dt: 0.1, start: 0, stop: 1000 };
 * const { inhibitory } = populations({ excitatory: 3, inhibitory: 1 });
 * assertEquals([firstSpike(spikes, window), firstSpike(spikes, window, inhibitory)], [6, 15.5]); // ms
 * ```
 *
 * @throws {RangeError} where the window or the population is not usable, or spikes are not in order.
 * @category Analysis
 */
export function firstSpike(spikes: Spikes, window: SpikeWindow, population: Population = everyNeuron(window)): number {
  const purpose = "find the first spike";
  requireSpikes(purpose, spikes, window);
  requirePopulation(purpose, population, window);
  const { first, count } = population;
  const end = lowerBound(spikes.step, window.stop);
  for (let k = lowerBound(spikes.step, window.start); k < end; k++) {
    if (spikes.neuron[k] >= first && spikes.neuron[k] < first + count) return spikes.step[k] * window.dt;
  }
  return NaN;
}
