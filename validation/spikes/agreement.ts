/**
 * Whether two sets of networks, one per seed, come from one model: statistics and distributions, each held against its
 * margin over the networks, which are paired where both sides ran the same edges.
 *
 * Source of the distances: Golosio et al. 2021, Front. Comput. Neurosci. 15:627620 (earth mover's distance between simulators).
 *
 * @module
 */

import { mean, standardDeviation } from "../../analysis/moments.ts";
import {
  DISTRIBUTION_NAMES,
  DISTRIBUTIONS,
  joinedSample,
  meanOfSamples,
  measuredDistance,
  sampleOf,
} from "./distances.ts";
import {
  decide,
  type Decision,
  type EquivalenceOutcome,
  type MeasuredDifference,
  outcomeOf,
  pairedDifference,
  unpairedDifference,
} from "./equivalence.ts";
import { DISTRIBUTION_MARGINS, type DistributionName, type Margin, marginOf, MARGINS } from "./margins.ts";
import { networkStatistics, STATISTIC_NAMES, type StatisticName } from "./network_statistics.ts";
import type { SpikeDistributions } from "./spike_distributions.ts";

/**
 * Networks of one kind.
 *
 * @category Comparison of spikes
 */
export interface NetworkSet {
  /** The distributions of each run's spikes: all runs of the first network, then of the second, … */
  readonly runs: readonly SpikeDistributions[];
  /** Runs of each network, from initial states that are slightly different; 1 where it is left out. */
  readonly repeats?: number;
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
export interface StatisticAgreement extends Decision {
  /** The statistic; for units see {@linkcode STATISTICS}. */
  readonly name: StatisticName;
  /** Mean and standard deviation over the networks of the first set. */
  readonly ours: { readonly mean: number; readonly sd: number };
  /** Mean and standard deviation over the networks of the second set. */
  readonly theirs: { readonly mean: number; readonly sd: number };
}

/**
 * One distribution of two sets; its difference is the earth mover's distance between all neurons of either set.
 *
 * @category Comparison of spikes
 */
export interface DistributionAgreement extends Decision {
  /** The quantity; for units see {@linkcode DISTRIBUTIONS}. */
  readonly name: DistributionName;
  /** Unit of the distance. */
  readonly unit: string;
}

/**
 * Agreement of two sets of networks.
 *
 * @category Comparison of spikes
 */
export interface SetAgreement {
  /** Whether networks are paired. */
  readonly isPaired: boolean;
  /** Networks of each set. */
  readonly networks: { readonly ours: number; readonly theirs: number };
  /** One entry per statistic. */
  readonly statistics: readonly StatisticAgreement[];
  /** One entry per quantity. */
  readonly distributions: readonly DistributionAgreement[];
  /** `equivalent` where all of them are, `different` where one of them is, else `undecided`. */
  readonly outcome: EquivalenceOutcome;
  /**
   * Where it is undecided, the networks of each set that would decide it at least (see {@linkcode Decision}); undefined
   * where more than 10,000 would not, or there is nothing to go by.
   */
  readonly neededNetworks?: number;
}

/**
 * How sets are compared.
 *
 * @category Comparison of spikes
 */
export interface AgreementOptions {
  /** Whether network k of one set has the edges and the initial state of network k of the other. */
  readonly isPaired: boolean;
}

/**
 * Compares two sets of networks: see {@linkcode decide} for how, and {@linkcode MARGINS} for the margins.
 * @throws {RangeError} where they are paired, and one set has more networks than the other; or a network lacks runs.
 *
 * @category Comparison of spikes
 */
export function agreementOf(ours: NetworkSet, theirs: NetworkSet, { isPaired }: AgreementOptions): SetAgreement {
  const a = byNetwork(ours), b = byNetwork(theirs);
  const networks = { ours: a.length, theirs: b.length };
  for (const { runs, repeats = 1 } of [ours, theirs]) {
    if (Number.isInteger(runs.length / repeats) && runs.length > 0) continue;
    throw new RangeError(
      `Cannot compare sets of networks: ${repeats} runs of each are required, received ${runs.length} runs`,
    );
  }
  if (isPaired && networks.ours !== networks.theirs) {
    throw new RangeError(
      `Cannot compare sets of networks: pairs require equally many, received ${networks.ours} and ${networks.theirs}`,
    );
  }
  const held = (measured: MeasuredDifference, margin: Margin, center: number) => ({
    ...measured,
    margin: marginOf(margin, center),
  });
  const statisticsOf = (runs: readonly SpikeDistributions[], set: NetworkSet) => {
    const all = runs.map((run) => networkStatistics(run, set));
    return (name: StatisticName) => mean(all.map((statistics) => statistics[name]));
  };
  const p = a.map((runs) => statisticsOf(runs, ours)), q = b.map((runs) => statisticsOf(runs, theirs));
  const measured = STATISTIC_NAMES.map((name) => {
    const x = p.map((valueOf) => valueOf(name)), y = q.map((valueOf) => valueOf(name));
    const difference = isPaired ? pairedDifference(x, y) : unpairedDifference(x, y);
    return { name, x, y, held: held(difference, MARGINS[name], (mean(x) + mean(y)) / 2) };
  });
  const distances = DISTRIBUTION_NAMES.map((name) => {
    const x = a.map((runs) => joinedSample(name, runs.map((run) => sampleOf(name, run, ours.seconds))));
    const y = b.map((runs) => joinedSample(name, runs.map((run) => sampleOf(name, run, theirs.seconds))));
    const center = (meanOfSamples(...x) + meanOfSamples(...y)) / 2;
    return { name, held: held(measuredDistance(name, x, y, isPaired), DISTRIBUTION_MARGINS[name], center) };
  });
  const decisions = decide([...measured, ...distances].map(({ held }) => held));
  const statistics = measured.map(({ name, x, y }, k): StatisticAgreement => ({
    name,
    ours: summary(x),
    theirs: summary(y),
    ...decisions[k],
  }));
  const distributions = distances.map(({ name }, k): DistributionAgreement => ({
    name,
    unit: DISTRIBUTIONS[name].unit,
    ...decisions[measured.length + k],
  }));
  const outcome = outcomeOf(decisions), times = timesAsManyOf(decisions);
  const isKnown = outcome === "undecided" && times !== undefined;
  return {
    isPaired,
    networks,
    statistics,
    distributions,
    outcome,
    ...(isKnown && { neededNetworks: Math.ceil(times * Math.min(networks.ours, networks.theirs)) }),
  };
}

/**
 * So many times as many values decide all that is undecided; undefined where one of them is not known to be decided.
 *
 * @category Comparison of spikes
 */
export function timesAsManyOf(decisions: readonly Decision[]): number | undefined {
  const undecided = decisions.filter(({ outcome }) => outcome === "undecided");
  if (undecided.some(({ timesAsMany }) => timesAsMany === undefined)) return undefined;
  return undecided.reduce((most, { timesAsMany }) => Math.max(most, timesAsMany!), 1);
}

/** The runs of each network. */
function byNetwork({ runs, repeats = 1 }: NetworkSet): SpikeDistributions[][] {
  return Array.from({ length: runs.length / repeats }, (_, k) => runs.slice(k * repeats, (k + 1) * repeats));
}

function summary(values: readonly number[]): { mean: number; sd: number } {
  return { mean: mean(values), sd: standardDeviation(values) * Math.sqrt(values.length / (values.length - 1)) };
}
