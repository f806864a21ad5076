/**
 * Remainder: spikes of a run that a file lacks, and events that it has beyond them, if most of its events are those spikes.
 *
 * @module
 */

import { type Alignment, type Clock, SAME_ACTION_POTENTIAL, spikesIn, TWICE } from "./alignment.ts";
import { type Numbering, numbersOf } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import type { EventList } from "./timed_spikes.ts";

/**
 * Counts of spikes, by where they are missing or added.
 *
 * @category Comparison of spikes
 */
export interface Remainder {
  /** Spikes before the first event of the file. */
  readonly missingBefore: number;
  /** Spikes after its last event, in the time that it is said to cover. */
  readonly missingAfter: number;
  /** Whether those are all of the last step. */
  readonly isLastStepOnly?: boolean;
  /** Neurons of the run that fire, and have no event, where that is not for chance: by the run's own numbers. */
  readonly absentNeurons: Uint32Array;
  /** Neurons that may not have been recorded: those and the ones between them, as "500-3199". */
  readonly unrecorded?: string;
  /** The others, as --recorded takes them. */
  readonly recorded?: string;
  /** Other spikes that are missing. */
  readonly missing: number;
  /** Events that are there a second time. */
  readonly twice: number;
  /** Further events in one action potential. */
  readonly sameActionPotential: number;
  /** Other events that are not spikes of the run. */
  readonly added: number;
}

/** Nothing missing, nothing added. */
export const NOTHING: Remainder = {
  ...{ missingBefore: 0, missingAfter: 0, absentNeurons: new Uint32Array(0), missing: 0 },
  ...{ twice: 0, sameActionPotential: 0, added: 0 },
};

/** Whether nothing is missing or added. */
export function isNothing(remainder: Remainder): boolean {
  return Object.values(remainder).every((value) => value === 0 || value === undefined || value.length === 0);
}

/** Absent neurons have to be so many more than chance makes. */
const MORE = 3;

/** Missing and additional events. */
export function remainderOf(
  run: ObservedSpikes,
  events: EventList,
  clock: Clock,
  numbering: Numbering,
  { window, missing, extra, reasons, absent, common }: Alignment,
  hasDuration: boolean,
): Remainder {
  const { step, neuron } = run.spikes, { excitatory, inhibitory, dt } = run.provenance;
  const lastEvent = Math.round((events.time.at(-1)! * clock.scale - clock.origin) / dt);
  const after = hasDuration ? missing.filter((k) => step[k] > lastEvent) : new Uint32Array(0);
  const numbers = numbersOf(numbering, run.provenance), known = new Set(events.neurons);
  const counts = new Uint32Array(excitatory + inhibitory);
  const end = hasDuration ? Math.min(window.stop, lastEvent + 1) : window.stop;
  for (let k = 0; k < step.length; k++) if (step[k] >= window.start && step[k] < end) counts[neuron[k]]++;
  const isAbsent = (i: number) => counts[i] > 0 && !known.has(numbers[i]);
  const silent = Uint32Array.from(counts.keys()).filter(isAbsent);
  // Where a part p of all spikes is missing, a neuron of n spikes has none of them with probability pⁿ.
  const others = missing.length - absent - after.length, p = others / Math.max(1, others + common);
  const expected = counts.reduce((sum, n) => sum + (n > 0 ? p ** n : 0), 0);
  const isMore = silent.length > MORE * expected + (others > 0 ? MORE : 0);
  const absentNeurons = isMore ? silent : new Uint32Array(0);
  const isOneOf = new Set(absentNeurons);
  const afterLast = after.filter((k) => !isOneOf.has(neuron[k]));
  const ofAbsent = missing.filter((k) => isOneOf.has(neuron[k])).length;
  const of = (reason: number) => reasons.reduce((sum, r) => sum + (r === reason ? 1 : 0), 0);
  return {
    missingBefore: spikesIn(run, run.start, window.start),
    missingAfter: afterLast.length,
    ...(afterLast.length === 0 ? {} : { isLastStepOnly: afterLast.every((k) => step[k] === window.stop - 1) }),
    absentNeurons,
    ...(absentNeurons.length === 0 ? {} : rangesOf(counts, isOneOf)),
    missing: missing.length - afterLast.length - ofAbsent,
    twice: of(TWICE),
    sameActionPotential: of(SAME_ACTION_POTENTIAL),
    added: extra.length - of(TWICE) - of(SAME_ACTION_POTENTIAL),
  };
}

/** Neurons in two lists of ranges; one that does not fire goes with its neighbours, where the boundary is rounder. */
function rangesOf(counts: Uint32Array, absent: ReadonlySet<number>): { unrecorded: string; recorded: string } {
  const neurons = counts.length;
  const isIn = new Uint8Array(neurons);
  let last = -1;
  for (let i = 0; i <= neurons; i++) {
    if (i < neurons && counts[i] === 0) continue;
    const before = last < 0 ? undefined : absent.has(last), here = i === neurons ? undefined : absent.has(i);
    const boundary = before === undefined || here === undefined || before === here ? last + 1 : roundest(last + 1, i);
    for (let j = last + 1; j < i; j++) isIn[j] = (j < boundary ? before ?? here : here ?? before) ? 1 : 0;
    if (i < neurons) isIn[i] = here ? 1 : 0;
    last = i;
  }
  return { unrecorded: ranges(isIn, 1), recorded: ranges(isIn, 0) };
}

/** The number in [low, high] with the most zeros at its end. */
function roundest(low: number, high: number): number {
  for (let unit = 10 ** Math.floor(Math.log10(Math.max(1, high))); unit >= 1; unit /= 10) {
    const number = Math.ceil(low / unit) * unit;
    if (number <= high) return number;
  }
  return low;
}

function ranges(isIn: Uint8Array, value: number): string {
  const found: string[] = [];
  for (let i = 0; i < isIn.length; i++) {
    if (isIn[i] !== value) continue;
    const from = i;
    while (i + 1 < isIn.length && isIn[i + 1] === value) i++;
    found.push(from === i ? `${i}` : `${from}-${i}`);
  }
  return found.join(",");
}
