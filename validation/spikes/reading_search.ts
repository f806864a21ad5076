/**
 * Whether a file that is said to be of a network was read otherwise than it was written: its events against runs of the
 * network as specified.
 *
 * @module
 */

import { joinedSpikes } from "../../record/spike_list.ts";
import type { Engine, Spikes } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { ADDED, align, EXACTLY } from "./alignment.ts";
import { type Alternative, type Hypothesis, networkOf, runHypothesis } from "./hypothesis.ts";
import { TELLING } from "./exact_search.ts";
import { findMisreading, type Misreading } from "./misreading.ts";
import type { AsRead } from "./reading.ts";
import { SAME } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import { onlyOf } from "./recorded.ts";
import { NOTHING } from "./remainder.ts";
import { timeGrid } from "./time_grid.ts";
import { type EventList, eventList, type TimedSpikes } from "./timed_spikes.ts";

/** A misreading, and the run that shows it. */
export interface ReadingFound {
  /** The misreading. */
  readonly misreading: Misreading;
  /** The network, as it was run. */
  readonly hypothesis: Hypothesis;
  /** Name of the engine that it was run by. */
  readonly engine: string;
  /** The choice by which the network was run otherwise than it was asked about. */
  readonly change?: Alternative;
}

/** Progress of the search. */
export interface ReadingOptions {
  /** The float64 engine, whose run is the first. */
  readonly engine: Engine;
  /** Engines of other precision, in whose runs every spike may be the same where in float64 it is not. */
  readonly others: readonly Engine[];
  /** Time that is simulated at first [ms]. */
  readonly duration: number;
  /** Called with the fraction of the search that is done. */
  readonly onProgress?: (fraction: number) => void;
}

/** Longest run that a file whose beginning is missing is looked for in: so many steps of so many neurons. */
const LONGEST = 4000 * 5000;

/** Steps of a batch: hosts can report and be stopped in between. */
const BATCH = 1000, SHORT_BATCH = 50;

/** Spikes that a reading is tried on where many runs are. */
const ENOUGH = 1000;

/** Time steps that a file may show [ms]. */
const STEPS = { least: 0.005, most: 1 };

/** A run that a file is held against. */
export interface Try {
  readonly by: Engine;
  readonly hypothesis: Hypothesis;
  /** Time that is simulated [ms]. */
  readonly duration: number;
  /** Spikes that are enough; all of that time where they are left out. */
  readonly enough?: number;
  /** The choice by which it is different from what was asked about. */
  readonly change?: Alternative;
}

/** The misreading of a file, where there is one; `base` is how it is said to have been made. */
export async function readingSearch(
  given: Network,
  base: Hypothesis,
  file: TimedSpikes,
  asRead: AsRead,
  { engine, others, duration, onProgress }: ReadingOptions,
): Promise<ReadingFound | undefined> {
  if (file.time.length === 0) return undefined;
  const events = eventList(file);
  const grid = timeGrid(events.time);
  const isOtherStep = grid !== undefined && Math.abs(grid / base.dt - 1) > 1e-6 && grid >= STEPS.least &&
    grid <= STEPS.most;
  const same = others.filter(({ methods, name }) => methods.includes(base.method) && name !== engine.name);
  const tries: readonly Try[] = [
    { by: engine, hypothesis: base, duration },
    ...same.map((by) => ({ by, hypothesis: base, duration })),
    ...(isOtherStep ? [{ by: engine, hypothesis: { ...base, dt: grid }, duration }] : []),
  ];
  for (const [k, one] of tries.entries()) {
    const found = readingOf(one, await runOf(one, given, asRead), base, file, events, asRead);
    if (found === "as it was read") return undefined;
    if (found !== undefined) return found;
    onProgress?.((k + 1) / tries.length);
  }
  return undefined;
}

/**
 * The same where that has found nothing and no choice explains the file as it was read: for runs that are different in one of
 * these choices, tried on the beginning of the file; what explains that is held to all of it.
 */
export async function changedReadingSearch(
  given: Network,
  changed: readonly Alternative[],
  file: TimedSpikes,
  asRead: AsRead,
  { engine, duration, onProgress }: Omit<ReadingOptions, "others">,
): Promise<ReadingFound | undefined> {
  if (file.time.length === 0) return undefined;
  const events = eventList(file);
  const { duration: _, ...rest } = asRead;
  for (const [k, change] of changed.entries()) {
    onProgress?.(k / changed.length);
    const one = { by: engine, hypothesis: change.hypothesis, change, duration };
    const short = await runOf({ ...one, enough: ENOUGH }, given, asRead);
    if (findMisreading(short, firstEvents(events, short.spikes.step.length), rest) === undefined) continue;
    const misreading = findMisreading(await runOf(one, given, asRead), file, asRead);
    if (misreading === undefined || misreading.until !== undefined) continue;
    return { misreading, hypothesis: change.hypothesis, engine: engine.name, change };
  }
  return undefined;
}

