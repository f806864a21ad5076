/**
 * Rates of single neurons: in runs of one network they go together, whatever the integration, as far as neurons have different
 * numbers of inputs. Statistics of the whole network do not see how its neurons are numbered; these do.
 *
 * @module
 */

import { byPopulation, type Numbering } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";

/** How rates of a file go with those of the network. */
export interface RateLikeness {
  /** Correlation of two runs of the network over its neurons. */
  readonly expected: number;
  /** Correlation of file and network, as the file was read. */
  readonly asRead: number;
  /** The numbering by shifts of both populations with which it is as high as expected, and how high. */
  readonly found?: { readonly numbering: Numbering; readonly correlation: number };
}

/** Least correlation of two runs that shows anything; where in-degrees are fixed there is none. */
const SHOWS = 0.5;

/** Parts of that correlation: below the first a file is numbered otherwise, above the second it is numbered so. */
const OTHER = 0.5, SAME_NEURONS = 0.8;

/** Fewest neurons of a population whose correlation is not by chance. */
const LEAST = 20;

/** Likeness of the rates of a file with those of two runs; undefined where neurons show nothing, or agree as they were read. */
export function rateLikeness(
  file: ObservedSpikes,
  [run, again]: readonly [ObservedSpikes, ObservedSpikes],
): RateLikeness | undefined {
  const { excitatory, inhibitory } = run.provenance, neurons = excitatory + inhibitory;
  const [theirs, ours, others] = [file, run, again].map((observed) => countsOf(observed, neurons));
  const whole = [0, neurons] as const;
  const expected = correlation(ours, others, whole, 0), asRead = correlation(theirs, ours, whole, 0);
  if (!(expected > SHOWS) || asRead > OTHER * expected) return undefined;
  const shifts = ([[0, excitatory], [excitatory, neurons]] as const)
    .map((range) => range[1] - range[0] < LEAST ? undefined : bestShift(theirs, ours, range));
  const isFound = shifts.every((shift) => shift !== undefined && shift.correlation > SAME_NEURONS * expected);
  if (!isFound) return { expected, asRead };
  const [e, i] = shifts as { by: number; correlation: number }[];
  const numbering = byPopulation(e.by, i.by);
  return { expected, asRead, found: { numbering, correlation: Math.min(e.correlation, i.correlation) } };
}

function countsOf({ spikes: { neuron } }: ObservedSpikes, neurons: number): Float64Array {
  const counts = new Float64Array(neurons);
  for (const i of neuron) counts[i]++;
  return counts;
}

/** The shift of a range of neurons with which counts correlate best: neuron i has the number i + by. */
function bestShift(
  theirs: Float64Array,
  ours: Float64Array,
  range: readonly [number, number],
): { by: number; correlation: number } {
  let best = { by: 0, correlation: -1 };
  for (let by = -range[0]; range[0] + by + LEAST <= theirs.length; by++) {
    const r = correlation(theirs, ours, range, by);
    if (r > best.correlation) best = { by, correlation: r };
  }
  return best;
}

/** Correlation over the neurons i of a range of ours[i] with theirs[i + by], as far as there is one. */
function correlation(
  theirs: Float64Array,
  ours: Float64Array,
  [from, to]: readonly [number, number],
  by: number,
): number {
  const end = Math.min(to, theirs.length - by), n = end - from;
  let x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (let i = from; i < end; i++) {
    const p = ours[i], q = theirs[i + by];
    x += p;
    y += q;
    xx += p * p;
    yy += q * q;
    xy += p * q;
  }
  const variance = (xx - x * x / n) * (yy - y * y / n);
  return variance > 0 ? (xy - x * y / n) / Math.sqrt(variance) : 0;
}
