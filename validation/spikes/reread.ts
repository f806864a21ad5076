/**
 * From events of a file to spikes in steps, by a reading; and back.
 *
 * @module
 */

import { timeOf } from "../../model/milliseconds.ts";
import type { AsRead, Reading } from "./reading.ts";
import { numbersOf } from "./numbering.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import type { TimedSpikes } from "./timed_spikes.ts";

/** The spikes of a file as the reading has them; what is not of a neuron, before step 0, or there twice is left out. */
export function reread(
  { time, neuron }: TimedSpikes,
  { scale, origin, numbering, offGrid }: Reading,
  provenance: ObservedSpikes["provenance"],
  { duration, origin: before = 0, recorded }: AsRead,
): ObservedSpikes {
  const { dt, excitatory, inhibitory } = provenance;
  const neurons = new Map<number, number>();
  numbersOf(numbering, { excitatory, inhibitory }).forEach((number, i) => neurons.set(number, i));
  const round = offGrid === "floor" ? (x: number) => Math.floor(x + 0.01) : Math.round;
  const all = Array.from(time, (t, k) => [round((t * scale - origin) / dt), neurons.get(neuron[k]) ?? -1])
    .filter(([step, i]) => step >= 0 && i >= 0)
    .sort(([s, i], [t, j]) => s - t || i - j)
    .filter(([s, i], k, all) => k === 0 || s !== all[k - 1][0] || i !== all[k - 1][1]);
  const last = (all.at(-1)?.[0] ?? 0) + 1;
  const stop = duration === undefined || scale !== 1
    ? last
    : Math.max(last, Math.round((before + duration - origin) / dt));
  return {
    spikes: { step: Uint32Array.from(all, ([step]) => step), neuron: Uint32Array.from(all, ([, i]) => i) },
    ...{ start: 0, stop, provenance, ...(recorded && { recorded }) },
  };
}

/** Spikes at the beginnings of their steps. */
export function toTimes({ spikes: { step, neuron }, provenance: { dt } }: ObservedSpikes): TimedSpikes {
  return { time: Float64Array.from(step, (step) => timeOf(step, dt)), neuron };
}
