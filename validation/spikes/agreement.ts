/**
 * Whether two sets of networks, one per seed, come from one model: their statistics by effect size and the
 * Kolmogorov–Smirnov test over seeds, their distributions by the earth mover's distance against that from seed to seed.
 *
 * Source of the method: Gutzen et al. 2018, Front. Neuroinform. 12:90 (effect sizes with confidence intervals, not p alone);
 * Golosio et al. 2021, Front. Comput. Neurosci. 15:627620 (earth mover's distance between simulators against that between
 * seeds).
 *
 * @module
 */

import { earthMoversDistance } from "../../analysis/earth_movers_distance.ts";
import { type EffectSize, effectSize } from "../../analysis/effect_size.ts";
import { type KolmogorovSmirnov, kolmogorovSmirnov } from "../../analysis/kolmogorov_smirnov.ts";
import { mean, standardDeviation } from "../../analysis/moments.ts";
import {
  finite,
  networkStatistics,
  ratesOf,
  STATISTIC_NAMES,
  type StatisticName,
  STATISTICS,
} from "./network_statistics.ts";
import type { SpikeDistributions } from "./spike_distributions.ts";

/**
 * Networks of one kind.
 *
 * @category Comparison of spikes
 */
export interface NetworkSet {
  /** The distributions of each network's spikes. */
  readonly runs: readonly SpikeDistributions[];
  /** Excitatory neurons. */
  readonly excitatory: number;
  /** Length of the window [s]. */
  readonly seconds: number;
}

/**
 * One statistic of two sets.
 *
 * @category Comparison of spikes
 */
export interface StatisticAgreement {
  /** The statistic; for units see {@linkcode STATISTICS}. */
  readonly name: StatisticName;
  /** Mean and standard deviation over the networks of the first set. */
  readonly ours: { readonly mean: number; readonly sd: number };
  /** Mean and standard deviation over the networks of the second set. */
  readonly theirs: { readonly mean: number; readonly sd: number };
  /** Effect size of the difference over networks. */
  readonly effect: EffectSize;
  /** Test over networks. */
  readonly test: KolmogorovSmirnov;
  /** Whether they agree: see {@linkcode agreementOf}. */
  readonly hasPassed: boolean;
}

/**
 * One distribution over neurons of two sets.
 *
 * @category Comparison of spikes
 */
export interface DistributionAgreement {
  /** The quantity of each neuron. */
  readonly name: "rates" | "cv" | "lv";
  /** Unit of the quantity. */
  readonly unit: string;
  /** Mean earth mover's distance from a network of one set to one of the other. */
  readonly between: number;
  /** Mean earth mover's distance from network to network of the second set, or of the first where that is larger. */
  readonly within: number;
  /** Whether they agree: see {@linkcode agreementOf}. */
  readonly hasPassed: boolean;
}

/**
 * Agreement of two sets of networks.
 *
 * @category Comparison of spikes
 */
export interface SetAgreement {
  /** One entry per statistic. */
  readonly statistics: readonly StatisticAgreement[];
  /** One entry per quantity. */
  readonly distributions: readonly DistributionAgreement[];
  /** Whether all of them agree. */
  readonly hasPassed: boolean;
}

/** Effects whose interval reaches below this are not shown to be of any size. */
const SMALL_EFFECT = 0.5;

/** Differences below this part of the deviation between networks (see STATISTICS) are no matter, however sure. */
const NO_MATTER = 0.5;

/** Distances between the sets up to so many times the distance within are no matter. */
const FAR = 1.5;

/**
 * Compares two sets of networks. A statistic agrees where the 95 % interval of its effect size reaches below ±0.5, or the
 * difference is below half of the standard deviation that the statistic has from network to network in Brian 2's network. A
 * distribution agrees where the earth mover's distance between the sets is at most 1.5 times that within them, or, for sets
 * that hardly differ from seed to seed, where it is below half of the deviation between networks, of the mean.
 *
 * @category Comparison of spikes
 */
export function agreementOf(ours: NetworkSet, theirs: NetworkSet): SetAgreement {
  const a = ours.runs.map((run) => networkStatistics(run, ours)),
    b = theirs.runs.map((run) => networkStatistics(run, theirs));
  const statistics = STATISTIC_NAMES.map((name): StatisticAgreement => {
    const x = a.map((statistics) => statistics[name]), y = b.map((statistics) => statistics[name]);
    const effect = effectSize(x, y);
    const difference = Math.abs(mean(x) - mean(y));
    const hasPassed = nearestToZero(effect) <= SMALL_EFFECT || difference <= toleranceOf(name, mean(y));
    return { name, ours: summary(x), theirs: summary(y), effect, test: kolmogorovSmirnov(x, y), hasPassed };
  });
  const distributions = (["rates", "cv", "lv"] as const).map((name): DistributionAgreement => {
    const of = ({ runs, seconds }: NetworkSet) =>
      runs.map((run) => (name === "rates" ? ratesOf(run, seconds) : finite(run[name])).sort());
    const x = of(ours), y = of(theirs);
    const between = mean(x.flatMap((p) => y.map((q) => earthMoversDistance(p, q))));
    const within = Math.max(meanWithin(x), meanWithin(y));
    const tolerance = toleranceOf(name === "rates" ? "rate" : name, mean(y.map(mean)));
    return {
      name,
      unit: name === "rates" ? "Hz" : "",
      between,
      within,
      hasPassed: between <= Math.max(FAR * within, tolerance),
    };
  });
  return {
    statistics,
    distributions,
    hasPassed: [...statistics, ...distributions].every(({ hasPassed }) => hasPassed),
  };
}

function toleranceOf(name: StatisticName, value: number): number {
  const { betweenNetworks, isAbsolute } = STATISTICS[name];
  return NO_MATTER * betweenNetworks * (isAbsolute ? 1 : Math.abs(value));
}

/** The end of the interval that is nearer to 0, or 0 where it holds it. */
function nearestToZero({ low, high }: EffectSize): number {
  return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
}

function summary(values: readonly number[]): { mean: number; sd: number } {
  return { mean: mean(values), sd: standardDeviation(values) * Math.sqrt(values.length / (values.length - 1)) };
}

/** Mean distance over pairs; 0 of a single sample. */
function meanWithin(samples: readonly Float64Array[]): number {
  const distances = samples.flatMap((p, i) => samples.slice(i + 1).map((q) => earthMoversDistance(p, q)));
  return distances.length === 0 ? 0 : mean(distances);
}
