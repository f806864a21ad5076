/**
 * The distribution of all interspike intervals of a population.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requirePopulation, requireSpikes } from "./checks.ts";
import { quantiles } from "./quantiles.ts";
import { intervalsOf, splitTrains } from "./spike_trains.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Selection of quantiles and of neurons.
 *
 * @category Analysis
 */
export interface IsiQuantileOptions {
  /** Probabilities in [0, 1]: 0 asks for the shortest interval, 0.5 for the median, 1 for the longest. */
  readonly probabilities: readonly number[];
  /** The population; every neuron where it is left out. */
  readonly population?: Population;
}

/**
 * Quantiles [ms] of the interspike intervals of all neurons of a population together, one per probability, as
 * {@linkcode quantiles} defines them. Pooled, a neuron counts by its number of intervals. NaN without intervals.
 *
 * @example
 * ```ts
 * import { isiQuantiles } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(0, 100, 300, 600), neuron: Uint32Array.of(0, 0, 0, 0) };
 * const window = { neurons: 1, dt: 0.1, start: 0, stop: 1000 };
 * const [shortest, median, longest] = isiQuantiles(spikes, window, { probabilities: [0, 0.5, 1] });
 * assertEquals([shortest, median, longest], [10, 20, 30]); // ms
 * ```
 *
 * @throws {RangeError} where the window or an option is not usable, or spikes are not in order.
 * @category Analysis
 */
export function isiQuantiles(spikes: Spikes, window: SpikeWindow, options: IsiQuantileOptions): Float64Array {
  const { probabilities, population = everyNeuron(window) } = options;
  const purpose = "compute quantiles of interspike intervals";
  requireSpikes(purpose, spikes, window);
  requirePopulation(purpose, population, window);
  const trains = splitTrains(spikes, window);
  const { first, count } = population;
  const pooled = new Float64Array(trains.offsets[first + count] - trains.offsets[first]);
  let intervals = 0;
  for (let i = first; i < first + count; i++) {
    const own = intervalsOf(trains, i);
    pooled.set(own, intervals);
    intervals += own.length;
  }
  return quantiles(pooled.subarray(0, intervals), probabilities).map((steps) => steps * window.dt);
}

/**
 * Median interspike interval [ms] of a population, or of every neuron where it is left out: {@linkcode isiQuantiles} at
 * 0.5. NaN without intervals.
 *
 * @example
 * ```ts
 * import { medianIsi } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(0, 100, 300, 600), neuron: Uint32Array.of(0, 0, 0, 0) };
 * assertEquals(medianIsi(spikes, { neurons: 1, dt: 0.1, start: 0, stop: 1000 }), 20); // ms
 * ```
 *
 * @throws {RangeError} where the window or the population is not usable, or spikes are not in order.
 * @category Analysis
 */
export function medianIsi(spikes: Spikes, window: SpikeWindow, population: Population = everyNeuron(window)): number {
  return isiQuantiles(spikes, window, { probabilities: [0.5], population })[0];
}
