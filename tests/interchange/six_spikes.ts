/**
 * Six spikes in files of every kind, for tests of readers.
 *
 * @module
 */

import { strToU8, zipSync } from "../../interchange/fflate.ts";
import {
  npyToBytes,
  npzToBytes,
  readSpikeFile,
  type SpikeFile,
  type SpikeFileOptions,
  toSteps,
} from "../../interchange/mod.ts";
import { writeHdf5 } from "../../interchange/hdf5.ts";
import type { Spikes } from "../../mod.ts";

/** Time step [ms]. */
export const DT = 0.1;

/** The spikes, by step, then by neuron. */
export const STEP: readonly number[] = [3, 7, 7, 389, 1137, 1140];

/** The neuron of each. */
export const NEURON: readonly number[] = [2, 0, 5, 3, 1, 2];

/** The same as readers give them. */
export const EXPECTED: Spikes = { step: Uint32Array.from(STEP), neuron: Uint32Array.from(NEURON) };

/** Lines of the spikes, each made of its step and neuron, in order of time or as `order` says. */
export function lines(
  line: (step: number, neuron: number) => string,
  order: readonly number[] = [0, 1, 2, 3, 4, 5],
): string {
  return order.map((k) => line(STEP[k], NEURON[k]) + "\n").join("");
}

/** A time in ms, without the rounding of step × dt. */
export const ms = (step: number): number => Number((step * DT).toFixed(6));

export async function readText(content: string | Uint8Array, options: SpikeFileOptions = {}): Promise<SpikeFile> {
  return await readSpikeFile(typeof content === "string" ? strToU8(content) : content, { dt: DT, ...options });
}

/** The steps of a file's spikes, as the commands make them. */
export function stepsOf({ times, origin = 0, isInterpolated = false }: SpikeFile): Spikes {
  return toSteps(times, DT, { origin, offGrid: isInterpolated ? "floor" : "refuse" });
}

/** The arrays in an NPZ. */
export function arrays(values: Readonly<Record<string, readonly number[]>>): Uint8Array {
  return npzToBytes(
    Object.fromEntries(
      Object.entries(values).map(([name, list]) => [name, { shape: [list.length], values: Float64Array.from(list) }]),
    ),
  );
}

export function npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  return npyToBytes({ shape, values: Float64Array.from(values) });
}

export function raster(rows: number, columns: number): Uint8Array {
  const values = new Uint8Array(rows * columns);
  values[0] = 1;
  return npzToBytes({ spike: { shape: [rows, columns], values } });
}

/** An NPZ of an array `t` of a type that is not read, beside neurons. */
export function described(type: string, shape: readonly number[], bytes: number): Uint8Array {
  const description = type.startsWith("[") ? type : `'${type}'`;
  const words = `{'descr': ${description}, 'fortran_order': False, 'shape': (${shape[0]},), }`;
  const header = words.padEnd(117) + "\n";
  const file = new Uint8Array(10 + header.length + bytes * shape[0]);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  file.set(strToU8(header), 10);
  return zipSync({ "t.npy": file, "i.npy": npy([1], [0]) });
}

export function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length), view = new DataView(bytes.buffer);
  for (let k = 0; k < text.length; k++) view.setUint16(2 * k, text.charCodeAt(k), isLittle);
  return bytes;
}

export async function oldSonata(): Promise<Uint8Array> {
  return await writeHdf5((file) => {
    const spikes = file.create_group("spikes");
    spikes.create_dataset({ name: "timestamps", data: Float64Array.from(STEP, ms), shape: [6] });
    spikes.create_dataset({ name: "gids", data: Int32Array.from(NEURON), shape: [6] });
  });
}
