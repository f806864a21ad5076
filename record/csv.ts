/**
 * Spikes as CSV.
 *
 * @module
 */

import { timeOf } from "../model/milliseconds.ts";
import type { Recording } from "./recording.ts";

/**
 * One line per spike: time [ms], neuron, population (E or I). The time is step × dt, the beginning of the step in which the
 * neuron fired.
 * @throws {RangeError} where the recording has no spikes recorded.
 */
export function spikesToCsv(recording: Recording): string {
  const { spikes, provenance: { dt, excitatory } } = recording;
  if (spikes === undefined) throw new RangeError("Cannot write spikes: the recording has no spikes recorded");
  const lines = ["time_ms,neuron,population"];
  for (let k = 0; k < spikes.step.length; k++) {
    const neuron = spikes.neuron[k];
    lines.push(`${timeOf(spikes.step[k], dt)},${neuron},${neuron < excitatory ? "E" : "I"}`);
  }
  return lines.join("\n") + "\n";
}
