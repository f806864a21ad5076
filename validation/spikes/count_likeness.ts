/**
 * Whether as many events as spikes are at each time, of whatever neurons.
 *
 * @module
 */

import type { Alignment, Clock } from "./alignment.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import type { EventList } from "./timed_spikes.ts";

/** Fewer spikes and events show nothing. */
const FEWEST = 100;

/**
 * Difference between counts of events and of spikes at each time, against what they do at other times, for the whole time or
 * its beginning: 0 where they agree.
 */
export function unlikeness(
  run: ObservedSpikes,
  events: EventList,
  { scale, origin, tolerance: [low, high] }: Clock,
  { start, stop }: Alignment["window"],
): number {
  const { dt } = run.provenance;
  if (!(stop > start)) return Infinity;
  const width = Math.max(1, Math.round(high - low)), bins = Math.ceil((stop - start) / width);
  const ours = new Uint32Array(bins), theirs = new Uint32Array(bins);
  const count = (counts: Uint32Array, step: number) => {
    if (step >= start && step < stop) counts[Math.floor((step - start) / width)]++;
  };
  for (const step of run.spikes.step) count(ours, step);
  for (const time of events.time) {
    count(theirs, Math.round((time * scale - origin) / dt - (low + high) / 2));
  }
  const differences = (end: number, moved: number) => {
    let sum = 0, all = 0;
    for (let bin = 0; bin < end; bin++) {
      const other = theirs[(bin + moved) % end];
      sum += Math.abs(ours[bin] - other);
      all += ours[bin] + other;
    }
    return all < FEWEST ? Infinity : sum / all;
  };
  return Math.min(
    ...[1, 0.25, 0.06].map((part) => {
      const end = Math.ceil(part * bins);
      return differences(end, 0) /
        Math.min(differences(end, Math.ceil(end / 3)), differences(end, Math.ceil(end / 2)));
    }).filter((ratio) => !Number.isNaN(ratio)),
  );
}
