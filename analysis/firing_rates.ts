/**
 * Firing rate of each neuron, as a spike count over time (Dayan & Abbott 2001, Theoretical Neuroscience, section 1.2).
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requireSpikes } from "./checks.ts";
import { spikeCounts } from "./spike_counts.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * Firing rate rᵢ = nᵢ / T [Hz] of each neuron: its spikes nᵢ over the window's duration T, in seconds.
 * One value per neuron, 0 for a silent one.
 *
 * @example
 * ```ts
 * import { firingRates } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(3, 50, 97), neuron: Uint32Array.of(1, 0, 1) };
 * const rates = firingRates(spikes, { neurons: 3, dt: 0.1, start: 0, stop: 1000 });
 * assertEquals(rates, Float64Array.of(10, 20, 0)); // Hz
 * ```
 * @throws {RangeError} where the window is not usable, or spikes are not in order.
 * @category Analysis
 */
export function firingRates(spikes: Spikes, window: SpikeWindow): Float64Array {
  requireSpikes("compute firing rates", spikes, window);
  const seconds = windowSeconds(window);
  return Float64Array.from(spikeCounts(spikes, window), (count) => count / seconds);
}

/** Duration of the window [s]. */
export function windowSeconds(window: SpikeWindow): number {
  return (window.stop - window.start) * window.dt / 1000;
}
