/**
 * The reading under which the events of a file are the spikes of a run, where they are not as they were read: times in
 * another unit or from another origin, neurons numbered otherwise, and what then still is missing or too much.
 *
 * Statistics do not see any of this. Spikes do: that an event falls on a spike of the right neuron by chance has a
 * probability of some 0.4 % (37 Hz in steps of 0.1 ms), so that a reading with which hundreds do is the right one.
 *
 * @module
 */

import { ADDED, align, type Alignment, type Clock, EXACTLY, spikesIn } from "./alignment.ts";
import { isSameNumbering, type Numbering, SAME } from "./numbering.ts";
import { unlikeness } from "./count_likeness.ts";
import { permutedNumbering, shiftedNumberings } from "./number_search.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import type { AsRead, Reading } from "./reading.ts";
import { isNothing, type Remainder, remainderOf } from "./remainder.ts";
import { timeGrid } from "./time_grid.ts";
import { shiftCandidates } from "./time_shift.ts";
import { ACTION_POTENTIAL, type EventList, eventList, firstOfEach, type TimedSpikes } from "./timed_spikes.ts";

/**
 * A reading with which a file agrees, and how far.
 *
 * @category Comparison of spikes
 */
export interface Misreading {
  /** The reading. */
  readonly reading: Reading;
  /** Whether times, or neurons, are read otherwise than they were. */
  readonly isOther: { readonly times: boolean; readonly neurons: boolean };
  /** The time that was compared [ms]. */
  readonly window: { readonly start: number; readonly stop: number };
  /** Spikes that agree. */
  readonly common: number;
  /**
   * Until when they agree [ms], where they part for good after it, as runs of other precision do: there `common` is the
   * number of spikes before, and nothing is said of what remains. Undefined where they agree throughout.
   */
  readonly until?: number;
  /** What is missing or too much. */
  readonly remainder: Remainder;
}

/** Units that a time read as ms may be in, or that one read otherwise may be in instead. */
const SCALES = [1e3, 1e-3, 1e-6, 1e6];

/** Rates of file and run may differ by this factor in a reading: the next unit is ten times away at least. */
const PLAUSIBLE = 4;

/** Fewest spikes that show something: all of them, most of them, those of the beginning. */
const LEAST = { whole: 10, part: 50, beginning: 100 };

/** Part of the spikes that have to agree, and of the differences that may be small shifts in time of single spikes. */
const PART = 0.5, NEAR = 0.3;

/** Spikes of the run that a reading is tried on; the one that is found is held to all of them. */
const TRIED = 20_000;

/** Least part of the differences of one half of the time that the other one has, where they are scattered. */
const EVEN = 0.3;

/** Counts of events at each time are alike where they differ by less than this part of what they do at other times. */
const UNLIKE = 0.7;

/** Clocks at which any numbering is tried, those with the most similar counts. */
const PERMUTED = 3;

/** Steps by which events are moved to see what a numbering agrees with by chance. */
const MOVED = 37;

/** Rank of a reading: the higher, the better it explains the file. */
interface Trial {
  readonly clock: Clock;
  readonly numbering: Numbering;
  readonly alignment: Alignment;
  readonly rank: Rank;
}

/** 0: it does not; 1: its beginning; 2: in part; 3: all of it. */
type Rank = 0 | 1 | 2 | 3;

/**
 * The reading of a file under which its events are spikes of the run; undefined where they are the same as they were read,
 * or no reading is found.
 *
 * @category Comparison of spikes
 */
export function findMisreading(run: ObservedSpikes, file: TimedSpikes, asRead: AsRead = {}): Misreading | undefined {
  const events = eventList(file), search = new Search(run, events, asRead);
  if (events.time.length === 0 || run.spikes.step.length === 0) return undefined;
  const found = search.best();
  return found === undefined ? undefined : search.told(found);
}

class Search {
  readonly #run: ObservedSpikes;
  readonly #events: EventList;
  readonly #thinned: Map<number, EventList> = new Map();
  readonly #asRead: AsRead;
  readonly #grid: number | undefined;
  readonly #given: Numbering;
  #prefixAsRead = 0;

  constructor(run: ObservedSpikes, events: EventList, asRead: AsRead) {
    this.#run = run;
    this.#events = events;
    this.#asRead = asRead;
    this.#given = asRead.numbering ?? SAME;
    this.#grid = timeGrid(events.time);
  }

