/**
 * Two observations of spikes, compared: spike by spike, by statistics, by distributions.
 *
 * @module
 */

import { earthMoversDistance } from "../../analysis/earth_movers_distance.ts";
import { type EffectSize, effectSize } from "../../analysis/effect_size.ts";
import { kolmogorovSmirnov } from "../../analysis/kolmogorov_smirnov.ts";
import { type FirstDifference, firstDifference, sharedFraction } from "./first_difference.ts";
import {
  finite,
  type NetworkStatistics,
  networkStatistics,
  ratesOf,
  spreadOf,
  STATISTIC_NAMES,
  type StatisticName,
} from "./network_statistics.ts";
import { observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { asWhole, onlyOf, recordedByBoth } from "./recorded.ts";
import { ISI_EDGES, type SpikeDistributions, spikeDistributions } from "./spike_distributions.ts";

/** Differences of this many standard deviations are told as such: by chance one in a thousand comparisons has one. */
export const NOTABLE = 4;

/** So many spikes at the beginning are not the same by chance: both are runs of one network. */
const TELLING = 100;

/**
 * One statistic of two observations.
 *
 * @category Comparison of spikes
 */
export interface StatisticDifference {
  /** The statistic; for units see {@linkcode STATISTICS}. */
  readonly name: StatisticName;
  /** Value of the first observation. */
  readonly a: number;
  /** Value of the second observation. */
  readonly b: number;
  /** (a - b) in standard deviations of such a difference between runs of one model. */
  readonly deviations: number;
}

/**
 * One distribution over neurons, or over intervals, of two observations.
 *
 * @category Comparison of spikes
 */
export interface DistributionDifference {
  /** The quantity. */
  readonly name: "rates" | "cv" | "lv" | "intervals";
  /** Unit of the earth mover's distance. */
  readonly unit: string;
  /** Cohen's d of the values. */
  readonly effect: EffectSize;
  /** Earth mover's distance of the values. */
  readonly earthMovers: number;
  /** Largest difference of the distribution functions. */
  readonly kolmogorovSmirnov: number;
}

/**
 * Comparison of two observations.
 *
 * @category Comparison of spikes
 */
export interface SpikeComparison {
  /** Whether the lists of spikes are the same. */
  readonly isIdentical: boolean;
  /** The first spike that only one has; undefined where they are identical, or their steps are of different lengths. */
  readonly first?: FirstDifference;
  /** Spikes that both have, by step and neuron, over those that one has [1]; NaN where steps are of different lengths. */
  readonly shared: number;
  /** Number of spikes. */
  readonly spikes: { readonly a: number; readonly b: number };
  /** Time of the last spike [ms]; NaN without spikes. */
  readonly lastSpike: { readonly a: number; readonly b: number };
  /** The window of the statistics [ms]. */
  readonly window: { readonly start: number; readonly stop: number };
  /** Whether both are taken for runs of one network, not only of one model. */
  readonly isSameNetwork: boolean;
  /** One entry per statistic. */
  readonly statistics: readonly StatisticDifference[];
  /** One entry per quantity. */
  readonly distributions: readonly DistributionDifference[];
  /** Shortest interval of a neuron [ms]; NaN without intervals. */
  readonly shortestInterval: { readonly a: number; readonly b: number };
}

/**
 * Options of a comparison.
 *
 * @category Comparison of spikes
 */
export interface CompareOptions {
  /** Time at the beginning that statistics leave out [ms]; 0 where it is left out. */
  readonly skip?: number;
  /** Whether both are runs of one network; found out from the first spikes where it is left out. */
  readonly isSameNetwork?: boolean;
}

/**
 * Compares two observations of equally many neurons over an equal time, where some were not recorded those that both have.
 * @throws {RangeError} where they are not, or the skip leaves no time, or spikes are not in order.
 * @category Comparison of spikes
 */
export function compareSpikes(a: ObservedSpikes, b: ObservedSpikes, options: CompareOptions = {}): SpikeComparison {
  requireComparable(a, b);
  const recorded = recordedByBoth(a, b);
  return compared(onlyOf(a, recorded), onlyOf(b, recorded), options);
}

/** Compares observations of the same neurons. */
function compared(a: ObservedSpikes, b: ObservedSpikes, options: CompareOptions): SpikeComparison {
  const { skip = 0 } = options, { dt } = a.provenance;
  const whole = { a: asWhole(a), b: asWhole(b) }, { excitatory, inhibitory } = whole.a.provenance;
  const hasEqualSteps = dt === b.provenance.dt;
  const first = hasEqualSteps ? firstDifference(a.spikes, b.spikes) : undefined;
  const isIdentical = hasEqualSteps && first === undefined;
  const isSameNetwork = options.isSameNetwork ?? (isIdentical || (first?.common ?? 0) >= TELLING);
  const seconds = (observedDuration(a) - skip) / 1000;
  const extent = { neurons: excitatory + inhibitory, seconds, isSameNetwork };
  const distributions = { a: spikeDistributions(whole.a, skip), b: spikeDistributions(whole.b, skip) };
  const statistics = {
    a: networkStatistics(distributions.a, { excitatory, seconds }),
    b: networkStatistics(distributions.b, { excitatory, seconds }),
  };
  return {
    isIdentical,
    ...(first === undefined ? {} : { first }),
    shared: hasEqualSteps ? sharedFraction(a.spikes, b.spikes) : NaN,
    spikes: { a: a.spikes.step.length, b: b.spikes.step.length },
    lastSpike: { a: lastSpike(a), b: lastSpike(b) },
    window: { start: skip, stop: observedDuration(a) },
    isSameNetwork,
    statistics: differences(statistics.a, statistics.b, extent),
    distributions: distances(distributions.a, distributions.b, seconds),
    shortestInterval: { a: shortestInterval(a), b: shortestInterval(b) },
  };
}

/** Each statistic of two networks, and their difference in deviations. */
export function differences(
  a: NetworkStatistics,
  b: NetworkStatistics,
  extent: Parameters<typeof spreadOf>[2],
): StatisticDifference[] {
  return STATISTIC_NAMES.map((name) => {
    const spread = Math.SQRT2 * spreadOf(name, (Math.abs(a[name]) + Math.abs(b[name])) / 2, extent);
    const difference = a[name] - b[name];
    const isSame = difference === 0 || (Number.isNaN(a[name]) && Number.isNaN(b[name]));
    return { name, a: a[name], b: b[name], deviations: isSame ? 0 : difference / spread };
  });
}

function requireComparable(a: ObservedSpikes, b: ObservedSpikes): void {
  const [p, q] = [a.provenance, b.provenance];
  if (p.excitatory !== q.excitatory || p.inhibitory !== q.inhibitory) {
    throw new RangeError(
      `Cannot compare spikes: both must be of equally many neurons, received ${p.excitatory} E and ${p.inhibitory} I against ` +
        `${q.excitatory} E and ${q.inhibitory} I`,
    );
  }
  const [s, t] = [observedDuration(a), observedDuration(b)];
  if (Math.abs(s - t) > Math.max(p.dt, q.dt)) {
    throw new RangeError(`Cannot compare spikes: both must be of the same length, received ${s} ms against ${t} ms`);
  }
}

function lastSpike({ spikes, provenance: { dt } }: ObservedSpikes): number {
  return (spikes.step.at(-1) ?? NaN) * dt;
}

function shortestInterval(
  { spikes: { step, neuron }, provenance: { excitatory, inhibitory, dt } }: ObservedSpikes,
): number {
  const last = new Float64Array(excitatory + inhibitory).fill(-Infinity);
  let shortest = Infinity;
  for (let k = 0; k < step.length; k++) {
    shortest = Math.min(shortest, step[k] - last[neuron[k]]);
    last[neuron[k]] = step[k];
  }
  return shortest === Infinity ? NaN : shortest * dt;
}

function distances(a: SpikeDistributions, b: SpikeDistributions, seconds: number): DistributionDifference[] {
  const pairs = [
    { name: "rates", unit: "Hz", x: ratesOf(a, seconds), y: ratesOf(b, seconds) },
    { name: "cv", unit: "", x: finite(a.cv), y: finite(b.cv) },
    { name: "lv", unit: "", x: finite(a.lv), y: finite(b.lv) },
    { name: "intervals", unit: "ms", x: intervals(a.isi), y: intervals(b.isi) },
  ] as const;
  return pairs.map(({ name, unit, x, y }) => ({
    name,
    unit,
    effect: effectSize(x, y),
    earthMovers: earthMoversDistance(x, y),
    kolmogorovSmirnov: kolmogorovSmirnov(x, y).statistic,
  }));
}

/** An interval at the centre of its bin for each one that was counted [ms]. */
function intervals(isi: ArrayLike<number>): Float64Array {
  const values = new Float64Array(Array.from(isi).reduce((sum, count) => sum + count, 0));
  for (let bin = 0, k = 0; bin < isi.length; bin++) {
    const low = ISI_EDGES[bin - 1] ?? 0, high = ISI_EDGES[bin] ?? low;
    values.fill((low + high) / 2, k, k += isi[bin]);
  }
  return values;
}
