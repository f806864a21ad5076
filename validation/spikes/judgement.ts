/**
 * Whether spikes are those of a network, and if not, which choice was made differently: first spike by spike, then by
 * statistics.
 *
 * @module
 */

import { milliseconds } from "../../model/milliseconds.ts";
import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { cutAt, observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { count, decision, diverged, TELLING, words } from "./decision.ts";
import { type ExactAgreement, exactSearch } from "./exact_search.ts";
import { type Hypothesis, networkOf, runHypothesis } from "./hypothesis.ts";
import type { Misreading } from "./misreading.ts";
import type { AsRead } from "./reading.ts";
import { spikesOfNeurons } from "./recorded.ts";
import { misreadingSentence, type ReadingFlags } from "./misreading_words.ts";
import { readingSearch } from "./reading_search.ts";
import { reread, toTimes } from "./reread.ts";
import type { TimedSpikes } from "./timed_spikes.ts";
import { type StatisticalAgreement, statisticalSearch } from "./statistical_search.ts";

/**
 * A file of spikes before it was read as steps of neurons.
 *
 * @category Comparison of spikes
 */
export interface FileAsRead {
  /** Its events. */
  readonly events: TimedSpikes;
  /** What it was read as; times in ms from 0, neurons from 0, where it is left out. */
  readonly asRead?: AsRead;
  /** How flags that read it rightly are written; "--origin 0.2" where it is left out. */
  readonly written?: (flags: ReadingFlags) => string;
}

/**
 * Options of a judgement: the question, and how much may be computed for the answer.
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
  /** The file that the spikes were read from; taken from the spikes themselves where it is left out. */
  readonly file?: FileAsRead;
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
   * - `misread`: those of the network, but times or neurons are other ones than they were read as, or some are missing;
   * - `undecided`: the file is too short for its statistics to show it, or the opposite;
   * - `explained`: those of the network with some choice made differently; `unexplained`: none of these.
   */
  readonly outcome: "exact" | "statistical" | "undecided" | "misread" | "explained" | "unexplained";
  /** The judgement in a sentence, without its full stop. */
  readonly sentence: string;
  /** The reading under which the spikes are the network's, where it is another one. */
  readonly misreading?: Misreading;
  /** Agreement spike by spike, the best first. */
  readonly exact: readonly ExactAgreement[];
  /** Agreement of statistics, the best first; none where spikes agree one by one. */
  readonly statistical: readonly StatisticalAgreement[];
}

/** The largest transient that statistics leave out [ms], and its part of the time. */
const TRANSIENT = { most: 500, part: 0.2 };

/**
 * Judges observed spikes, which begin with the initial state of the network.
 *
 * @category Comparison of spikes
 */
export async function judge(network: Network, observed: ObservedSpikes, options: JudgeOptions): Promise<Judgement> {
  if (observed.spikes.step.length === 0) return await judgeSilence(network, observed, options);
  const { dt } = observed.provenance;
  const file = options.file ?? {
    events: toTimes(observed),
    asRead: { duration: observedDuration(observed), ...(observed.recorded && { recorded: observed.recorded }) },
  };
  return await judgeReading(network, dt, { ...options, file }) ?? await judgeAsRead(network, observed, options);
}

/**
 * Judges how a file was read: what it says of times and neurons, against the network run in steps of `dt` [ms]. Undefined
 * where it was read rightly, or no other reading makes its spikes the network's.
 *
 * @category Comparison of spikes
 */
