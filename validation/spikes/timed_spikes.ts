/**
 * Spikes as a file has them: a time and a number of a neuron each, before anybody has said which step and which neuron of
 * the network they are.
 *
 * @module
 */

import { lowerBound } from "../../model/bisection.ts";

/**
 * Event k: neuron `neuron[k]`, by the file's own numbers, at `time[k]` [ms]. In any order.
 *
 * @category Comparison of spikes
 */
export interface TimedSpikes {
  /** Time of each event [ms]. */
  readonly time: Float64Array;
  /** Neuron of each event. */
  readonly neuron: Uint32Array;
}

/** The same events in order of time, with the neurons that occur. */
export interface EventList {
  /** Times [ms], ascending. */
  readonly time: Float64Array;
  /** For each event the place of its neuron in `neurons`. */
  readonly place: Uint32Array;
  /** The neurons that occur, ascending. */
  readonly neurons: Uint32Array;
}

/** The events in order of time. */
export function eventList({ time, neuron }: TimedSpikes): EventList {
  const neurons = Uint32Array.from(new Set(neuron)).sort();
  const places = new Map<number, number>();
  neurons.forEach((number, place) => places.set(number, place));
  const isSorted = time.every((t, k) => k === 0 || time[k - 1] <= t);
  const order = Uint32Array.from(time, (_, k) => k);
  if (!isSorted) order.sort((a, b) => time[a] - time[b] || neuron[a] - neuron[b]);
  return {
    time: isSorted ? time : Float64Array.from(order, (k) => time[k]),
    place: Uint32Array.from(order, (k) => places.get(neuron[k])!),
    neurons,
  };
}

/** The first event that is at `time` or later. */
export function firstEventFrom({ time }: Pick<EventList, "time">, from: number): number {
  return lowerBound(time, from);
}

/** Events of a neuron that follow another within this time belong to the same action potential [ms]. */
export const ACTION_POTENTIAL = 1.5;

/**
 * The events that open an action potential: a list with several events in each (every step above the threshold, or each
 * event twice) is thinned to the first ones.
 */
export function firstOfEach({ time, place, neurons }: EventList, duration: number = ACTION_POTENTIAL): EventList {
  const last = new Float64Array(neurons.length).fill(-Infinity);
  const kept = new Uint32Array(time.length);
  let count = 0;
  for (let k = 0; k < time.length; k++) {
    if (!(time[k] - last[place[k]] <= duration)) kept[count++] = k;
    last[place[k]] = time[k];
  }
  if (count === time.length) return { time, place, neurons };
  const chosen = kept.subarray(0, count);
  return { time: Float64Array.from(chosen, (k) => time[k]), place: Uint32Array.from(chosen, (k) => place[k]), neurons };
}
