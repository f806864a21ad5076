/**
 * Whether spikes are those of a network, and if not, which choice was made differently: first spike by spike, then by
 * statistics.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { alternatives } from "./alternatives.ts";
import { cutAt, observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { count, decision, diverged, duration, words } from "./decision.ts";
import { type ExactAgreement, exactSearch, TELLING } from "./exact_search.ts";
import { type Hypothesis, networkOf, runHypothesis, type SimulatorChoices } from "./hypothesis.ts";
import type { Misreading } from "./misreading.ts";
import type { AsRead } from "./reading.ts";
import { spikesOfNeurons } from "./recorded.ts";
import { misreadingSentence, type ReadingFlags } from "./misreading_words.ts";
import { changedReadingSearch, laterReadingSearch, type ReadingFound, readingSearch } from "./reading_search.ts";
import { reread, toTimes } from "./reread.ts";
import type { TimedSpikes } from "./timed_spikes.ts";
import { simulatorAlternatives } from "./simulator_alternatives.ts";
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
  /** The simulator, where the spikes are the network's as that computes it, with the choices that it leaves nobody. */
  readonly simulator?: SimulatorChoices;
  /** Agreement spike by spike, the best first. */
  readonly exact: readonly ExactAgreement[];
  /** Agreement of statistics, the best first; none where spikes agree one by one. */
  readonly statistical: readonly StatisticalAgreement[];
}

/** The largest transient that statistics leave out [ms], and its part of the time. */
const TRANSIENT = { most: 500, part: 0.2 };

/**
 * Judges observed spikes, which begin with the initial state of the network: first as they were read, then for how they were
 * read, then for the choice that was made differently, and by statistics at last.
 *
 * @category Comparison of spikes
 */
export async function judge(network: Network, observed: ObservedSpikes, options: JudgeOptions): Promise<Judgement> {
  if (observed.spikes.step.length === 0) return await judgeSilence(network, observed, options);
  const right = spikeBySpike(network, observed, await exactly(network, observed, options, 0), options);
  if (right !== undefined) return right;
  const { dt } = observed.provenance;
  const file = options.file ?? {
    events: toTimes(observed),
    asRead: { duration: observedDuration(observed), ...(observed.recorded && { recorded: observed.recorded }) },
  };
  return await likelyReading(network, dt, { ...options, file }) ??
    await judgeAsRead(network, observed, { ...options, file });
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
  return await likelyReading(network, dt, options) ?? await unlikelyReading(network, dt, options);
}

/** How a file of the network itself was read. */
async function likelyReading(
  network: Network,
  dt: number,
  options: JudgeOptions & { readonly file: FileAsRead },
): Promise<Judgement | undefined> {
  const { file, exactEngine, engines, exactDuration } = options, { events, asRead = {} } = file;
  const base: Hypothesis = { spec: network.spec, method: options.method, dt, lateness: 0 };
  const search = { engine: exactEngine, others: engines, duration: exactDuration };
  const found = await readingSearch(network, base, events, asRead, {
    ...search,
    onProgress: (fraction) => options.onProgress?.("how it was read", fraction),
  });
  if (found === undefined || found.misreading.until === undefined) return found && misread(network, found, file);
  const simulators = simulatorAlternatives(base, network);
  const all = await changedReadingSearch(network, simulators, events, asRead, search);
  if (all !== undefined) return misread(network, all, file);
  // Its beginning shows how it is to be read; what it is, has to be judged as it is then.
  const provenance = { ...sizesOf(network), dt: found.hypothesis.dt };
  const { file: _, ...rest } = options;
  const judged = await judgeAsRead(network, reread(events, found.misreading.reading, provenance, asRead), rest);
  const told = misread(network, found, file);
  const { exact, statistical } = judged;
  return { ...told, sentence: `${told.sentence}; then ${judged.sentence}`, exact, statistical };
}

/** How a file was read that is of the network with another choice, or lacks a long beginning. */
async function unlikelyReading(
  network: Network,
  dt: number,
  options: JudgeOptions & { readonly file: FileAsRead },
): Promise<Judgement | undefined> {
  const { file, exactEngine: engine, exactDuration: duration, method } = options, { events, asRead = {} } = file;
  const base: Hypothesis = { spec: network.spec, method, dt, lateness: 0 };
  const search = { engine, duration };
  const found = await changedReadingSearch(network, simulatorAlternatives(base, network), events, asRead, search) ??
    await laterReadingSearch(network, base, events, asRead, search) ??
    await changedReadingSearch(network, alternatives(base, engine.methods), events, asRead, {
      ...search,
      onProgress: (fraction) => options.onProgress?.("how it was read, with other choices", fraction),
    });
  return found && misread(network, found, file);
}

