/**
 * Two observations of spikes, compared: spike by spike, by statistics, by distributions.
 *
 * @module
 */

import { type EffectSize, effectSize } from "../../analysis/effect_size.ts";
import { kolmogorovSmirnov } from "../../analysis/kolmogorov_smirnov.ts";
import { distanceBetween, DISTRIBUTION_NAMES, DISTRIBUTIONS, meanOfSamples, sampleOf } from "./distances.ts";
import {
  decide,
  type Decision,
  type EquivalenceOutcome,
  type MeasuredDifference,
  outcomeOf,
  sumOfErrors,
} from "./equivalence.ts";
import { type FirstDifference, firstDifference, sharedFraction } from "./first_difference.ts";
import { DISTRIBUTION_MARGINS, type DistributionName, marginOf, MARGINS } from "./margins.ts";
import {
  type Extent,
  type NetworkStatistics,
  networkStatistics,
  SPREAD_DEGREES,
  spreadOf,
  STATISTIC_NAMES,
  type StatisticName,
} from "./network_statistics.ts";
import { observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { asWhole, onlyOf, recordedByBoth } from "./recorded.ts";
import {
  BLOCK_DEGREES,
  distanceVariances,
  type PartOfRun,
  partsOfRun,
  SHORTEST_WINDOW,
  statisticVariances,
} from "./run_uncertainty.ts";
import { ISI_EDGES, spikeDistributions } from "./spike_distributions.ts";

/** So many spikes at the beginning are not the same by chance: both are runs of one network. */
const TELLING = 100;

/**
 * One statistic of two observations, and whether its difference is within its margin.
 *
 * @category Comparison of spikes
 */
export interface StatisticDifference extends Decision {
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
 * One distribution over neurons, or over intervals, of two observations; its difference is the earth mover's distance.
 *
 * @category Comparison of spikes
 */
export interface DistributionDifference extends Decision {
  /** The quantity; for units see {@linkcode DISTRIBUTIONS}. */
  readonly name: DistributionName;
  /** Unit of the earth mover's distance. */
  readonly unit: string;
  /** Cohen's d of the values. */
  readonly effect: EffectSize;
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
  /** What statistics and distributions come to: `equivalent` where all of them are, `different` where one of them is. */
  readonly statisticalOutcome: EquivalenceOutcome;
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
  /**
   * Whether the uncertainty of each run is estimated from blocks of it as well, which takes twenty times as long; true where
   * it is left out. Without, it is that of runs of this network in general (see STATISTICS).
   */
  readonly hasBlocks?: boolean;
}

/**
 * Compares two observations of equally many neurons over an equal time, where some were not recorded those that both have.
 * Statistics of less than a second decide nothing.
 * @throws {RangeError} where they are not, or the skip leaves no time, or spikes are not in order.
 *
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
  const sides = [whole.a, whole.b].map((observed): Side => {
    const distributions = spikeDistributions(observed, skip);
    const parts = options.hasBlocks === false || isIdentical ? undefined : partsOfRun(observed, skip);
    return { distributions, seconds, statistics: networkStatistics(distributions, { excitatory, seconds }), parts };
  });
  const { statistics, distributions } = differences(sides[0], sides[1], { ...extent, excitatory });
  return {
    isIdentical,
    ...(first === undefined ? {} : { first }),
    shared: hasEqualSteps ? sharedFraction(a.spikes, b.spikes) : NaN,
    spikes: { a: a.spikes.step.length, b: b.spikes.step.length },
    lastSpike: { a: lastSpike(a), b: lastSpike(b) },
    window: { start: skip, stop: observedDuration(a) },
    isSameNetwork,
    statistics,
    distributions,
    statisticalOutcome: outcomeOf([...statistics, ...distributions]),
    shortestInterval: { a: shortestInterval(a), b: shortestInterval(b) },
  };
}

/** One of two observations. */
interface Side extends PartOfRun {
  readonly statistics: NetworkStatistics;
  readonly parts: readonly PartOfRun[] | undefined;
}

/**
 * The statistic that tells how much a distribution varies from run to run, at least: a distance between two distributions
 * is about as uncertain as the difference of their means.
 */
const COMPANIONS: Readonly<Record<DistributionName, StatisticName>> = {
  rates: "rate",
  cv: "cv",
  lv: "lv",
  intervals: "medianInterval",
};

/** Every statistic and distribution of two runs, and what their differences are within their margins. */
function differences(
  a: Side,
  b: Side,
  extent: Extent & { readonly excitatory: number },
): Pick<SpikeComparison, "statistics" | "distributions"> {
  const variances = [a, b].map(({ parts }) => statisticVariances(parts, extent.excitatory));
  const statistics = STATISTIC_NAMES.map((name) => {
    const [x, y] = [a, b].map(({ statistics }) => statistics[name]);
    const difference = x === y ? 0 : x - y, center = (Math.abs(x) + Math.abs(y)) / 2;
    const error = errorOf(variances.map((variance) => variance[name]), name, center, extent);
    const deviations = difference === 0 || (Number.isNaN(x) && Number.isNaN(y))
      ? 0
      : difference / (Math.SQRT2 * spreadOf(name, center, extent));
    return { name, a: x, b: y, deviations, held: { difference, ...error, margin: marginOf(MARGINS[name], center) } };
  });
  const ofDistances = [distanceVariances(a.parts, b), distanceVariances(b.parts, a)];
  const distributions = DISTRIBUTION_NAMES.map((name) => {
    const [x, y] = [a, b].map(({ distributions, seconds }) => sampleOf(name, distributions, seconds));
    const center = (meanOfSamples(x) + meanOfSamples(y)) / 2;
    // Distances of intervals are in percent.
    const error = errorOf(
      ofDistances.map((v) => v[name]),
      COMPANIONS[name],
      name === "intervals" ? 100 : center,
      extent,
    );
    const held = {
      difference: distanceBetween(name, [x], [y]),
      ...error,
      margin: marginOf(DISTRIBUTION_MARGINS[name], center),
    };
    const [p, q] = name === "intervals" ? [x, y].map(intervals) : [x, y];
    return {
      name,
      unit: DISTRIBUTIONS[name].unit,
      effect: effectSize(p, q),
      kolmogorovSmirnov: kolmogorovSmirnov(p, q).statistic,
      held,
    };
  });
  const decisions = decide([...statistics, ...distributions].map(({ held }) => held)).map((decision) =>
    extent.seconds < SHORTEST_WINDOW ? undecided(decision, extent.seconds) : decision
  );
  const decided = <T extends { readonly held: unknown }>({ held: _, ...one }: T, k: number) => ({
    ...one,
    ...decisions[k],
  });
  return {
    statistics: statistics.map((one, k) => decided(one, k)),
    distributions: distributions.map((one, k) => decided(one, statistics.length + k)),
  };
}

/** A decision of a window that is too short for any: at least the shortest one is needed. */
function undecided(decision: Decision, seconds: number): Decision {
  return {
    ...decision,
    outcome: "undecided",
    timesAsMany: Math.max(decision.timesAsMany ?? 1, SHORTEST_WINDOW / seconds),
  };
}

/** Standard error of a difference of two runs: that of their blocks, or that of runs in general where it is larger. */
function errorOf(
  variances: readonly number[],
  name: StatisticName,
  center: number,
  extent: Extent,
): Omit<MeasuredDifference, "difference"> {
  const usual = spreadOf(name, center, { ...extent, isSameNetwork: true }) ** 2;
  const ofRuns = variances.map((variance) => variance > usual ? variance : usual);
  const degrees = variances.map((variance) => variance > usual ? BLOCK_DEGREES : SPREAD_DEGREES);
  const ofNetworks = extent.isSameNetwork ? 0 : 2 * (spreadOf(name, center, extent) ** 2 - usual);
  return { ...sumOfErrors([...ofRuns, ofNetworks], [...degrees, SPREAD_DEGREES]), count: 1 };
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

/** An interval at the centre of its bin for each one that was counted [ms]. */
function intervals(isi: ArrayLike<number>): Float64Array {
  const values = new Float64Array(Array.from(isi).reduce((sum, count) => sum + count, 0));
  for (let bin = 0, k = 0; bin < isi.length; bin++) {
    const low = ISI_EDGES[bin - 1] ?? 0, high = ISI_EDGES[bin] ?? low;
    values.fill((low + high) / 2, k, k += isi[bin]);
  }
  return values;
}
