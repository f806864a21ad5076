/**
 * Spikes as arrays of NumPy: one of times and one of neurons, or a raster, a row of neurons per step (BrainPy's monitors).
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { ByteSource } from "./byte_source.ts";
import type { NpyArray } from "./npy.ts";
import { namesOf, type NpzFile, npzFile, npzToBytes } from "./npz.ts";
import {
  bareName,
  type ColumnOptions,
  msPer,
  NEURON_NAMES,
  TIME_NAMES,
  timesFromColumns,
  unitInName,
} from "./spike_columns.ts";
import type { SpikeTimes } from "./spike_times.ts";

/** Which arrays have the spikes. */
export interface NpzOptions extends ColumnOptions {
  /** Name of an array of a row per step and a column per neuron that is not 0 where there is a spike; requires `dt`. */
  readonly raster?: string;
}

/**
 * Spike times from arrays.
 * @throws {SyntaxError} where the bytes are no zip of arrays, or have no such arrays.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export function spikeTimesFromNpz(bytes: Uint8Array | ByteSource, options: NpzOptions = {}): SpikeTimes {
  const file = npzFile(bytes);
  if (options.raster !== undefined) return fromRaster(file.array(nameOf(file, "raster", options.raster, [])), options);
  const time = nameOf(file, "time", options.time, TIME_NAMES);
  const neuron = nameOf(file, "neuron", options.neuron, NEURON_NAMES);
  for (const name of [time, neuron]) {
    const { shape } = file.headers.get(name)!;
    if (shape.length === 1) continue;
    throw new SyntaxError(
      `Cannot read spikes: times and neurons must have one axis, received shape (${shape.join(", ")})`,
    );
  }
  return timesFromColumns(file.array(time).values, file.array(neuron).values, options, unitInName(time));
}

/** Spike times as the arrays `time_ms` and `neuron`. */
export function spikeTimesToNpz({ time, neuron }: SpikeTimes): Uint8Array {
  return npzToBytes({
    time_ms: { shape: [time.length], values: time },
    neuron: { shape: [neuron.length], values: neuron },
  });
}

function nameOf(
  { headers }: NpzFile,
  what: string,
  asked: string | number | undefined,
  usual: readonly string[],
): string {
  const name = asked === undefined ? [...headers.keys()].find((name) => usual.includes(bareName(name))) : String(asked);
  if (name !== undefined && headers.has(name)) return name;
  const required = asked === undefined ? `one of ${usual.join(", ")}` : received(asked);
  throw new SyntaxError(`Cannot read spikes: a ${what} array, ${required}, is required, received ${namesOf(headers)}`);
}

function fromRaster({ shape, values }: NpyArray, options: NpzOptions): SpikeTimes {
  if (shape.length !== 2) {
    throw new SyntaxError(
      `Cannot read spikes: a raster must have a row per step and a column per neuron, received shape (${
        shape.join(", ")
      })`,
    );
  }
  const dt = msPer("steps", options.dt), columns = shape[1];
  const fired: number[] = [];
  for (let k = 0; k < values.length; k++) if (values[k] !== 0) fired.push(k);
  return {
    time: Float64Array.from(fired, (k) => Math.floor(k / columns) * dt),
    neuron: Uint32Array.from(fired, (k) => k % columns),
  };
}