function misread(network: Network, { misreading, hypothesis, change }: ReadingFound, file: FileAsRead): Judgement {
  const { asRead = {}, written = flagsInWords } = file;
  const provenance = { ...sizesOf(network), dt: hypothesis.dt };
  const how = change === undefined
    ? ""
    : change.simulator === undefined
    ? `with ${words([change])}, `
    : `${words([change])}, `;
  return {
    outcome: "misread",
    sentence: how + misreadingSentence(misreading, { asRead, provenance, written }),
    misreading,
    ...(change?.simulator && { simulator: change.simulator }),
    exact: [],
    statistical: [],
  };
}

function sizesOf({ excitatory, inhibitory }: Network): { excitatory: number; inhibitory: number } {
  return { excitatory, inhibitory };
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
  const { step } = spikesOfNeurons(await run.advance(steps), observed.recorded), time = duration(steps * dt);
  const sentence = step.length === 0
    ? `neither the file nor the network has a spike in the first ${time}, which shows nothing`
    : `the file has no spike, where the network has ${count(step.length)} in the first ${time}`;
  return { outcome: "unexplained", sentence, exact: [], statistical: [] };
}

/** Agreement spike by spike, with so many choices at once that may be different. */
async function exactly(
  network: Network,
  observed: ObservedSpikes,
  { method, exactEngine, exactDuration, onProgress }: JudgeOptions,
  rounds?: number,
): Promise<ExactAgreement[]> {
  const { provenance: { dt }, spikes, stop, recorded } = observed;
  const base: Hypothesis = { spec: network.spec, method, dt, lateness: 0 };
  return await exactSearch(network, base, spikes, {
    engine: exactEngine,
    steps: Math.min(stop, Math.round(exactDuration / dt)),
    end: stop,
    first: simulatorAlternatives(base, network),
    recorded,
    ...(rounds === undefined ? {} : { rounds }),
    onProgress: (fraction) => onProgress?.("spike by spike", fraction),
  });
}

/** The judgement where all spikes are the same under the best hypothesis, as specified or with some choice. */
function spikeBySpike(
  network: Network,
  { stop, recorded, provenance: { dt } }: ObservedSpikes,
  exact: readonly ExactAgreement[],
  { exactDuration }: JudgeOptions,
): Judgement | undefined {
  const [best] = exact;
  if (best.differsAt !== undefined || best.common === 0) return undefined;
  const time = duration(Math.min(stop, Math.round(exactDuration / dt)) * dt);
  const who = recorded === undefined ? "of" : `of the ${count(recorded.length)} recorded neurons in`;
  const what = `all ${count(best.common)} spikes ${who} the first ${time} are the same, one by one`;
  const judged = (outcome: Judgement["outcome"], sentence: string) => ({ outcome, sentence, exact, statistical: [] });
  if (best.nonFinite !== undefined) {
    const end = `${what}; the run diverges, ${diverged(best.nonFinite, network)} at its end`;
    return best.changes.length > 0
      ? judged("explained", `with ${words(best.changes)}, ${end}`)
      : judged("unexplained", `not judged, though ${end}`);
  }
  if (best.changes.length === 0) return judged("exact", `right: ${what}`);
  const [{ simulator }] = best.changes;
  if (simulator === undefined || best.changes.length > 1) {
    return judged("explained", `with ${words(best.changes)}, ${what}`);
  }
  const choices = [...simulator.choices, ...(best.lacksLastStep ? ["no spike of the last step of a run"] : [])];
  const sentence = `right, as ${simulator.name} computes it: ${what} (${choices.join("; ")})`;
  return { ...judged("exact", sentence), simulator: { ...simulator, choices } };
}

/** Judges spikes of which no other reading is known. */
async function judgeAsRead(
  network: Network,
  observed: ObservedSpikes,
  options: JudgeOptions & { readonly file?: FileAsRead },
): Promise<Judgement> {
  const { method, engines, statisticalDuration, onProgress } = options;
  const { dt } = observed.provenance;
  const base: Hypothesis = { spec: network.spec, method, dt, lateness: 0 };
  const exact = await exactly(network, observed, options);
  const best = exact[0], asked = exact.find(({ changes }) => changes.length === 0)!;
  const same = spikeBySpike(network, observed, exact, options);
  if (same !== undefined) return same;
  if (best.common < TELLING && options.file !== undefined) {
    const reading = await unlikelyReading(network, dt, { ...options, file: options.file });
    if (reading !== undefined) return { ...reading, exact };
  }
  const cut = cutAt(observed, statisticalDuration);
  const isSameNetwork = options.isSameNetwork ??
    (network.spec.connectivity.rule === "explicit" || best.common >= TELLING);
  const statistical = await statisticalSearch(network, base, cut, {
    engines,
    skip: Math.min(TRANSIENT.most, TRANSIENT.part * observedDuration(cut)),
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