  best(): Trial | undefined {
    const { origin = 0 } = this.#asRead;
    const asItIs: Clock = { scale: 1, origin, tolerance: this.#toleranceAsRead() };
    const plain = this.#trial(asItIs, this.#given);
    this.#prefixAsRead = plain.alignment.prefix;
    if (plain.rank === 3) return plain;
    if (plain.rank === 1) return plain.alignment.reasons.some((reason) => reason !== ADDED) ? plain : undefined;
    let best = plain;
    for (const numbering of this.#numberings(asItIs)) best = better(best, this.#trial(asItIs, numbering));
    if (best.rank >= 2) return best;
    const clocks = this.#clocks();
    for (const clock of clocks) {
      for (const numbering of [this.#given, ...this.#numberings(clock)]) {
        best = better(best, this.#trial(clock, numbering));
      }
      if (best.rank === 3) return best;
    }
    if (best.rank > 0) return best;
    const alike = [asItIs, ...clocks].map((clock) => ({ clock, unlike: this.#unlikeness(clock) }))
      .filter(({ unlike }) => unlike < UNLIKE).sort((a, b) => a.unlike - b.unlike).slice(0, PERMUTED);
    for (const { clock } of alike) {
      best = better(best, this.#permuted(clock));
      if (best.rank === 3) break;
    }
    return best.rank > 0 ? best : undefined;
  }

  /** One event of each action potential, where times are to be multiplied so. */
  #firstEvents(scale: number): EventList {
    const known = this.#thinned.get(scale);
    if (known !== undefined) return known;
    const thinned = firstOfEach(this.#events, ACTION_POTENTIAL / scale);
    this.#thinned.set(scale, thinned);
    return thinned;
  }

  #numberings(clock: Clock): Numbering[] {
    return shiftedNumberings(this.#run, this.#firstEvents(clock.scale), clock, this.#window(clock, true));
  }

  #unlikeness(clock: Clock): number {
    return unlikeness(this.#run, this.#firstEvents(clock.scale), clock, this.#window(clock, true));
  }

  #toleranceAsRead(): Clock["tolerance"] {
    const { offGrid } = this.#asRead;
    return offGrid === "floor" ? [-0.01, 1] : offGrid === "nearest" ? [-0.5, 0.5] : EXACTLY;
  }

  /** Clocks that pairs of spikes and events speak for. */
  #clocks(): Clock[] {
    const { dt } = this.#run.provenance;
    return [1, ...SCALES, dt, 1 / dt].filter((scale) => this.#isPlausible(scale)).flatMap((scale) => {
      const width = Math.max(1, (this.#grid ?? 0) * scale / dt);
      const isOnGrid = this.#grid !== undefined && Math.abs(this.#grid * scale / dt - 1) < 1e-6;
      const shifts = shiftCandidates(this.#run, this.#firstEvents(scale), scale, Math.round(width));
      const origins = [0, ...shifts.map((shift) => neat(shift * dt, dt))];
      const tolerances: (readonly [number, number])[] = isOnGrid ? [EXACTLY] : [EXACTLY, [-0.01, 1], [-width, width]];
      return origins.flatMap((origin) => tolerances.map((tolerance) => ({ scale, origin, tolerance })));
    });
  }

  /** Whether neurons fire about as often in the file as in the run, if times are so. */
  #isPlausible(scale: number): boolean {
    const { spikes, provenance: { excitatory, inhibitory, dt } } = this.#run;
    const { time, neurons } = this.#firstEvents(scale);
    const theirs = time.length / neurons.length / ((time.at(-1)! - time[0]) * scale);
    const ours = spikes.step.length / (excitatory + inhibitory) / ((spikes.step.at(-1)! - spikes.step[0]) * dt);
    const factor = scale === 1 ? 10 * PLAUSIBLE : PLAUSIBLE;
    return theirs < factor * ours && theirs > ours / factor;
  }

  /** Steps that file and run have in common; so many that there are enough spikes in them where that will do. */
  #window({ scale, origin, tolerance: [, high] }: Clock, isTrial: boolean): Alignment["window"] {
    const { start, stop, spikes, provenance: { dt } } = this.#run;
    const stepOf = (time: number) => (time * scale - origin) / dt;
    const { time } = this.#events, { duration, origin: before = 0 } = this.#asRead;
    const end = duration !== undefined && scale === 1
      ? Math.round((before + duration - origin) / dt)
      : Math.round(stepOf(time.at(-1)!)) + 1;
    const window = { start: Math.max(start, Math.ceil(stepOf(time[0]) - high)), stop: Math.min(stop, end) };
    if (!isTrial || spikes.step.length <= TRIED) return window;
    const first = spikes.step.findIndex((step) => step >= window.start);
    return { start: window.start, stop: Math.min(window.stop, spikes.step[first + TRIED] ?? window.stop) };
  }

  #trial(clock: Clock, numbering: Numbering): Trial {
    const alignment = align(this.#run, this.#events, clock, numbering, this.#window(clock, true));
    return { clock, numbering, alignment, rank: this.#rank(alignment, clock) };
  }

  #rank(alignment: Alignment, { tolerance: [low, high] }: Clock): Rank {
    const isCoarse = high - low > 0.5;
    const { common, missing, reasons, nearMisses, prefix } = alignment;
    const added = reasons.reduce((sum, reason) => sum + (reason === ADDED ? 1 : 0), 0);
    // Neurons without any event may not have been recorded.
    const lost = missing.length - alignment.absent;
    if (isCoarse && (common < LEAST.beginning || lost + added > common / 10)) return 0;
    if (lost === 0 && added === 0 && common >= LEAST.whole) return 3;
    const isMost = common >= LEAST.part && common >= PART * (common + lost + added);
    const isScattered = nearMisses <= NEAR * Math.min(lost, added) && (lost === 0 || added === 0 || isEven(alignment));
    if (isMost && isScattered) return 2;
    return prefix >= LEAST.beginning ? 1 : 0;
  }

  /** Any numbering, at a clock: for as much of the time as it explains. */
  #permuted(clock: Clock): Trial | undefined {
    const whole = this.#window(clock, true);
    for (const part of [1, 0.5, 0.25]) {
      const window = { start: whole.start, stop: whole.start + Math.ceil(part * (whole.stop - whole.start)) };
      const byChance = permutedNumbering(this.#run, this.#firstEvents(clock.scale), clock, window, MOVED);
      const moved = { ...clock, origin: clock.origin + MOVED * this.#run.provenance.dt };
      const chance = align(this.#run, this.#events, moved, byChance, window).common;
      const numbering = permutedNumbering(this.#run, this.#firstEvents(clock.scale), clock, window);
      const alignment = align(this.#run, this.#events, clock, numbering, window);
      const { common } = alignment;
      const all = common + alignment.missing.length - alignment.absent + alignment.extra.length;
      const rank = this.#rank(alignment, clock);
      if (rank > 0 && common >= LEAST.part && common - chance >= (rank === 3 ? 0.1 : PART) * (all - chance)) {
        return { clock, numbering, alignment, rank: part === 1 ? rank : 1 };
      }
    }
    return undefined;
  }

  /** What was found, held to all of the file; undefined where there is nothing to be told. */
  told({ clock, numbering: tried, rank }: Trial): Misreading | undefined {
    const run = this.#run, { dt } = run.provenance, { scale, origin } = clock;
    const window = this.#window(clock, false);
    // More time shows the numbers of neurons that had not fired before.
    const numbering = tried.kind === "permuted" && rank > 1
      ? permutedNumbering(run, this.#firstEvents(scale), clock, window)
      : tried;
    const alignment = align(run, this.#events, clock, numbering, window);
    const whole = this.#rank(alignment, clock);
    const until = rank === 1 || whole < 2 ? alignment.differsAt : undefined;
    const remainder = remainderOf(run, this.#events, clock, numbering, alignment, this.#asRead.duration !== undefined);
    const reading = { scale, origin, numbering, ...this.#rounding(clock) };
    const isOther = {
      times: scale !== 1 || origin !== (this.#asRead.origin ?? 0) || reading.roundedTo !== undefined ||
        reading.offGrid !== this.#asRead.offGrid,
      neurons: !isSameNumbering(numbering, this.#given, run.provenance),
    };
    if (!isOther.times && !isOther.neurons && isNothing(remainder)) return undefined;
    // A beginning that is as long as it was read shows nothing, nor does a short one.
    const beginning = spikesIn(run, window.start, alignment.differsAt ?? window.stop);
    if (until !== undefined && (isOther.times || isOther.neurons) && isTooShort(beginning, this.#prefixAsRead)) return;
    return {
      reading,
      isOther,
      window: { start: window.start * dt, stop: window.stop * dt },
      common: until === undefined ? alignment.common : beginning,
      ...(until === undefined ? {} : { until: until * dt }),
      remainder,
    };
  }

  #rounding({ tolerance: [low, high], scale }: Clock): Pick<Reading, "offGrid" | "roundedTo"> {
    if (high - low <= 0.5) return {};
    const grid = (this.#grid ?? 0) * scale;
    if (grid > 1.5 * this.#run.provenance.dt) return { roundedTo: grid };
    return { offGrid: low < -0.1 ? "nearest" : "floor" };
  }
}

/** The higher rank, or as high a rank and more spikes; the first of equals. */
function better(a: Trial, b: Trial | undefined): Trial {
  if (b === undefined) return a;
  if (a.rank !== b.rank) return b.rank > a.rank ? b : a;
  const of = ({ rank, alignment: { prefix, common } }: Trial) => rank === 1 ? prefix : common;
  return of(b) > of(a) ? b : a;
}

/** Whether differences are about as frequent in the first half of the time as in the second: those of chaos are not. */
function isEven({ halves: [first, second] }: Alignment): boolean {
  return first > EVEN * second && second > EVEN * first;
}

/** Whether the beginning that is the same is too short to speak for another reading. */
const isTooShort = (beginning: number, asRead: number) => beginning < Math.max(LEAST.beginning, 2 * asRead);

/** A time without the errors of binary fractions: a whole number of steps where it is near to one, else to 1e-5 ms. */
function neat(time: number, dt: number): number {
  const steps = Math.round(time / dt);
  const exact = Math.abs(time - steps * dt) <= 0.01 * dt ? steps * dt : Math.round(time * 1e5) / 1e5;
  return Number(exact.toPrecision(12));
}
