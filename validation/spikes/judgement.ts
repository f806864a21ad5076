/**
 * Whether spikes are those of a network, and if not, which choice was made differently: first spike by spike, then by
 * statistics.
 *
 * @module
 */

import { ACCURATE_METHOD } from "../../model/methods.ts";
import { milliseconds } from "../../model/milliseconds.ts";
import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { cutAt, type ObservedSpikes } from "./observed_spikes.ts";
import { type ExactAgreement, exactSearch } from "./exact_search.ts";
import type { Alternative, Hypothesis } from "./hypothesis.ts";
import { type StatisticalAgreement, statisticalSearch } from "./statistical_search.ts";

/**
 * What is asked, and how much may be computed for the answer.
 *
 * @category Comparison of spikes
 */
export interface JudgeOptions {
  /** Integration method that the spikes should have been made with. */
  readonly method: string;
  /** The float64 engine of the exact search. */
  readonly exactEngine: Engine;
  /** The engines of the statistical search, the fastest first. */
  readonly engines: readonly Engine[];
  /** Time that is compared spike by spike at most [ms]. */
  readonly exactDuration: number;
  /** Time whose statistics are compared at most [ms]. */
  readonly statisticalDuration: number;
  /**
   * Whether the spikes are said to be of this very network, its edges included, so that their statistics have less room;
   * found out from the edges being explicit, and from the first spikes, where it is left out.
   */
  readonly isSameNetwork?: boolean;
  /** Called with what is being done, and the fraction of it that is done. */
  readonly onProgress?: (what: string, fraction: number) => void;
}

/**
 * The judgement.
 *
 * @category Comparison of spikes
 */
export interface Judgement {
  /**
   * - `exact`: the spikes of the network, one by one; `statistical`: its statistics, as specified or integrated accurately;
   * - `explained`: those of the network with some choice made differently; `unexplained`: none of these.
   */
  readonly outcome: "exact" | "statistical" | "explained" | "unexplained";
  /** The judgement in a sentence, without its full stop. */
  readonly sentence: string;
  /** Agreement spike by spike, the best first. */
  readonly exact: readonly ExactAgreement[];
  /** Agreement of statistics, the best first; none where spikes agree one by one. */
  readonly statistical: readonly StatisticalAgreement[];
}

/** The largest transient that statistics leave out [ms], and its part of the time. */
const TRANSIENT = { most: 500, part: 0.2 };

/** Spikes in common with the network as specified that show that the file is of this very network. */
const TELLING = 100;

/** An explanation has to be this much nearer than what was asked about. */
const NEARER = 0.5;

/**
 * Judges observed spikes, which begin with the initial state of the network.
 *
 * @category Comparison of spikes
 */
export async function judge(network: Network, observed: ObservedSpikes, options: JudgeOptions): Promise<Judgement> {
  const { method, exactEngine, engines, exactDuration, statisticalDuration, onProgress } = options;
  const { dt } = observed.provenance;
  const base: Hypothesis = { spec: network.spec, method, dt, delay: 0, lateness: 0 };
  const steps = Math.min(observed.stop, Math.round(exactDuration / dt));
  const exact = await exactSearch(network, base, observed.spikes, {
    engine: exactEngine,
    steps,
    onProgress: (fraction) => onProgress?.("spike by spike", fraction),
  });
  const best = exact[0], asked = exact.find(({ changes }) => changes.length === 0)!;
  if (best.differsAt === undefined && best.common > 0) {
    const what = `${count(best.common)} spikes of the first ${milliseconds(steps * dt)} ms are the same, one by one`;
    return best.changes.length === 0
      ? { outcome: "exact", sentence: `right: all ${what}`, exact, statistical: [] }
      : { outcome: "explained", sentence: `with ${words(best.changes)}, all ${what}`, exact, statistical: [] };
  }
  const cut = cutAt(observed, statisticalDuration);
  const duration = (cut.stop - cut.start) * dt;
  const isSameNetwork = options.isSameNetwork ??
    (network.spec.connectivity.rule === "explicit" || best.common >= TELLING);
  const statistical = await statisticalSearch(network, base, cut, {
    engines,
    skip: Math.min(TRANSIENT.most, TRANSIENT.part * duration),
    isSameNetwork,
    hasAlternatives: true,
    onProgress: (fraction) => onProgress?.("by statistics", fraction),
  });
  return { ...decision(asked, best, statistical, dt), exact, statistical };
}

function decision(
  asked: ExactAgreement,
  best: ExactAgreement,
  statistical: readonly StatisticalAgreement[],
  dt: number,
): { outcome: Judgement["outcome"]; sentence: string } {
  const plain = statistical.find(({ changes }) => changes.length === 0)!;
  const accurate = statistical.find(({ hypothesis, changes }) =>
    hypothesis.method === ACCURATE_METHOD && changes.every(({ axis }) => axis === "method")
  );
  const nearest = statistical[0];
  // Spike by spike is the sharper instrument, where some spikes can be the same at all.
  if (best.changes.length > 0 && best.common >= Math.max(TELLING, 2 * asked.common)) {
    const until = milliseconds(best.differsAt! * dt);
    return {
      outcome: "explained",
      sentence: `with ${words(best.changes)}, the first ${count(best.common)} spikes are the same, until ${until} ms ` +
        `(as specified, ${count(asked.common)})`,
    };
  }
  // An engine of another precision may have every spike where float64 has not.
  const same = statistical.find(({ comparison }) => comparison.isIdentical && comparison.spikes.a > 0);
  if (same !== undefined) {
    const what = `all ${
      count(same.comparison.spikes.a)
    } spikes are the same, one by one, in a run of engine ${same.engine}`;
    return same.changes.length === 0
      ? { outcome: "exact", sentence: `right: ${what}` }
      : { outcome: "explained", sentence: `with ${words(same.changes)}, ${what}` };
  }
  const beginning = asked.common >= TELLING
    ? `the first ${count(asked.common)} spikes are the same, until ${milliseconds(asked.differsAt! * dt)} ms, and `
    : "";
  if (plain.isSame && !(accurate !== undefined && accurate.distance < NEARER * plain.distance && plain.distance > 1)) {
    return { outcome: "statistical", sentence: `right, by statistics: ${beginning}none of them is notably different` };
  }
  if (accurate?.isSame) {
    return {
      outcome: "statistical",
      sentence: `right, by statistics, with accurate integration: ${distances(accurate, plain)}`,
    };
  }
  if (nearest.changes.length > 0 && nearest.distance < NEARER * plain.distance) {
    return {
      outcome: "explained",
      sentence:
        `statistics are ${nearest.isSame ? "those" : "nearest to those"} of the network with ${
          words(nearest.changes)
        }: ` +
        distances(nearest, plain),
    };
  }
  return {
    outcome: "unexplained",
    sentence: `not this network, and no single choice of its specification explains it`,
  };
}

function distances(one: StatisticalAgreement, plain: StatisticalAgreement): string {
  return `${one.distance.toFixed(1)} deviations away, against ${plain.distance.toFixed(1)} as specified`;
}

/** The changes in words: "synapse order: add-decay-use instead of decay-add-use". */
export function words(changes: readonly Alternative[]): string {
  return changes.length === 0
    ? "everything as specified"
    : changes.map(({ axis, choice }) => `${axis}: ${choice}`).join(", and ");
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}
