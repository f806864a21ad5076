/**
 * The uncertainty of a single run: how much its statistics would vary from run to run of the same length. It is estimated
 * from ten blocks of the run, one left out in turn.
 *
 * Source of the method: Künsch 1989, Ann. Stat. 17:1217–1241 (jackknife over blocks of a stationary series).
 *
 * @module
 */

import { distanceBetween, DISTRIBUTION_NAMES, jackknifeVariance, sampleOf } from "./distances.ts";
import type { DistributionName } from "./margins.ts";
import { networkStatistics, STATISTIC_NAMES, type StatisticName } from "./network_statistics.ts";
import { observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { type SpikeDistributions, spikeDistributions } from "./spike_distributions.ts";

/** Blocks of a window. */
const BLOCKS = 10;

/** Blocks that are shorter than this [ms] depend on their neighbours: the network forgets its state within some 100 ms. */
const SHORTEST_BLOCK = 100;

/** Windows that are shorter than this [s] say nothing of a model: their uncertainty cannot be estimated. */
export const SHORTEST_WINDOW: number = BLOCKS * SHORTEST_BLOCK / 1000;

/** A run with a block left out. */
export interface PartOfRun {
  /** The distributions of its spikes. */
  readonly distributions: SpikeDistributions;
  /** Its length [s]. */
  readonly seconds: number;
}

/**
 * The run from `skip` [ms] on, with each of ten blocks left out in turn, what follows being moved up; undefined where blocks
 * would be shorter than 100 ms.
 */
export function partsOfRun(observed: ObservedSpikes, skip: number): PartOfRun[] | undefined {
  const { dt } = observed.provenance;
  const first = observed.start + Math.round(skip / dt);
  const length = Math.floor((observed.stop - first) / BLOCKS);
  if (length * dt < SHORTEST_BLOCK) return undefined;
  const seconds = (observedDuration(observed) - skip - length * dt) / 1000;
  return Array.from({ length: BLOCKS }, (_, k) => {
    const low = first + k * length, high = low + length;
    return { distributions: spikeDistributions(withoutSteps(observed, low, high), skip), seconds };
  });
}

/** Without the steps in [low, high); later ones are moved up. */
function withoutSteps(observed: ObservedSpikes, low: number, high: number): ObservedSpikes {
  const { step, neuron } = observed.spikes;
  const isLeft = (_: number, k: number) => step[k] < low || step[k] >= high;
  const spikes = {
    step: step.filter(isLeft).map((step) => step < low ? step : step - (high - low)),
    neuron: neuron.filter(isLeft),
  };
  return { ...observed, spikes, stop: observed.stop - (high - low) };
}

/** Variance of each statistic of the run; 0 without parts. */
export function statisticVariances(
  parts: readonly PartOfRun[] | undefined,
  excitatory: number,
): Record<StatisticName, number> {
  const left = parts?.map(({ distributions, seconds }) => networkStatistics(distributions, { excitatory, seconds }));
  return Object.fromEntries(
    STATISTIC_NAMES.map((name) => [name, varianceOf(left?.map((statistics) => statistics[name]))]),
  ) as Record<StatisticName, number>;
}

/** Variance of each earth mover's distance of the run to another, by the chance of the run alone; 0 without parts. */
export function distanceVariances(
  parts: readonly PartOfRun[] | undefined,
  other: PartOfRun,
): Record<DistributionName, number> {
  return Object.fromEntries(
    DISTRIBUTION_NAMES.map((name) => {
      const theirs = sampleOf(name, other.distributions, other.seconds);
      const distances = parts?.map(({ distributions, seconds }) =>
        distanceBetween(name, [sampleOf(name, distributions, seconds)], [theirs])
      );
      return [name, varianceOf(distances)];
    }),
  ) as Record<DistributionName, number>;
}

/** Degrees of freedom of these variances. */
export const BLOCK_DEGREES: number = BLOCKS - 1;

function varianceOf(left: readonly number[] | undefined): number {
  return left === undefined ? 0 : jackknifeVariance(left);
}
