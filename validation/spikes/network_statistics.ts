/**
 * The numbers by which simulations of this network are compared, and how far two networks of one model are apart in them.
 *
 * @module
 */

import { mean, standardDeviation } from "../../analysis/moments.ts";
import { ISI_EDGES, type SpikeDistributions } from "./spike_distributions.ts";

/**
 * Names of the statistics, in the order in which they are told.
 *
 * @category Comparison of spikes
 */
export type StatisticName =
  | "rate"
  | "excitatoryRate"
  | "inhibitoryRate"
  | "rateSd"
  | "largestRate"
  | "silent"
  | "cv"
  | "lv"
  | "medianInterval"
  | "fano"
  | "correlation";

/**
 * One value per statistic.
 *
 * @category Comparison of spikes
 */
export type NetworkStatistics = { readonly [Name in StatisticName]: number };

/**
 * A statistic: its meaning and its variation.
 *
 * @category Comparison of spikes
 */
export interface Statistic {
  /** Its name in words, with its unit. */
  readonly label: string;
  /** Digits after the point when it is printed. */
  readonly digits: number;
  /** Standard deviation between networks of one model with different seeds; relative to the value. */
  readonly betweenNetworks: number;
  /** Standard deviation between runs of one network of 5 s, from states that are slightly different; relative. */
  readonly betweenRuns: number;
  /** Whether both deviations are in the statistic's own unit instead. */
  readonly isAbsolute?: boolean;
}

/**
 * The statistics. Deviations between networks are those of forty networks (variant brian2, scale 1); deviations between runs
 * are the larger ones of two times forty pairs of runs that began 0.001 mV apart (variants brian2 and nest), for 5 s, by the
 * fast engine, rounded up. A test holds the former to Brian 2's own networks.
 *
 * @category Comparison of spikes
 */
export const STATISTICS: { readonly [Name in StatisticName]: Statistic } = {
  rate: { label: "rate [Hz]", digits: 2, betweenNetworks: 0.08, betweenRuns: 0.018 },
  excitatoryRate: { label: "rate of E [Hz]", digits: 2, betweenNetworks: 0.09, betweenRuns: 0.02 },
  inhibitoryRate: { label: "rate of I [Hz]", digits: 2, betweenNetworks: 0.041, betweenRuns: 0.011 },
  rateSd: { label: "sd of rates over neurons [Hz]", digits: 2, betweenNetworks: 0.09, betweenRuns: 0.03 },
  largestRate: { label: "largest rate of a neuron [Hz]", digits: 1, betweenNetworks: 0.06, betweenRuns: 0.05 },
  silent: { label: "silent neurons [%]", digits: 2, betweenNetworks: 1.5, betweenRuns: 0.6, isAbsolute: true },
  cv: { label: "CV of intervals", digits: 3, betweenNetworks: 0.022, betweenRuns: 0.012 },
  lv: { label: "LV of intervals", digits: 3, betweenNetworks: 0.045, betweenRuns: 0.014 },
  medianInterval: { label: "median interval [ms]", digits: 2, betweenNetworks: 0.035, betweenRuns: 0.012 },
  fano: { label: "Fano factor, 1 ms", digits: 2, betweenNetworks: 0.02, betweenRuns: 0.095 },
  correlation: { label: "correlation of pairs, 2 ms", digits: 5, betweenNetworks: 0.02, betweenRuns: 0.15 },
};

/**
 * Degrees of freedom of the deviations in {@linkcode STATISTICS}.
 *
 * @category Comparison of spikes
 */
export const SPREAD_DEGREES = 39;

/**
 * Size and length of what was observed, and whether two observations are of one network.
 *
 * @category Comparison of spikes
 */
export interface Extent {
  /** Neurons of the network. */
  readonly neurons: number;
  /** Length of the window [s]. */
  readonly seconds: number;
  /** Whether both are runs of one network, not only of one model. */
  readonly isSameNetwork: boolean;
}

/**
 * Standard deviation of a statistic about `value`, in its own unit, over runs of one model. It falls with the square root
 * of the number of neurons, and between runs of one network with that of the time: measured from 1000 to 4000 neurons and
 * from 0.2 to 5 s.
 *
 * @category Comparison of spikes
 */
export function spreadOf(name: StatisticName, value: number, { neurons, seconds, isSameNetwork }: Extent): number {
  const { betweenNetworks, betweenRuns, isAbsolute } = STATISTICS[name];
  const variance = (isSameNetwork ? 0 : betweenNetworks ** 2) + betweenRuns ** 2 * 5 / seconds;
  return (isAbsolute ? 1 : Math.abs(value)) * Math.sqrt(variance * 4000 / neurons);
}

/**
 * Every name.
 *
 * @category Comparison of spikes
 */
export const STATISTIC_NAMES: readonly StatisticName[] = Object.keys(STATISTICS) as StatisticName[];

/**
 * The statistics of spikes that are so distributed; `seconds` is the length of the window [s].
 *
 * @category Comparison of spikes
 */
export function networkStatistics(
  distributions: SpikeDistributions,
  { excitatory, seconds }: { readonly excitatory: number; readonly seconds: number },
): NetworkStatistics {
  const { spikes, cv, lv, isi, fano, correlation } = distributions;
  const rates = ratesOf(distributions, seconds);
  return {
    rate: mean(rates),
    excitatoryRate: mean(rates.subarray(0, excitatory)),
    inhibitoryRate: mean(rates.subarray(excitatory)),
    rateSd: standardDeviation(rates),
    largestRate: rates.reduce((a, b) => Math.max(a, b), 0),
    silent: 100 * rates.filter((rate) => rate === 0).length / spikes.length,
    cv: mean(finite(cv)),
    lv: mean(finite(lv)),
    medianInterval: median(isi),
    fano,
    correlation,
  };
}

/**
 * The rate of each neuron [Hz].
 *
 * @category Comparison of spikes
 */
export function ratesOf({ spikes }: SpikeDistributions, seconds: number): Float64Array {
  return Float64Array.from(spikes, (count) => count / seconds);
}

/**
 * The values that are numbers.
 *
 * @category Comparison of spikes
 */
export function finite(values: ArrayLike<number | null>): Float64Array {
  return Float64Array.from(Array.from(values, (value) => value ?? NaN).filter(Number.isFinite));
}

/** The median of intervals in a histogram [ms], linear within its bin; NaN without intervals. */
function median(isi: ArrayLike<number>): number {
  const half = Array.from(isi).reduce((sum, count) => sum + count, 0) / 2;
  if (half === 0) return NaN;
  let below = 0, bin = 0;
  while (below + isi[bin] < half) below += isi[bin++];
  const low = ISI_EDGES[bin - 1] ?? 0, high = ISI_EDGES[bin] ?? low;
  return low + (high - low) * (half - below) / isi[bin];
}
