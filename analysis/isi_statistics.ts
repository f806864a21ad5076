/**
 * Interspike intervals of each neuron: their mean, and how irregular they are.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requirePopulation, requireSpikes } from "./checks.ts";
import { localVariation } from "./local_variation.ts";
import { coefficientOfVariation, mean } from "./moments.ts";
import { requireInteger } from "./require_integer.ts";
import { intervalsOf, splitTrains } from "./spike_trains.ts";
import { everyNeuron, type Population, type SpikeWindow } from "./spike_window.ts";

/**
 * Selection of neurons.
 *
 * @category Analysis
 */
export interface IsiOptions {
  /**
   * Spikes below which a neuron's values are NaN, at least 3; 10 where it is left out. Few intervals bias the CV: that
   * of n intervals cannot exceed √(n - 1).
   */
  readonly minimumSpikes?: number;
  /** The population; every neuron where it is left out. */
  readonly population?: Population;
}

/**
 * Interspike intervals of a population: one value per neuron, and means over the neurons that have values.
 *
 * @category Analysis
 */
export interface IsiStatistics {
  /** Mean interval of each neuron [ms]. */
  readonly interval: Float64Array;
  /** CV of the intervals of each neuron [1]. */
  readonly cv: Float64Array;
  /** LV of the intervals of each neuron [1]. */
  readonly lv: Float64Array;
  /** Neurons with at least the minimum of spikes. */
  readonly neurons: number;
  /** Mean of `interval` over those neurons [ms]; NaN where there is none. */
  readonly meanInterval: number;
  /** Mean of `cv` over those neurons [1]; NaN where there is none. */
  readonly meanCv: number;
  /** Mean of `lv` over those neurons [1]; NaN where there is none. */
  readonly meanLv: number;
}

/**
 * Mean, CV and LV of each neuron's interspike intervals. Only intervals between two spikes of the window count.
 *
 * The CV is the standard deviation over the mean, normalised by the number of intervals (ddof = 0, as elephant's `cv`;
 * Softky & Koch 1993, J. Neurosci. 13:334–350); for the LV see {@linkcode localVariation}.
 *
 * @example
 * ```ts
 * import { isiStatistics } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(0, 10, 40, 50), neuron: new Uint32Array(4) };
 * const window = { neurons: 1, dt: 0.1, start: 0, stop: 100 };
 * assertEquals(isiStatistics(spikes, window, { minimumSpikes: 3 }).meanLv, 0.75);
 * ```
 * @throws {RangeError} where the window or an option is not usable, or spikes are not in order.
 * @category Analysis
 */
export function isiStatistics(spikes: Spikes, window: SpikeWindow, options: IsiOptions = {}): IsiStatistics {
  const { minimumSpikes = 10, population = everyNeuron(window) } = options;
  const purpose = "compute interspike intervals";
  requireSpikes(purpose, spikes, window);
  requireInteger(purpose, "minimumSpikes", minimumSpikes, 3);
  requirePopulation(purpose, population, window);
  const trains = splitTrains(spikes, window);
  const values = () => new Float64Array(population.count).fill(NaN);
  const interval = values(), cv = values(), lv = values();
  for (let i = 0; i < population.count; i++) {
    const intervals = intervalsOf(trains, population.first + i);
    if (intervals.length + 1 < minimumSpikes) continue;
    interval[i] = mean(intervals) * window.dt;
    cv[i] = coefficientOfVariation(intervals);
    lv[i] = localVariation(intervals);
  }
  const counted = interval.filter(Number.isFinite);
  return {
    interval,
    cv,
    lv,
    neurons: counted.length,
    meanInterval: mean(counted),
    meanCv: mean(cv.filter(Number.isFinite)),
    meanLv: mean(lv.filter(Number.isFinite)),
  };
}
