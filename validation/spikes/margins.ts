/**
 * Margins of equivalence: how large a difference of a statistic may be and still not matter, and why.
 *
 * @module
 */

import type { StatisticName } from "./network_statistics.ts";

/**
 * Names of the distributions over neurons, and over intervals.
 *
 * @category Comparison of spikes
 */
export type DistributionName = "rates" | "cv" | "lv" | "intervals";

/**
 * A margin.
 *
 * @category Comparison of spikes
 */
export interface Margin {
  /** The largest difference that does not matter: a part of the mean over both sides, or in the statistic's own unit. */
  readonly size: number;
  /** Whether it is in the statistic's own unit. */
  readonly isAbsolute?: boolean;
  /** Why it is as large as that. */
  readonly reason: string;
}

/**
 * Margins of the statistics. Two things bound them. Accurate integrators must fit in: rates of NEST, NEURON and this library's
 * methods at short steps differ by up to 2 %, and ten networks tell that to 0.8 %. And what a wrong choice of the model does
 * must not: the smallest such effect is that of a time step of 0.1 ms instead of 0.05 ms in exponential Euler, 7 to 9 % of
 * the rate. Where a statistic fluctuates more than that from run to run, the margin is the
 * smallest that ten networks of 2.5 s can decide about. docs/judging.md has the effects that were measured.
 *
 * @category Comparison of spikes
 */
export const MARGINS: Readonly<Record<StatisticName, Margin>> = {
  rate: {
    size: 0.03,
    reason: "more than accurate simulators differ by (2 %), less than half of what halving the time step does (7 %)",
  },
  excitatoryRate: { size: 0.03, reason: "as the rate, of which it is four fifths" },
  inhibitoryRate: { size: 0.03, reason: "as the rate" },
  rateSd: {
    size: 0.1,
    reason: "the in-degrees set it: fixed in-degrees make it five times smaller; ten networks of 2.5 s tell 4 %",
  },
  largestRate: {
    size: 0.15,
    reason: "one neuron's, so it fluctuates by 10 %; fixed in-degrees make it four times smaller",
  },
  silent: { size: 1, isAbsolute: true, reason: "in percent of all neurons; fixed in-degrees make 4 % none" },
  cv: { size: 0.03, reason: "halving the time step changes it by 5 %" },
  lv: { size: 0.03, reason: "halving the time step changes it by 4 %, accurate integration by 3 to 8 %" },
  medianInterval: { size: 0.03, reason: "halving the time step changes it by 8 to 10 %" },
  fano: { size: 0.2, reason: "it fluctuates by 12 % from run to run; fixed in-degrees raise it by 80 %" },
  correlation: { size: 0.25, reason: "it fluctuates by 15 % from run to run; fixed in-degrees raise it by 60 %" },
};

/**
 * Margins of the earth mover's distances between distributions; a shift by the margin of a mean must not be excluded.
 *
 * @category Comparison of spikes
 */
export const DISTRIBUTION_MARGINS: Readonly<Record<DistributionName, Margin>> = {
  rates: { size: 0.05, reason: "a part of the mean rate: that of the rate itself, and the noise of a distance" },
  cv: { size: 0.05, reason: "that of the mean CV, and the noise of a distance" },
  lv: { size: 0.05, reason: "that of the mean LV, and the noise of a distance" },
  intervals: {
    size: 5,
    isAbsolute: true,
    reason: "in percent of an interval: that of the median, and the noise of a distance",
  },
};

/**
 * A margin in the unit of what it is for, about a mean of this size.
 *
 * @category Comparison of spikes
 */
export function marginOf({ size, isAbsolute }: Margin, mean: number): number {
  return isAbsolute ? size : size * Math.abs(mean);
}
