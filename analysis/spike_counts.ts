/**
 * Spikes per neuron, counted; the base of rates and of the silent fraction.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { firstSpikeFrom, type SpikeWindow } from "./spike_window.ts";

/** Spikes of each neuron within the window, one count per neuron. Arguments have been checked. */
export function spikeCounts(spikes: Spikes, window: SpikeWindow): Uint32Array {
  const counts = new Uint32Array(window.neurons);
  const end = firstSpikeFrom(spikes, window.stop);
  for (let k = firstSpikeFrom(spikes, window.start); k < end; k++) counts[spikes.neuron[k]]++;
  return counts;
}
