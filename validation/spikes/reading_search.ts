/**
 * Whether a file that is said to be of a network was read otherwise than it was written: its events against runs of the
 * network as specified.
 *
 * @module
 */

import { joinedSpikes } from "../../record/spike_list.ts";
import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { ADDED, align, EXACTLY } from "./alignment.ts";
import { type Hypothesis, networkOf, runHypothesis } from "./hypothesis.ts";
import { findMisreading, type Misreading } from "./misreading.ts";
import type { AsRead } from "./reading.ts";
import { SAME } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import { onlyOf } from "./recorded.ts";
import { NOTHING } from "./remainder.ts";
import { timeGrid } from "./time_grid.ts";
import { eventList, type TimedSpikes } from "./timed_spikes.ts";

/** A misreading, and the run that shows it. */
export interface ReadingFound {
  /** The misreading. */
  readonly misreading: Misreading;
  /** The network, as it was run. */
  readonly hypothesis: Hypothesis;
  /** Name of the engine that it was run by. */
  readonly engine: string;
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
const BATCH = 1000;

/** Spikes at the beginning that are not the same by chance. */
const TELLING = 100;

/** Time steps that a file may show [ms]. */
const STEPS = { least: 0.005, most: 1 };

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
  const steps = (time: number, dt: number) => Math.max(1, Math.round(time / dt));
  const grid = timeGrid(events.time);
  const isOtherStep = grid !== undefined && Math.abs(grid / base.dt - 1) > 1e-6 && grid >= STEPS.least &&
    grid <= STEPS.most;
  const longest = LONGEST / given.neurons * base.dt;
  const first = events.time[0] - (asRead.origin ?? 0);
  const longer = Math.min(longest, first > 0 && first < longest ? Math.max(first + duration, 3 * duration) : longest);
  const same = others.filter(({ methods, name }) => methods.includes(base.method) && name !== engine.name);
  const tries: { readonly by: Engine; readonly hypothesis: Hypothesis; readonly duration: number }[] = [
    { by: engine, hypothesis: base, duration },
    ...same.map((by) => ({ by, hypothesis: base, duration })),
    ...(isOtherStep ? [{ by: engine, hypothesis: { ...base, dt: grid }, duration }] : []),
    ...(longer > duration ? [{ by: engine, hypothesis: base, duration: longer }] : []),
  ];
  for (const [k, { by, hypothesis, duration }] of tries.entries()) {
    const run = onlyOf(await spikesOf(by, given, hypothesis, steps(duration, hypothesis.dt)), asRead.recorded);
    const window = { start: 0, stop: Math.min(run.stop, steps(events.time.at(-1)!, hypothesis.dt) + 1) };
    const clock = { scale: 1, origin: asRead.origin ?? 0, tolerance: EXACTLY };
    const { differsAt, prefix, reasons } = align(run, events, clock, SAME, window);
    const isOther = hypothesis.dt !== base.dt;
    const misreading = findMisreading(run, file, asRead);
    if (misreading !== undefined) {
      const reading = { ...misreading.reading, ...(isOther ? { dt: hypothesis.dt } : {}) };
      return { misreading: { ...misreading, reading }, hypothesis, engine: by.name };
    }
    // As it was read it is a run of this network, or the beginning of one.
    if (reasons.every((reason) => reason === ADDED) && (differsAt === undefined || prefix >= TELLING)) {
      if (!isOther) return undefined;
      return { misreading: asItIs(run, asRead, prefix, differsAt), hypothesis, engine: by.name };
    }
    onProgress?.((k + 1) / tries.length);
  }
  return undefined;
}

/** A reading in steps of another length, and otherwise as it was. */
function asItIs(
  { stop, provenance: { dt } }: ObservedSpikes,
  { origin = 0 }: AsRead,
  common: number,
  differsAt: number | undefined,
): Misreading {
  return {
    reading: { scale: 1, origin, numbering: SAME, dt },
    isOther: { times: true, neurons: false },
    window: { start: 0, stop: stop * dt },
    common,
    ...(differsAt === undefined ? {} : { until: differsAt * dt }),
    remainder: NOTHING,
  };
}

async function spikesOf(
  engine: Engine,
  given: Network,
  hypothesis: Hypothesis,
  steps: number,
): Promise<ObservedSpikes> {
  const network = networkOf(hypothesis, given), { excitatory, inhibitory } = network, { dt } = hypothesis;
  await using run = await runHypothesis(engine, network, hypothesis);
  const pieces = [];
  for (let done = 0; done < steps; done += BATCH) pieces.push(await run.advance(Math.min(BATCH, steps - done)));
  return { spikes: joinedSpikes(pieces), start: 0, stop: steps, provenance: { excitatory, inhibitory, dt } };
}
