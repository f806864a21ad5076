/**
 * Spikes as arrays of NumPy: one of times and one of neurons, or a raster, a row of neurons per step (BrainPy's monitors);
 * several arrays in a zip (NPZ), or two columns in one array (npy).
 *
 * @module
 */

import { quoted, received } from "../model/received.ts";
import { GrowingArray } from "../record/growing_array.ts";
import { type ByteSource, piecesOf, sourceOf } from "./byte_source.ts";
import { guessColumns } from "./column_guess.ts";
import { type NpyArray, npyFile } from "./npy.ts";
import { namesOf, type NpzFile, npzFile, npzToBytes } from "./npz.ts";
import { RECORDED_NAMES, recordedOf, recordedWords } from "./recorded_ids.ts";
import { SIMULATOR_FILES, type SimulatorName, simulatorWords } from "./simulator_files.ts";
import {
  bareName,
  type ColumnOptions,
  NEURON_NAMES,
  sampledNames,
  TIME_NAMES,
  timesFromColumns,
  usualName,
} from "./spike_columns.ts";
import type { ReadSpikes } from "./spike_csv.ts";
import type { SpikeTimes } from "./spike_times.ts";
import { msPer, timeUnitOf } from "./time_units.ts";

/**
 * Names of the arrays that have the spikes.
 *
 * @category Spike files
 */
export interface NpzOptions extends ColumnOptions {
  /** Name of an array of a row per step and a column per neuron that is not 0 where there is a spike; requires `dt`. */
  readonly raster?: string;
}

/** Rows by which columns without names are told. */
const SAMPLE = 20_000;

/**
 * Spike times from arrays.
 * @throws {SyntaxError} where the bytes are no zip of arrays, or have no such arrays.
 * @throws {RangeError} where a value is no time or no neuron.
 * @category Spike files
 */
export function spikeTimesFromNpz(bytes: Uint8Array | ByteSource, options: NpzOptions = {}): SpikeTimes {
  return spikesFromNpz(sourceOf(bytes), options).times;
}

/** The same, with what is to be said of it. */
export function spikesFromNpz(source: ByteSource, options: NpzOptions = {}): ReadSpikes {
  const file = npzFile(source), names = [...file.headers.keys()];
  if (options.raster !== undefined) {
    const name = nameOf(file, "raster", options.raster, []);
    return { times: fromRaster(file.array(name), options), notes: unusedNotes(names, [name]) };
  }
  const time = nameOf(file, "time", options.time, TIME_NAMES);
  const neuron = nameOf(file, "neuron", options.neuron, NEURON_NAMES);
  requireOneSet(names, [time, neuron], options);
  for (const name of [time, neuron]) {
    const { shape } = file.headers.get(name)!;
    if (shape.length === 1) continue;
    throw new SyntaxError(
      `Cannot read spikes: times and neurons must have one axis, received shape (${shape.join(", ")}) of ${name}` +
        (shape.length === 2 ? " (a raster is read with --raster NAME)" : ""),
    );
  }
  const { from } = options, simulator = from === undefined ? undefined : SIMULATOR_FILES[from];
  const settings = simulator === undefined ? options : { firstIndex: simulator.firstIndex, ...options };
  const times = timesFromColumns(
    file.array(time).values,
    file.array(neuron).values,
    settings,
    timeUnitOf(time) ?? simulator?.unit,
  );
  const list = names.find((name) =>
    RECORDED_NAMES.includes(bareName(name)) && file.headers.get(name)!.shape.length === 1
  );
  const recorded = list === undefined
    ? undefined
    : recordedOf(file.array(list).values, times, settings.firstIndex ?? 0);
  if (recorded === undefined) return { times, ...saidOf(from, unusedNotes(names, [time, neuron])) };
  const notes = [...unusedNotes(names, [time, neuron, list!]), recordedWords(recorded)];
  return { times, ...saidOf(from, notes), recorded };
}

/**
 * The spikes in one array: two columns (or rows), told by their values where it is not said which is which, or a raster.
 * @throws {SyntaxError} where it is no such array.
 */
export function spikesFromNpy(source: ByteSource, options: NpzOptions = {}): ReadSpikes {
  const array = npyFile(piecesOf(source), source.size).array(), { shape, values } = array;
  if (options.raster !== undefined) return { times: fromRaster(array, options), notes: [] };
  const [rows, columns] = shape;
  if (shape.length !== 2 || (rows !== 2 && columns !== 2) || (rows === 2 && columns === 2)) {
    throw new SyntaxError(
      `Cannot read spikes: an array of two columns or two rows is required, received shape (${shape.join(", ")})` +
        (shape.length === 2 ? " (a raster is read with --raster array)" : ""),
    );
  }
  const part = (k: number) =>
    columns === 2
      ? Float64Array.from({ length: rows }, (_, row) => values[2 * row + k])
      : Float64Array.from(values.subarray(k * columns, (k + 1) * columns));
  const simulator = options.from === undefined ? undefined : SIMULATOR_FILES[options.from];
  const both = [part(0), part(1)],
    asked = [options.time, options.neuron].map((at) => at === undefined ? -1 : Number(at));
  let [time, neuron] = asked;
  if (time < 0 && neuron < 0) {
    const sample = Array.from({ length: Math.min(SAMPLE, both[0].length) }, (_, k) => [both[0][k], both[1][k]]);
    const guess = simulator !== undefined && simulator.columns.neuron < 2
      ? simulator.columns
      : guessColumns(sample, options.neurons);
    if ("unclear" in guess) {
      throw new SyntaxError(
        `Cannot read spikes: which column is the time is unclear: ${guess.unclear} (say --time 0 --neuron 1, or --time 1 ` +
          "--neuron 0)",
      );
    }
    ({ time, neuron } = guess);
  } else if (time < 0) time = 1 - neuron;
  else if (neuron < 0) neuron = 1 - time;
  if (![0, 1].includes(time) || neuron !== 1 - time) {
    throw new SyntaxError(
      `Cannot read spikes: time and neuron must be columns 0 and 1, received ${received(time)} and ${received(neuron)}`,
    );
  }
  const settings = simulator === undefined ? options : { firstIndex: simulator.firstIndex, ...options };
  const times = timesFromColumns(both[time], both[neuron], settings, simulator?.unit);
  const order = time === 1 ? ["the first column was read as neurons and the second as times"] : [];
  return { times, ...saidOf(options.from, order) };
}

