/**
 * Frequencies of the verdicts that the statistics of `validate` give where the truth is known: simulated comparisons, each of
 * networks of its own.
 *
 * @module
 */

import { runOfNetwork } from "../../commands/validate/runs_of_network.ts";
import { buildNetwork, cobaHh, type CobaHhOptions, type Engine, type Network, type Recording } from "../../mod.ts";
import {
  agreementOf,
  type EquivalenceOutcome,
  type MethodAndStep,
  observedSpikes,
  type SetAgreement,
  type SpikeDistributions,
  spikeDistributions,
} from "../../validation/mod.ts";
import type { Condition } from "./conditions.ts";

/** Simulations of a study. */
export interface StudyPlan {
  /** The engine of both sides. */
  readonly engine: Engine;
  /** Its method and time step. */
  readonly step: MethodAndStep;
  /** The networks, without their seeds, which are 1, 2, … */
  readonly cobaHh: CobaHhOptions;
  /** Number of networks. */
  readonly networks: number;
  /** Networks of a comparison; each divides the last, which divides the number of networks. */
  readonly sizes: readonly number[];
  /** Runs of each network on our side; the other side has one. */
  readonly repeats: number;
  /** What is counted [ms]. */
  readonly window: { readonly start: number; readonly stop: number };
  /** What the other side has changed. */
  readonly conditions: readonly Condition[];
}

/** Verdicts on one condition by sets of one size. */
export interface VerdictCounts {
  /** What the other side has changed. */
  readonly condition: string;
  /** Networks of a comparison. */
  readonly size: number;
  /** How often each verdict was. No network is in two comparisons of a size, so they are independent. */
  readonly counts: Readonly<Record<EquivalenceOutcome, number>>;
  /** Mean over the comparisons of (ours - theirs) in margins, for each statistic and distribution. */
  readonly differences: Readonly<Record<string, number>>;
}

/** The runs of one network. */
interface Runs {
  readonly ours: readonly SpikeDistributions[];
  /** One per condition. */
  readonly theirs: readonly SpikeDistributions[];
}

/** Counts verdicts; ends early, with what is counted so far, where the signal is aborted. */
export async function countVerdicts(
  plan: StudyPlan,
  { onProgress = () => {}, signal }: {
    readonly onProgress?: (fraction: number) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<VerdictCounts[]> {
  const { networks, sizes, conditions } = plan, largest = sizes[sizes.length - 1];
  const agreements = new Map<string, SetAgreement[]>();
  const recent: Runs[] = [];
  for (let seed = 1; seed <= networks && !signal?.aborted; seed++) {
    recent.push(await runsOf(plan, seed));
    for (const size of sizes.filter((size) => seed % size === 0)) {
      for (const [k, { name }] of conditions.entries()) {
        const key = keyOf(name, size), found = agreements.get(key) ?? [];
        agreements.set(key, [...found, compared(plan, recent.slice(-size), k)]);
      }
    }
    if (recent.length === largest) recent.length = 0;
    onProgress(seed / networks);
  }
  return conditions.flatMap(({ name }) =>
    sizes.map((size): VerdictCounts => {
      const found = agreements.get(keyOf(name, size)) ?? [];
      const counts = { equivalent: 0, undecided: 0, different: 0 };
      for (const { outcome } of found) counts[outcome]++;
      return { condition: name, size, counts, differences: meanDifferences(found) };
    })
  );
}

const keyOf = (condition: string, size: number) => `${condition}, ${size}`;

async function runsOf({ engine, step, cobaHh: options, repeats, window, conditions }: StudyPlan, seed: number) {
  const network = buildNetwork(cobaHh({ ...options, seed }));
  const distributionsOf = (recording: Recording, change: Condition["spikes"]) => {
    const observed = observedSpikes(recording);
    return spikeDistributions({ ...observed, spikes: change(observed.spikes, seed) }, window.start);
  };
  const ours: SpikeDistributions[] = [], theirs: SpikeDistributions[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    ours.push(distributionsOf(await runOfNetwork(engine, network, repeat, step, window.stop), (spikes) => spikes));
  }
  const runs = new Map<(network: Network) => Network, Recording>();
  for (const { network: change, spikes } of conditions) {
    const run = runs.get(change) ?? await runOfNetwork(engine, change(network), repeats, step, window.stop);
    runs.set(change, run);
    theirs.push(distributionsOf(run, spikes));
  }
  return { ours, theirs };
}

/** The comparison of one condition with the right engine, paired over networks as `validate` does it. */
function compared({ cobaHh: options, repeats, window }: StudyPlan, runs: readonly Runs[], condition: number) {
  const { excitatory } = buildNetwork(cobaHh(options));
  const set = { excitatory, seconds: (window.stop - window.start) / 1000 };
  return agreementOf(
    { ...set, runs: runs.flatMap(({ ours }) => ours), repeats },
    { ...set, runs: runs.map(({ theirs }) => theirs[condition]) },
    { isPaired: true },
  );
}

function meanDifferences(agreements: readonly SetAgreement[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { statistics } of agreements) {
    for (const { name, difference, margin } of statistics) {
      sums[name] = (sums[name] ?? 0) + difference / margin / agreements.length;
    }
  }
  return sums;
}
