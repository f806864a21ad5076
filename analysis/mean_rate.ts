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
 * @throws {RangeError} where the window or the population is not usable, or spikes are not in order.
 */
export function meanRate(spikes: Spikes, window: SpikeWindow, population: Population = everyNeuron(window)): number {
  const purpose = "compute the mean rate";
  requireSpikes(purpose, spikes, window);
  requirePopulation(purpose, population, window);
  const { first, count } = population;
  const total = spikeCounts(spikes, window).subarray(first, first + count).reduce((sum, n) => sum + n, 0);
  return total / (count * windowSeconds(window));
}