export async function judgeReading(
  network: Network,
  dt: number,
  options: JudgeOptions & { readonly file: FileAsRead },
): Promise<Judgement | undefined> {
  const { file: { events, asRead = {}, written = flagsInWords }, exactEngine, engines, exactDuration } = options;
  const base: Hypothesis = { spec: network.spec, method: options.method, dt, lateness: 0 };
  const found = await readingSearch(network, base, events, asRead, {
    engine: exactEngine,
    others: engines,
    duration: exactDuration,
    onProgress: (fraction) => options.onProgress?.("how it was read", fraction),
  });
  if (found === undefined) return undefined;
  const { misreading, hypothesis } = found, { excitatory, inhibitory } = network;
  const provenance = { excitatory, inhibitory, dt: hypothesis.dt };
  const sentence = misreadingSentence(misreading, { asRead, provenance, written });
  const told = { outcome: "misread", sentence, misreading, exact: [], statistical: [] } as const;
  if (misreading.until === undefined) return told;
  // Its beginning shows how it is to be read; what it is, has to be judged as it is then.
  const { exact, statistical, ...rest } = await judgeAsRead(
    network,
    reread(events, misreading.reading, provenance, asRead),
    options,
  );
  return { ...told, sentence: `${sentence}; then ${rest.sentence}`, exact, statistical };
}

function flagsInWords(flags: ReadingFlags): string {
  return Object.entries(flags).map(([name, value]) => `--${name} ${value}`).join(" ");
}

/** A list without a spike, which shows little of a network that is silent, too. */
async function judgeSilence(network: Network, observed: ObservedSpikes, options: JudgeOptions): Promise<Judgement> {
  const { dt } = observed.provenance;
  const steps = Math.max(1, Math.min(observed.stop, Math.round(options.exactDuration / dt)));
  const base: Hypothesis = { spec: network.spec, method: options.method, dt, lateness: 0 };
  await using run = await runHypothesis(options.exactEngine, networkOf(base, network), base);
  const { step } = spikesOfNeurons(await run.advance(steps), observed.recorded), time = milliseconds(steps * dt);
  const sentence = step.length === 0
    ? `neither the file nor the network has a spike in the first ${time} ms, which shows nothing`
    : `the file has no spike, where the network has ${count(step.length)} in the first ${time} ms`;
  return { outcome: "unexplained", sentence, exact: [], statistical: [] };
}

/** Judges spikes that are taken to be read rightly. */
async function judgeAsRead(network: Network, observed: ObservedSpikes, options: JudgeOptions): Promise<Judgement> {
  const { method, exactEngine, engines, exactDuration, statisticalDuration, onProgress } = options;
  const { dt } = observed.provenance;
  const base: Hypothesis = { spec: network.spec, method, dt, lateness: 0 };
  const steps = Math.min(observed.stop, Math.round(exactDuration / dt));
  const exact = await exactSearch(network, base, observed.spikes, {
    engine: exactEngine,
    steps,
    recorded: observed.recorded,
    onProgress: (fraction) => onProgress?.("spike by spike", fraction),
  });
  const best = exact[0], asked = exact.find(({ changes }) => changes.length === 0)!;
  if (best.differsAt === undefined && best.common > 0) {
    const who = observed.recorded === undefined ? "" : ` of the ${count(observed.recorded.length)} recorded neurons`;
    const what = `${count(best.common)} spikes${who} ${who === "" ? "of" : "in"} the first ${
      milliseconds(steps * dt)
    } ms are the same, one by one`;
    const end = best.nonFinite === undefined
      ? ""
      : `; the run diverges, ${diverged(best.nonFinite, network)} at its end`;
    if (best.changes.length > 0) {
      return {
        outcome: "explained",
        sentence: `with ${words(best.changes)}, all ${what}${end}`,
        exact,
        statistical: [],
      };
    }
    return end === ""
      ? { outcome: "exact", sentence: `right: all ${what}`, exact, statistical: [] }
      : { outcome: "unexplained", sentence: `not judged, though all ${what}${end}`, exact, statistical: [] };
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
  const diverging = statistical.find(({ changes }) => changes.length === 0)?.nonFinite;
  if (diverging !== undefined) {
    const sentence = `not judged: the run of the network as specified diverges, ${
      diverged(diverging, network)
    } at its end`;
    return { outcome: "unexplained", sentence, exact, statistical };
  }
  return {
    ...decision(asked, best, statistical.filter(({ nonFinite }) => nonFinite === undefined), dt),
    exact,
    statistical,
  };
}
