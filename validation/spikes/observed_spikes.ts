/**
 * Spikes with what has to be known to read them: how long, of how many neurons, in which steps.
 *
 * @module
 */

import type { ObservedRun } from "../../analysis/spike_window.ts";
import type { Spikes } from "../../model/simulation.ts";
import { spikesOf } from "../../record/observed.ts";
import type { Observations, Recording } from "../../record/recording.ts";
import { spikesBetween } from "../../record/spike_list.ts";

/**
 * Spikes of a run.
 *
 * @category Comparison of spikes
 */
export interface ObservedSpikes extends ObservedRun {
  /** Sorted by step, then by neuron. */
  readonly spikes: Spikes;
  /** The neurons that were recorded, ascending; every neuron where they are left out. */
  readonly recorded?: Uint32Array;
}

/**
 * The spikes of a recording, from however many recorders.
 * @throws {RangeError} where it has no spikes recorded.
 * @category Comparison of spikes
 */
export function observedSpikes(recording: Recording<Observations>): ObservedSpikes {
  const { start, stop, provenance } = recording, spikes = spikesOf(recording);
  if (spikes === undefined) throw new RangeError("Cannot compare spikes: the recording has no spikes recorded");
  const { step, neuron, neurons } = spikes;
  return { provenance, start, stop, spikes: { step, neuron }, ...(neurons && { recorded: neurons }) };
}

/**
 * Length of what was observed [ms].
 *
 * @category Comparison of spikes
 */
export function observedDuration({ start, stop, provenance: { dt } }: ObservedRun): number {
  return (stop - start) * dt;
}

/**
 * The same spikes, as far as they lie in the first `duration` [ms].
 *
 * @example
 * ```ts
 * import { cutAt } from "@cobahh/cobahh/validation";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(3, 600), neuron: Uint32Array.of(1, 0) };
 * const provenance = { excitatory: 2, inhibitory: 0, dt: 0.1 };
 * assertEquals(cutAt({ spikes, start: 0, stop: 1000, provenance }, 50).spikes.step, Uint32Array.of(3));
 * ```
 *
 * @category Comparison of spikes
 */
export function cutAt(observed: ObservedSpikes, duration: number): ObservedSpikes {
  const { spikes, start, stop, provenance: { dt } } = observed;
  const end = Math.min(stop, start + Math.round(duration / dt));
  return { ...observed, stop: end, spikes: spikesBetween(spikes, start, end) };
}
