/**
 * Earth mover's distances between the distributions of two sets of runs: rates, CV and LV of all neurons taken together, and
 * all intervals.
 *
 * @module
 */

import { earthMoversDistance } from "../../analysis/earth_movers_distance.ts";
import { mean } from "../../analysis/moments.ts";
import { type MeasuredDifference, sumOfErrors } from "./equivalence.ts";
import type { DistributionName } from "./margins.ts";
import { finite, ratesOf } from "./network_statistics.ts";
import { ISI_EDGES, type SpikeDistributions } from "./spike_distributions.ts";

/**
 * Names of the distributions, in the order in which they are told.
 *
 * @category Comparison of spikes
 */
export const DISTRIBUTION_NAMES: readonly DistributionName[] = ["rates", "cv", "lv", "intervals"];

/**
 * Name of a distribution, and the unit of its distances.
 *
 * @category Comparison of spikes
 */
export const DISTRIBUTIONS: Readonly<Record<DistributionName, { readonly label: string; readonly unit: string }>> = {
  rates: { label: "rates of neurons", unit: "Hz" },
  cv: { label: "CV of neurons", unit: "" },
  lv: { label: "LV of neurons", unit: "" },
  intervals: { label: "intervals", unit: "%" },
};

/**
 * One distribution of one or more runs: values over neurons, or the histogram of intervals.
 *
 * @category Comparison of spikes
 */
export type Sample = ArrayLike<number>;

/**
 * That distribution of a run whose window is `seconds` long.
 *
 * @category Comparison of spikes
 */
export function sampleOf(name: DistributionName, run: SpikeDistributions, seconds: number): Sample {
  if (name === "intervals") return run.isi;
  return name === "rates" ? ratesOf(run, seconds) : finite(run[name]);
}

/**
 * The distributions of several runs of a network as one.
 *
 * @category Comparison of spikes
 */
export function joinedSample(name: DistributionName, samples: readonly Sample[]): Sample {
  return name === "intervals" ? added(samples) : concatenated(samples);
}

/**
 * Mean of all values of the samples; of no use for intervals, whose distances are relative.
 *
 * @category Comparison of spikes
 */
export function meanOfSamples(...samples: readonly Sample[]): number {
  return mean(concatenated(samples));
}

/**
 * Earth mover's distance between all values of one side and all of the other.
 *
 * @category Comparison of spikes
 */
export function distanceBetween(name: DistributionName, a: readonly Sample[], b: readonly Sample[]): number {
  const x = joinedSample(name, a), y = joinedSample(name, b);
  return name === "intervals" ? intervalDistance(x, y) : earthMoversDistance(x, y);
}

/**
 * The distance, and its standard error by the jackknife (Efron 1982, The Jackknife, the Bootstrap and Other Resampling Plans,
 * chapter 3): each network is left out in turn, on both sides at once where they are paired. Of single runs NaN.
 *
 * @category Comparison of spikes
 */
export function measuredDistance(
  name: DistributionName,
  a: readonly Sample[],
  b: readonly Sample[],
  isPaired: boolean,
): MeasuredDifference {
  const difference = distanceBetween(name, a, b), count = Math.min(a.length, b.length);
  const without = <T>(values: readonly T[], k: number) => values.filter((_, i) => i !== k);
  if (isPaired) {
    const left = a.map((_, k) => distanceBetween(name, without(a, k), without(b, k)));
    return { difference, standardError: Math.sqrt(jackknifeVariance(left)), degreesOfFreedom: count - 1, count };
  }
  const left = [
    a.map((_, k) => distanceBetween(name, without(a, k), b)),
    b.map((_, k) => distanceBetween(name, a, without(b, k))),
  ];
  return { difference, ...sumOfErrors(left.map(jackknifeVariance), [a.length - 1, b.length - 1]), count };
}

/**
 * Variance of an estimate from its values with each part left out in turn: (n - 1) / n Σ (x - mean)².
 *
 * @category Comparison of spikes
 */
export function jackknifeVariance(left: readonly number[]): number {
  const center = mean(left);
  return (left.length - 1) / left.length * left.reduce((sum, x) => sum + (x - center) ** 2, 0);
}

function concatenated(samples: readonly Sample[]): Float64Array {
  const all = new Float64Array(samples.reduce((sum, { length }) => sum + length, 0));
  let k = 0;
  for (const sample of samples) {
    all.set(sample, k);
    k += sample.length;
  }
  return all;
}

function added(histograms: readonly Sample[]): Float64Array {
  const sum = new Float64Array(ISI_EDGES.length + 1);
  for (const histogram of histograms) for (let bin = 0; bin < sum.length; bin++) sum[bin] += histogram[bin];
  return sum;
}

/** Distance of the logarithms of intervals in two histograms [%]: by how much intervals are longer or shorter. */
function intervalDistance(a: Sample, b: Sample): number {
  const total = (histogram: Sample) => Array.from(histogram).reduce((sum, count) => sum + count, 0);
  const n = total(a), m = total(b);
  if (n === 0 || m === 0) return NaN;
  let distance = 0, below = 0;
  for (let bin = 0; bin < ISI_EDGES.length - 1; bin++) {
    below += a[bin] / n - b[bin] / m;
    distance += Math.abs(below) * Math.log(ISI_EDGES[bin + 1] / ISI_EDGES[bin]);
  }
  return 100 * distance;
}
