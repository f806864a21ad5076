/**
 * Spikes with what has to be known to read them: how long, of how many neurons, in which steps.
 *
 * @module
 */

import type { ObservedRun } from "../../analysis/spike_window.ts";
import type { Spikes } from "../../model/simulation.ts";
import { spikesBetween } from "../../record/spike_list.ts";

/** Spikes of a run; a Recording with spikes is one. */
export interface ObservedSpikes extends ObservedRun {
  /** The spikes. */
  readonly spikes: Spikes;
}

/** Length of what was observed [ms]. */
export function observedDuration({ start, stop, provenance: { dt } }: ObservedRun): number {
  return (stop - start) * dt;
}

/** The same spikes, as far as they lie in the first `duration` [ms]. */
export function cutAt(observed: ObservedSpikes, duration: number): ObservedSpikes {
  const { spikes, start, stop, provenance } = observed;
  const end = Math.min(stop, start + Math.round(duration / provenance.dt));
  return { provenance, start, stop: end, spikes: spikesBetween(spikes, start, end) };
}
