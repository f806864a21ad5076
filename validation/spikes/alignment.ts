/**
 * Events of a file laid upon the spikes of a run, neuron by neuron, under one way to read the file: which are the same,
 * which are missing in the file, which it has beyond them.
 *
 * @module
 */

import { lowerBound } from "../../model/bisection.ts";
import { type Numbering, numbersOf } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import { ACTION_POTENTIAL, type EventList, firstEventFrom } from "./timed_spikes.ts";

/** The time of a step's spike in a file: at (step × dt + origin) / scale, within a tolerance. */
export interface Clock {
  /** What a time of the file has to be multiplied by to be in ms. */
  readonly scale: number;
  /** Time of a spike of step 0 [ms], after that. */
  readonly origin: number;
  /** How far an event may be from its step, from the first to the second [steps]. */
  readonly tolerance: readonly [number, number];
}

/** Times count as those of a step within this fraction of it, as where steps are made of times. */
export const EXACTLY: readonly [number, number] = [-0.01, 0.01];

/** Reason why an event is not one of the run's. */
export const ADDED = 0, TWICE = 1, SAME_ACTION_POTENTIAL = 2;

/** Alignment of events with spikes. */
export interface Alignment {
  /** First step that was compared, and the one after the last. */
  readonly window: { readonly start: number; readonly stop: number };
  /** Spikes that the file has. */
  readonly common: number;
  /** Spikes that it has not, as indices of the run's spikes. */
  readonly missing: Uint32Array;
  /** Events that are not spikes of the run, as indices of events. */
  readonly extra: Uint32Array;
  /** Why each of them is not. */
  readonly reasons: Uint8Array;
  /** How many of the missing ones are of neurons that have no event at all. */
  readonly absent: number;
  /** Missing spikes with an event of their neuron nearby, which no spike has. */
  readonly nearMisses: number;
  /** Other missing spikes and added events in the first and the second half of the time. */
  readonly halves: readonly [number, number];
  /** Spikes before the first difference. */
  readonly prefix: number;
  /** Step of the first difference. */
  readonly differsAt?: number;
}

/** Events this near to a missing spike are the same action potential at another time [ms]. */
const NEARBY = 1;

