/**
 * Spikes by neuron: each neuron's train, in one pair of arrays.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Spikes } from "../model/simulation.ts";
import { requireSpikes } from "./checks.ts";
import { spikeCounts } from "./spike_counts.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * Spike trains in compressed rows: neuron i fired in `steps[offsets[i]]` to `steps[offsets[i + 1] - 1]`.
 *
 * @category Analysis
 */
export interface SpikeTrains {
  /** Where each neuron's train begins; neurons + 1 entries, the last being the number of spikes. */
  readonly offsets: Uint32Array;
  /** The steps of the spikes, train after train, ascending within a train. */
  readonly steps: Uint32Array;
}

/**
 * The spike train of each neuron within the window. A silent neuron has an empty train.
 *
 * @example
 * ```ts
 * import { spikeTrains } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(1, 2, 9), neuron: Uint32Array.of(1, 0, 1) };
 * const { offsets, steps } = spikeTrains(spikes, { neurons: 2, dt: 0.1, start: 0, stop: 10 });
 * assertEquals(steps.subarray(offsets[1], offsets[2]), Uint32Array.of(1, 9)); // of neuron 1
 * ```
 *
 * @throws {RangeError} where the window is not usable, or spikes are not in order.
 * @category Analysis
 */
export function spikeTrains(spikes: Spikes, window: SpikeWindow): SpikeTrains {
  requireSpikes("split into spike trains", spikes, window);
  return splitTrains(spikes, window);
}

/** The spike trains; arguments have been checked. */
export function splitTrains(spikes: Spikes, window: SpikeWindow): SpikeTrains {
  const counts = spikeCounts(spikes, window);
  const offsets = new Uint32Array(window.neurons + 1);
  for (let i = 0; i < window.neurons; i++) offsets[i + 1] = offsets[i] + counts[i];
  const steps = new Uint32Array(offsets[window.neurons]);
  const next = offsets.slice(0, window.neurons);
  const end = lowerBound(spikes.step, window.stop);
  for (let k = lowerBound(spikes.step, window.start); k < end; k++) steps[next[spikes.neuron[k]]++] = spikes.step[k];
  return { offsets, steps };
}

/** The intervals between the successive spikes of a neuron [steps]; none for fewer than two spikes. */
export function intervalsOf({ offsets, steps }: SpikeTrains, neuron: number): Uint32Array {
  const train = steps.subarray(offsets[neuron], offsets[neuron + 1]);
  return train.subarray(1).map((step, k) => step - train[k]);
}
