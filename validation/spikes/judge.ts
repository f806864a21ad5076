/**
 * Whether spikes are those of a network, and if not, which choice was made differently: first spike by spike, then by
 * statistics.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import { alternatives } from "./alternatives.ts";
import { cutAt, observedDuration, type ObservedSpikes } from "./observed_spikes.ts";
import { count, decision, diverged, duration, exactDecision, words } from "./decision.ts";
import { type ExactAgreement, exactSearch, TELLING } from "./exact_search.ts";
import type { FileAsRead, Judgement, JudgeOptions } from "./judgement.ts";
import { ACCURATE_METHOD, DEFAULT_METHOD } from "../../model/methods.ts";
import { type Hypothesis, networkOf, runHypothesis } from "./hypothesis.ts";
import { spikesOfNeurons } from "./recorded.ts";
import { rateLikeness } from "./neuron_rates.ts";
import { misreadingSentence, numberingWords, type ReadingFlags } from "./misreading_words.ts";
import { changedReadingSearch, laterReadingSearch, type ReadingFound, readingSearch, runOf } from "./reading_search.ts";
import { reread, toTimes } from "./reread.ts";
import { simulatorAlternatives } from "./simulator_alternatives.ts";
import { statisticalSearch } from "./statistical_search.ts";

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
  const right = exactDecision(network, observed, await exactly(network, observed, options, 0), options);
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
  // Silence of both is no agreement.
  return { outcome: step.length === 0 ? "undecided" : "unexplained", sentence, exact: [], statistical: [] };
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
  const same = exactDecision(network, observed, exact, options);
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
    return { outcome: "undecided", sentence, exact, statistical };
  }
  if (isSameNetwork && observed.recorded === undefined) {
    const otherwise = await judgeRates(network, cut, options);
    if (otherwise !== undefined) return { ...otherwise, exact, statistical };
  }
  return {
    ...decision(asked, best, statistical.filter(({ nonFinite }) => nonFinite === undefined), dt),
    exact,
    statistical,
  };
}

/** Judges how neurons are numbered by the rate of each: undefined where that shows nothing, or that they were read rightly. */
async function judgeRates(
  network: Network,
  observed: ObservedSpikes,
  { method, engines, file: { asRead = {}, written = flagsInWords } = { events: toTimes(observed) } }: JudgeOptions,
): Promise<Pick<Judgement, "outcome" | "sentence"> | undefined> {
  const { dt } = observed.provenance, methods = [DEFAULT_METHOD, ACCURATE_METHOD];
  const runs: ObservedSpikes[] = [];
  for (const by of methods.includes(method) ? methods : [method, ACCURATE_METHOD]) {
    const engine = engines.find((engine) => engine.methods.includes(by));
    if (engine === undefined) return undefined;
    const hypothesis: Hypothesis = { spec: network.spec, method: by, dt, lateness: 0 };
    runs.push(await runOf({ by: engine, hypothesis, duration: observedDuration(observed) }, network, {}));
  }
  const likeness = rateLikeness(observed, [runs[0], runs[1]]);
  if (likeness === undefined) return undefined;
  const { expected, asRead: present, found } = likeness, r = (x: number) => x.toFixed(2);
  const as = `where those of two runs of the network correlate by ${r(expected)}, and the file's as read by ${
    r(present)
  }`;
  if (found === undefined || asRead.numbering !== undefined) {
    return {
      outcome: "unexplained",
      sentence:
        "no spike for spike agreement, and not the network's neurons as they were read: statistics of the whole do " +
        `not see it, rates of single neurons do, ${as}; neurons are in another order, or synapses were drawn anew`,
    };
  }
  const { what, flags } = numberingWords(found.numbering, {
    asRead,
    provenance: { ...sizesOf(network), dt },
    written,
  });
  return {
    outcome: "misread",
    sentence: `${what}, by the rates of single neurons: with ${flags} they correlate with the network's by ` +
      `${r(found.correlation)}, ${as}`,
  };
}