function saidOf(from: SimulatorName | undefined, notes: readonly string[]): Omit<ReadSpikes, "times"> {
  return from === undefined ? { notes } : { notes: [simulatorWords(from), ...notes], from };
}

/**
 * Spike times as the arrays `time_ms` and `neuron`.
 *
 * @category Spike files
 */
export function spikeTimesToNpz({ time, neuron }: SpikeTimes): Uint8Array {
  return npzToBytes({
    time_ms: { shape: [time.length], values: time },
    neuron: { shape: [neuron.length], values: neuron },
  });
}

function nameOf(file: NpzFile, what: string, asked: string | number | undefined, usual: readonly string[]): string {
  const { headers } = file, names = [...headers.keys()];
  const name = asked === undefined ? usualName(names, usual) : String(asked);
  const header = name === undefined ? undefined : headers.get(name);
  if (name !== undefined && header !== undefined) {
    if (header.obstacle === undefined) return name;
    throw new SyntaxError(`Cannot read spikes: array ${name}: ${header.obstacle}`);
  }
  if (headers.has("indptr") || headers.has("row")) {
    throw new SyntaxError(
      `Cannot read spikes: a ${what} array is required, received a sparse matrix, as SciPy writes a network (import reads it)`,
    );
  }
  const rasters = names.filter((name) => headers.get(name)!.shape.length === 2);
  const hint = what !== "raster" && rasters.length > 0
    ? ` (a raster is read with --raster ${rasters[0]})`
    : ` (--${what} NAME)`;
  const required = asked === undefined ? `one of ${usual.slice(0, 6).join(", ")}, …` : received(asked);
  throw new SyntaxError(
    `Cannot read spikes: a ${what} array, ${required}, is required, received ${namesOf(headers)}${hint}`,
  );
}

/**
 * Refuses a file whose other arrays change what the two mean: samples of a state variable, or spikes of other neurons.
 * @throws {SyntaxError} where there are such arrays, and it was not said which are to be read.
 */
function requireOneSet(names: readonly string[], used: readonly string[], options: NpzOptions): void {
  if (options.time !== undefined && options.neuron !== undefined) return;
  const others = names.filter((name) => !used.includes(name));
  const sampled = sampledNames(others);
  if (sampled.length > 0) {
    throw new SyntaxError(
      `Cannot read spikes: times of spikes are required, received samples of ${
        sampled.slice(0, 5).map(quoted).join(", ")
      }, ` +
        "as a multimeter or a state monitor records them (--time NAME --neuron NAME where these are spikes all the same)",
    );
  }
  const isPart = (usual: readonly string[]) => (name: string) => {
    const bare = bareName(name);
    return usual.some((known) => bare.startsWith(`${known}_`) || bare.endsWith(`_${known}`) || bare === known);
  };
  const [times, neurons] = [TIME_NAMES, NEURON_NAMES].map((usual) => others.filter(isPart(usual)));
  const paired = times.find((time) => neurons.some((neuron) => neuron !== time));
  if (paired === undefined) return;
  throw new SyntaxError(
    `Cannot read spikes: one array of times and one of neurons are required, received ${used.join(", ")} and besides ` +
      `${[...new Set([...times, ...neurons])].slice(0, 6).join(", ")} (say which with --time NAME --neuron NAME)`,
  );
}

function unusedNotes(names: readonly string[], used: readonly string[]): string[] {
  const others = names.filter((name) => !used.includes(name));
  return others.length === 0 ? [] : [`not used: the arrays ${others.slice(0, 8).map(quoted).join(", ")}`];
}

function fromRaster({ shape, values }: NpyArray, options: NpzOptions): SpikeTimes {
  if (shape.length !== 2) {
    throw new SyntaxError(
      `Cannot read spikes: a raster must have a row per step and a column per neuron, received shape (${
        shape.join(", ")
      })`,
    );
  }
  const [rows, columns] = shape, { neurons } = options;
  if (neurons !== undefined && columns !== neurons) {
    const isTransposed = rows === neurons;
    throw new SyntaxError(
      `Cannot read spikes: a raster must have a row per step and a column for each of ${neurons} neurons, received shape ` +
        `(${shape.join(", ")})${isTransposed ? ", a transposed one (raster.T)" : " (--sizes E,I)"}`,
    );
  }
  const dt = msPer("steps", options.dt);
  const time = new GrowingArray((n) => new Float64Array(n)), neuron = new GrowingArray((n) => new Uint32Array(n));
  for (let row = 0; row < rows; row++) {
    const fired: number[] = [];
    for (let i = 0; i < columns; i++) if (values[row * columns + i] !== 0) fired.push(i);
    if (fired.length === 0) continue;
    time.append(new Float64Array(fired.length).fill(row * dt));
    neuron.append(fired);
  }
  return { time: time.values(), neuron: neuron.values() };
}
