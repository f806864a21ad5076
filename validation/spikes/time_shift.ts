/**
 * By how much the times of a file may be shifted against those of a run, found from the data: shifts that many pairs of an
 * event and a spike have in common. Three kinds of pairs are counted, each of which knows something else.
 *
 * @module
 */

import type { EventList } from "./timed_spikes.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";

/** Spikes of the run, and pairs, that are looked at: more make no shift surer. */
const SPIKES = 4000, PAIRS = 2e6;

/** Shifts that are told apart [steps]; a file of more steps than that is not searched. */
const SHIFTS = 2e7;

/** Longest interval that is looked at [ms]. */
const LONGEST = 200;

/** Peaks that each kind of pair may offer. */
const PEAKS = 3;

/** Pairs that have a shift [steps], called for each. */
type Pairs = (pair: (shift: number) => void) => void;

/** The events of a file in steps of a run, from any origin. */
interface Steps {
  /** Time of each event [steps], ascending. */
  readonly step: Float64Array;
  /** Place of its neuron. */
  readonly place: Uint32Array;
  /** The neurons. */
  readonly neurons: Uint32Array;
  /** Width of what counts as one shift [steps]: 1, or more where times are rounded. */
  readonly width: number;
}

/**
 * Shifts [steps, with their fractions] that events may have, those with the most pairs of a kind first. Zero is not among
 * them unless pairs say so.
 */
export function shiftCandidates(run: ObservedSpikes, events: EventList, scale: number, width: number): number[] {
  const { dt } = run.provenance;
  const steps = { ...events, step: events.time.map((t) => t * scale / dt), width };
  const found = [sameNeurons(run, steps), sameIntervals(run, steps), sameCounts(run, steps)]
    .flatMap((pairs) => peaksOf(pairs, steps, run));
  return found.filter((shift, k) => found.findIndex((other) => Math.abs(other - shift) < 0.005) === k);
}

/** A spike and an event of one neuron, by the file's numbers as they are. */
function sameNeurons(run: ObservedSpikes, { step, place, neurons }: Steps): Pairs {
  const trains: number[][] = Array.from(neurons, () => []);
  for (let k = 0; k < step.length; k++) trains[place[k]].push(step[k]);
  const places = new Map(Array.from(neurons, (number, place) => [number, place]));
  const { spikes } = run;
  const chosen = firstAndSpread(spikes.step.length, PAIRS / Math.max(1, step.length / Math.max(1, neurons.length)));
  return (pair) => {
    for (const k of chosen) {
      const place = places.get(spikes.neuron[k]);
      if (place === undefined) continue;
      for (const y of trains[place]) pair(y - spikes.step[k]);
    }
  };
}

/** Two intervals of equal length, of whatever neurons. */
function sameIntervals(run: ObservedSpikes, { step, place, neurons, width }: Steps): Pairs {
  const { spikes, provenance: { excitatory, inhibitory, dt } } = run;
  const bins = Math.round(LONGEST / dt / width) + 1;
  const theirs: number[][] = Array.from({ length: bins }, () => []);
  intervals(step, place, neurons.length, (start, length) => {
    const bin = Math.round(length / width);
    if (bin > 0 && bin < bins) theirs[bin].push(start);
  });
  const ours: [start: number, bin: number][] = [];
  intervals(spikes.step, spikes.neuron, excitatory + inhibitory, (start, length) => {
    const bin = Math.round(length / width);
    if (bin > 0 && bin < bins) ours.push([start, bin]);
  });
  const mean = ours.reduce((sum, [, bin]) => sum + theirs[bin].length, 0) / Math.max(1, ours.length);
  const chosen = firstAndSpread(ours.length, PAIRS / Math.max(1, mean));
  return (pair) => {
    for (const k of chosen) {
      const [start, bin] = ours[k];
      for (const y of theirs[bin]) pair(y - start);
    }
  };
}

/**
 * At most so many of all indices: half of them the first, as runs of other precision agree at the beginning only, and half
 * spread over all, as the beginning may be missing.
 */
function firstAndSpread(length: number, most: number): number[] {
  const half = Math.floor(Math.max(2, Math.min(SPIKES, most)) / 2);
  const first = Array.from({ length: Math.min(half, length) }, (_, k) => k);
  const rest = Math.max(0, length - half), stride = Math.max(1, rest / half);
  return [...first, ...Array.from({ length: Math.min(half, rest) }, (_, k) => half + Math.floor(k * stride))];
}

/** Each interval of a neuron, from its first spike. */
function intervals(
  step: ArrayLike<number>,
  neuron: ArrayLike<number>,
  neurons: number,
  interval: (start: number, length: number) => void,
): void {
  const last = new Float64Array(neurons).fill(NaN);
  for (let k = 0; k < step.length; k++) {
    if (!Number.isNaN(last[neuron[k]])) interval(last[neuron[k]], step[k] - last[neuron[k]]);
    last[neuron[k]] = step[k];
  }
}

/** Any spike and any event of the first ones: what is left where neurons are unknown and hardly one fires twice. */
function sameCounts(run: ObservedSpikes, { step }: Steps): Pairs {
  const count = Math.min(run.spikes.step.length, 500), others = Math.min(step.length, 2000);
  return (pair) => {
    for (let k = 0; k < count; k++) {
      for (let l = 0; l < others; l++) pair(step[l] - run.spikes.step[k]);
    }
  };
}

/** The shifts that most pairs have: the middle of each peak, exactly. */
function peaksOf(pairs: Pairs, { step, width }: Steps, run: ObservedSpikes): number[] {
  if (step.length === 0 || run.spikes.step.length === 0) return [];
  const least = step[0] - run.stop, bins = Math.ceil((step.at(-1)! - run.start - least) / width) + 3;
  if (!(bins < SHIFTS)) return [];
  let most = 0, count = 0;
  pairs(() => most++);
  const all = new Float64Array(Math.min(PAIRS, most)), votes = new Uint32Array(bins);
  pairs((shift) => {
    if (count < all.length) all[count++] = shift;
  });
  const shifts = all;
  for (const shift of shifts) votes[Math.round((shift - least) / width)]++;
  const peaks: number[] = [];
  for (let peak = 0; peak < PEAKS; peak++) {
    // A fraction of a step may fall on either side.
    let best = 1, most = 0;
    for (let bin = 1; bin < bins; bin++) {
      if (votes[bin] + votes[bin - 1] > most) [best, most] = [bin, votes[bin] + votes[bin - 1]];
    }
    if (most < 2) break;
    const low = least + (best - 1.5) * width, high = least + (best + 0.5) * width;
    peaks.push(middleOf(shifts.filter((shift) => shift >= low && shift <= high), width));
    votes.fill(0, Math.max(0, best - 2), best + 2);
  }
  return peaks;
}

/** The most frequent shift, to a hundredth of a step; the median of rounded ones. */
function middleOf(shifts: Float64Array, width: number): number {
  shifts.sort();
  if (width > 1) return shifts[shifts.length >>> 1];
  let best = 0, most = 0;
  for (let from = 0, to = 0; from < shifts.length; from++) {
    while (to < shifts.length && shifts[to] - shifts[from] <= 0.01) to++;
    if (to - from > most) [most, best] = [to - from, (from + to) >>> 1];
  }
  return shifts[best];
}
