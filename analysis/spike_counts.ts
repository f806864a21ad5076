/**
 * Spikes per neuron, counted; the base of rates and of the silent fraction.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Spikes } from "../model/simulation.ts";
import type { SpikeWindow } from "./spike_window.ts";

/** Spikes of each neuron within the window, one count per neuron. Arguments have been checked. */
export function spikeCounts(spikes: Spikes, window: SpikeWindow): Uint32Array {
  const counts = new Uint32Array(window.neurons);
  const end = lowerBound(spikes.step, window.stop);
  for (let k = lowerBound(spikes.step, window.start); k < end; k++) counts[spikes.neuron[k]]++;
  return counts;
}