/** The same for a longer run of the network, whose beginning the file may lack. */
export async function laterReadingSearch(
  given: Network,
  base: Hypothesis,
  file: TimedSpikes,
  asRead: AsRead,
  { engine, duration }: Omit<ReadingOptions, "others">,
): Promise<ReadingFound | undefined> {
  if (file.time.length === 0) return undefined;
  const events = eventList(file), longest = LONGEST / given.neurons * base.dt;
  const first = events.time[0] - (asRead.origin ?? 0);
  const longer = Math.min(longest, first > 0 && first < longest ? Math.max(first + duration, 3 * duration) : longest);
  if (longer <= duration) return undefined;
  const one = { by: engine, hypothesis: base, duration: longer };
  const found = readingOf(one, await runOf(one, given, asRead), base, file, events, asRead);
  return found === "as it was read" ? undefined : found;
}

/** The first events of a file. */
function firstEvents({ time, place, neurons }: EventList, count: number): TimedSpikes {
  return { time: time.slice(0, count), neuron: place.slice(0, count).map((place) => neurons[place]) };
}

/** The spikes of a run; none where the engine refuses it. */
export async function runOf(one: Try, given: Network, asRead: AsRead): Promise<ObservedSpikes> {
  const { hypothesis } = one;
  try {
    return onlyOf(await spikesOf(one, given), asRead.recorded);
  } catch (error) {
    // An engine refuses what it cannot compute.
    if (!(error instanceof RangeError)) throw error;
    const { excitatory, inhibitory } = given;
    const none = { step: new Uint32Array(0), neuron: new Uint32Array(0) };
    return { spikes: none, start: 0, stop: 0, provenance: { excitatory, inhibitory, dt: hypothesis.dt } };
  }
}

/** What a run says of a file: a misreading, or that it is a run of this network or the beginning of one as it was read. */
function readingOf(
  { by, hypothesis, change }: Try,
  run: ObservedSpikes,
  base: Hypothesis,
  file: TimedSpikes,
  events: EventList,
  asRead: AsRead,
): ReadingFound | "as it was read" | undefined {
  if (run.spikes.step.length === 0) return undefined;
  const found = { hypothesis, engine: by.name, ...(change && { change }) };
  const window = { start: 0, stop: Math.min(run.stop, stepsOf(events.time.at(-1)!, hypothesis.dt) + 1) };
  const clock = { scale: 1, origin: asRead.origin ?? 0, tolerance: EXACTLY };
  const { differsAt, prefix, reasons } = align(run, events, clock, asRead.numbering ?? SAME, window);
  const isOther = hypothesis.dt !== base.dt;
  const misreading = findMisreading(run, file, asRead);
  if (misreading !== undefined) {
    const reading = { ...misreading.reading, ...(isOther ? { dt: hypothesis.dt } : {}) };
    return { misreading: { ...misreading, reading }, ...found };
  }
  const isBeginning = reasons.every((reason) => reason === ADDED) && (differsAt === undefined || prefix >= TELLING);
  if (!isBeginning) return undefined;
  return isOther ? { misreading: asItIs(run, asRead, prefix, differsAt), ...found } : "as it was read";
}

function stepsOf(time: number, dt: number): number {
  return Math.max(1, Math.round(time / dt));
}

/** A reading in steps of another length, and otherwise as it was. */
function asItIs(
  { stop, provenance: { dt } }: ObservedSpikes,
  { origin = 0, numbering = SAME }: AsRead,
  common: number,
  differsAt: number | undefined,
): Misreading {
  return {
    reading: { scale: 1, origin, numbering, dt },
    isOther: { times: true, neurons: false },
    window: { start: 0, stop: stop * dt },
    common,
    ...(differsAt === undefined ? {} : { until: differsAt * dt }),
    remainder: NOTHING,
  };
}

async function spikesOf({ by, hypothesis, duration, enough = Infinity }: Try, given: Network): Promise<ObservedSpikes> {
  const network = networkOf(hypothesis, given), { excitatory, inhibitory } = network, { dt } = hypothesis;
  const steps = stepsOf(duration, dt), batch = enough < Infinity ? SHORT_BATCH : BATCH;
  await using run = await runHypothesis(by, network, hypothesis);
  const pieces: Spikes[] = [];
  let stop = 0;
  for (let count = 0; stop < steps && count < enough; count += pieces.at(-1)!.step.length) {
    const next = Math.min(steps, stop + batch);
    pieces.push(await run.advance(next - stop));
    stop = next;
  }
  return { spikes: joinedSpikes(pieces), start: 0, stop, provenance: { excitatory, inhibitory, dt } };
}
