/**
 * Search for the numbers that a file gives to the neurons of a run, if the reading of its times is known.
 *
 * @module
 */

import type { Alignment, Clock } from "./alignment.ts";
import { byPopulation, type Numbering } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import { type EventList, firstEventFrom } from "./timed_spikes.ts";

/** Pairs of a spike and an event at one time that are looked at. */
const PAIRS = 4e6;

/** Numberings by a constant for each population, as most pairs of a spike and an event at one time have it. */
export function shiftedNumberings(
  run: ObservedSpikes,
  events: EventList,
  clock: Clock,
  window: Alignment["window"],
): Numbering[] {
  const { excitatory } = run.provenance;
  const votes = { excitatory: new Map<number, number>(), inhibitory: new Map<number, number>() };
  coincidences(run, events, clock, window, 0, (k, l) => {
    const neuron = run.spikes.neuron[k], by = events.neurons[events.place[l]] - neuron;
    const counts = votes[neuron < excitatory ? "excitatory" : "inhibitory"];
    counts.set(by, (counts.get(by) ?? 0) + 1);
  });
  const [e, i] = [most(votes.excitatory), most(votes.inhibitory)];
  const both = new Map(votes.excitatory);
  for (const [by, count] of votes.inhibitory) both.set(by, (both.get(by) ?? 0) + count);
  const all = most(both);
  return [
    ...(all === undefined ? [] : [byPopulation(all, all)]),
    ...(e === undefined && i === undefined ? [] : [byPopulation(e ?? i!, i ?? e!)]),
  ];
}

function most(votes: Map<number, number>): number | undefined {
  let best: number | undefined, count = 0;
  for (const [by, n] of votes) {
    if (n > count || (n === count && Math.abs(by) < Math.abs(best!))) [best, count] = [by, n];
  }
  return best;
}

/**
 * The numbering with which most spikes agree, of all there are: each neuron has the number with whose events it coincides
 * most often. `late` moves the events by whole steps, for what agrees by chance.
 */
export function permutedNumbering(
  run: ObservedSpikes,
  events: EventList,
  clock: Clock,
  window: Alignment["window"],
  late: number = 0,
): Numbering {
  const { excitatory, inhibitory } = run.provenance, neurons = excitatory + inhibitory;
  const places = events.neurons.length;
  let most = 0, count = 0;
  coincidences(run, events, clock, window, late, () => most++);
  const pairs = new Float64Array(most);
  coincidences(run, events, clock, window, late, (k, l) => {
    pairs[count++] = run.spikes.neuron[k] * places + events.place[l];
  });
  const keys = pairs.sort();
  const sizes = { ours: new Uint32Array(neurons), theirs: new Uint32Array(places) };
  const { dt } = run.provenance, { scale, origin } = clock;
  const begin = firstEventFrom(events, ((window.start + late - 0.5) * dt + origin) / scale);
  const end = firstEventFrom(events, ((window.stop + late - 0.5) * dt + origin) / scale);
  for (const place of events.place.subarray(begin, end)) sizes.theirs[place]++;
  run.spikes.neuron.forEach((neuron, k) => {
    const isIn = run.spikes.step[k] >= window.start && run.spikes.step[k] < window.stop;
    if (isIn) sizes.ours[neuron]++;
  });
  // Trains that agree whole come before those that agree in as many spikes of more.
  const first = new Uint32Array(count), worth = new Float64Array(count);
  let distinct = 0;
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && keys[to] === keys[from]) to++;
    const i = Math.floor(keys[from] / places), j = keys[from] % places;
    first[distinct] = from;
    worth[distinct++] = (to - from) * (1 + 1 / (sizes.ours[i] + sizes.theirs[j] + 1));
  }
  const order = Uint32Array.from({ length: distinct }, (_, k) => k).sort((p, q) => worth[q] - worth[p]);
  const numbers = new Float64Array(neurons).fill(NaN), isTaken = new Uint8Array(places);
  for (const k of order) {
    const i = Math.floor(keys[first[k]] / places), j = keys[first[k]] % places;
    if (!Number.isNaN(numbers[i]) || isTaken[j] === 1) continue;
    numbers[i] = events.neurons[j];
    isTaken[j] = 1;
  }
  return { kind: "permuted", numbers };
}

/** Calls for each pair of a spike and an event at one time, as far as there are not too many. */
function coincidences(
  run: ObservedSpikes,
  { time }: EventList,
  { scale, origin, tolerance: [low, high] }: Clock,
  { start, stop }: Alignment["window"],
  late: number,
  pair: (spike: number, event: number) => void,
): void {
  const { spikes, provenance: { dt } } = run;
  const timeOf = (step: number) => (step * dt + origin) / scale;
  let left = PAIRS, l = firstEventFrom({ time }, timeOf(start + late + low));
  for (let k = 0; k < spikes.step.length && left > 0; k++) {
    if (spikes.step[k] < start) continue;
    if (spikes.step[k] >= stop) break;
    const from = timeOf(spikes.step[k] + late + low), to = timeOf(spikes.step[k] + late + high);
    while (l < time.length && time[l] < from) l++;
    for (let m = l; m < time.length && time[m] <= to; m++) {
      pair(k, m);
      left--;
    }
  }
}
