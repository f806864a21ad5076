/**
 * Spikes as arrays of NumPy: one of times and one of neurons, or a raster, a row of neurons per step (BrainPy's monitors).
 *
 * @module
 */

import type { NpyArray } from "./npy.ts";
import { npzFromBytes, npzToBytes } from "./npz.ts";
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
export function spikeTimesFromNpz(bytes: Uint8Array, options: NpzOptions = {}): SpikeTimes {
  const arrays = npzFromBytes(bytes);
  if (options.raster !== undefined) return fromRaster(arrayOf(arrays, "raster", options.raster, [])[1], options);
  const [timeName, time] = arrayOf(arrays, "time", options.time, TIME_NAMES);
  const [, neuron] = arrayOf(arrays, "neuron", options.neuron, NEURON_NAMES);
  for (const { shape } of [time, neuron]) {
    if (shape.length === 1) continue;
    throw new SyntaxError(
      `Cannot read spikes: times and neurons must have one axis, received shape (${shape.join(", ")})`,
    );
  }
  return timesFromColumns(time.values, neuron.values, options, unitInName(timeName));
}

/** Spike times as the arrays `time_ms` and `neuron`. */
export function spikeTimesToNpz({ time, neuron }: SpikeTimes): Uint8Array {
  return npzToBytes({
    time_ms: { shape: [time.length], values: time },
    neuron: { shape: [neuron.length], values: neuron },
  });
}

function arrayOf(
  arrays: ReadonlyMap<string, NpyArray>,
  what: string,
  asked: string | number | undefined,
  usual: readonly string[],
): [name: string, array: NpyArray] {
  const names = [...arrays.keys()];
  const name = asked === undefined ? names.find((name) => usual.includes(bareName(name))) : String(asked);
  const array = name === undefined ? undefined : arrays.get(name);
  if (name !== undefined && array !== undefined) return [name, array];
  const required = asked === undefined ? `one of ${usual.join(", ")}` : JSON.stringify(asked);
  const received = names.length === 0 ? "no arrays of numbers" : `the arrays ${names.join(", ")}`;
  throw new SyntaxError(`Cannot read spikes: a ${what} array, ${required}, is required, received ${received}`);
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