/** Aligns events with the spikes of a run within a window of steps. */
export function align(
  run: ObservedSpikes,
  events: EventList,
  clock: Clock,
  numbering: Numbering,
  window: Alignment["window"],
): Alignment {
  const { dt } = run.provenance;
  const [low, high] = clock.tolerance;
  const isCoarse = high - low > 0.5;
  const stepOf = (k: number) => (events.time[k] * clock.scale - clock.origin) / dt;
  const timeOf = (step: number) => (step * dt + clock.origin) / clock.scale;
  const from = firstEventFrom(events, timeOf(window.start + Math.min(low, -0.5)));
  const to = firstEventFrom(events, timeOf(window.stop - 0.5));
  const ours = trainsOfRun(run, window, placesOf(run, events, numbering), events.neurons.length);
  const theirs = trainsOfEvents(events, from, to);
  const missing: number[] = Array.from(ours.unplaced), extra: number[] = [], reasons: number[] = [];
  const sameActionPotential = Math.max(1, ACTION_POTENTIAL / dt), nearby = Math.max(1, NEARBY / dt);
  let nearMisses = 0;
  for (let place = 0; place < events.neurons.length; place++) {
    let r = ours.offsets[place], f = theirs.offsets[place];
    const endOfOurs = ours.offsets[place + 1], endOfTheirs = theirs.offsets[place + 1];
    let last = -Infinity, lastEvent = -Infinity, lastMissing = -Infinity, lastAdded = -Infinity;
    while (r < endOfOurs || f < endOfTheirs) {
      const s = r < endOfOurs ? run.spikes.step[ours.index[r]] : Infinity;
      const y = f < endOfTheirs ? stepOf(theirs.index[f]) : Infinity;
      const d = s === Infinity ? -Infinity : y - s;
      if (d >= low && d <= high) {
        last = s;
        lastEvent = y;
        r++;
        f++;
      } else if (d < low) {
        const isTwice = y - last >= low && y - last <= high;
        const reason = isTwice ? TWICE : y - lastEvent <= sameActionPotential ? SAME_ACTION_POTENTIAL : ADDED;
        extra.push(theirs.index[f]);
        reasons.push(reason);
        if (reason === ADDED) {
          if (y - lastMissing <= nearby) nearMisses++;
          lastAdded = y;
        } else lastEvent = y;
        f++;
      } else {
        missing.push(ours.index[r]);
        if (s - lastAdded <= nearby) nearMisses++;
        lastMissing = s;
        r++;
      }
    }
  }
  // Rounding carries events over the edges of the window.
  const edge = isCoarse ? high - low : 0;
  const isInside = (step: number) => step >= window.start + edge && step < window.stop - edge;
  const keptMissing = Uint32Array.from(missing.filter((k) => edge === 0 || isInside(run.spikes.step[k]))).sort();
  const order = extra.map((_, k) => k).filter((k) => edge === 0 || isInside(stepOf(extra[k])))
    .sort((a, b) => extra[a] - extra[b]);
  const keptExtra = Uint32Array.from(order, (k) => extra[k]);
  const differsAt = Math.min(
    keptMissing.length > 0 ? run.spikes.step[keptMissing[0]] : Infinity,
    keptExtra.length > 0 ? Math.round(stepOf(keptExtra[0])) : Infinity,
  );
  const compared = ours.index.length + ours.unplaced.length;
  const middle = (window.start + window.stop) / 2, halves: [number, number] = [0, 0];
  const unplaced = new Set(ours.unplaced);
  for (const k of keptMissing) if (!unplaced.has(k)) halves[run.spikes.step[k] < middle ? 0 : 1]++;
  for (const k of order) if (reasons[k] === ADDED) halves[stepOf(extra[k]) < middle ? 0 : 1]++;
  return {
    window,
    common: compared - missing.length,
    missing: keptMissing,
    extra: keptExtra,
    reasons: Uint8Array.from(order, (k) => reasons[k]),
    absent: keptMissing.filter((k) => unplaced.has(k)).length,
    nearMisses,
    halves,
    prefix: differsAt === Infinity ? compared - missing.length : spikesIn(run, window.start, differsAt),
    ...(differsAt === Infinity ? {} : { differsAt }),
  };
}

/** For each neuron of the run its place among those of the events; -1 where it has none. */
function placesOf(run: ObservedSpikes, { neurons }: EventList, numbering: Numbering): Int32Array {
  const places = new Map<number, number>();
  neurons.forEach((number, place) => places.set(number, place));
  return Int32Array.from(numbersOf(numbering, run.provenance), (number) => places.get(number) ?? -1);
}

interface Trains {
  readonly offsets: Uint32Array;
  readonly index: Uint32Array;
}

function trainsOfRun(
  { spikes }: ObservedSpikes,
  { start, stop }: Alignment["window"],
  places: Int32Array,
  count: number,
): Trains & { readonly unplaced: Uint32Array } {
  const first = lowerBound(spikes.step, start), end = lowerBound(spikes.step, stop);
  const placed: number[] = [], unplaced: number[] = [];
  for (let k = first; k < end; k++) (places[spikes.neuron[k]] < 0 ? unplaced : placed).push(k);
  return { ...grouped(placed, (k) => places[spikes.neuron[k]], count), unplaced: Uint32Array.from(unplaced) };
}

function trainsOfEvents({ place, neurons }: EventList, from: number, to: number): Trains {
  return grouped(Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k), (k) => place[k], neurons.length);
}

/** Indices by group, in their order. */
function grouped(indices: readonly number[], groupOf: (index: number) => number, groups: number): Trains {
  const offsets = new Uint32Array(groups + 1);
  for (const k of indices) offsets[groupOf(k) + 1]++;
  for (let group = 0; group < groups; group++) offsets[group + 1] += offsets[group];
  const next = offsets.slice(0, groups), index = new Uint32Array(indices.length);
  for (const k of indices) index[next[groupOf(k)]++] = k;
  return { offsets, index };
}

/** Spikes of a run in [from, to) steps. */
export function spikesIn({ spikes: { step } }: ObservedSpikes, from: number, to: number): number {
  return lowerBound(step, to) - lowerBound(step, from);
}
