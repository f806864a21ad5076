/**
 * Spikes of another simulator's run, as fixtures store them: every one, in few bytes (fixtures/spike_list.py writes them).
 *
 * @module
 */

import type { Spikes } from "../../model/simulation.ts";
import type { CobaHhOptions } from "../../model/variants.ts";

/**
 * A run of a simulator.
 *
 * @category Comparison of spikes
 */
export interface StoredSpikes {
  /** The simulator. */
  readonly tool: string;
  /** Version of the simulator. */
  readonly version: string;
  /** Options of `cobaHh` that describe the network. */
  readonly cobaHh: CobaHhOptions;
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps of the run. */
  readonly steps: number;
  /** Sorted by step, then by neuron. */
  readonly spikes: Spikes;
}

/** The spikes of a list: how many each step has, and the neurons, each counted from the one before it in its step. */
export function unpackedSpikes(counts: readonly number[], neurons: readonly number[]): Spikes {
  const step = new Uint32Array(neurons.length), neuron = new Uint32Array(neurons.length);
  let k = 0;
  counts.forEach((count, at) => {
    for (let last = 0, end = k + count; k < end; k++) {
      step[k] = at;
      last += neurons[k];
      neuron[k] = last;
    }
  });
  return { step, neuron };
}

/**
 * Stored spikes from JSON text.
 * @throws {SyntaxError} where the text is not of the format.
 * @category Comparison of spikes
 */
export function storedSpikesFromJson(text: string): StoredSpikes {
  let stored: Omit<StoredSpikes, "spikes"> & { readonly counts: number[]; readonly neurons: number[] };
  try {
    stored = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read spikes: valid JSON is required, ${(error as Error).message}`);
  }
  const { tool, version, cobaHh, dt, steps, counts, neurons } = stored ?? {};
  const isWhole = dt > 0 && Array.isArray(counts) && Array.isArray(neurons) && counts.length === steps &&
    counts.reduce((sum, count) => sum + count, 0) === neurons.length;
  if (!isWhole) {
    throw new SyntaxError("Cannot read spikes: a count for each step, and as many neurons, are required");
  }
  return { tool, version, cobaHh, dt, steps, spikes: unpackedSpikes(counts, neurons) };
}
