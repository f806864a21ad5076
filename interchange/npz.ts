/**
 * NumPy's file of several arrays: a zip of .npy files, stored or deflated (numpy.savez, numpy.savez_compressed).
 *
 * @module
 */

import { unzipSync, zipSync } from "fflate";
import { type NpyArray, npyFromBytes, npyToBytes } from "./npy.ts";

/** The zip's date of every file, so that equal arrays give equal bytes: the earliest that zip has. */
export const DATE = "1980-01-01T00:00:00";

/**
 * The arrays of a file by name.
 * @throws {SyntaxError} where the bytes are no zip of arrays.
 */
export function npzFromBytes(bytes: Uint8Array): ReadonlyMap<string, NpyArray> {
  const files = unzipped(bytes);
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of Object.entries(files)) {
    if (!name.endsWith(".npy")) continue;
    try {
      arrays.set(name.slice(0, -4), npyFromBytes(content));
    } catch (error) {
      // Text and objects beside the arrays that are wanted do no harm; they are missing if they are asked for.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return arrays;
}

/** The arrays as a file, deflated. */
export function npzToBytes(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyToBytes(array)]);
  return zipSync(Object.fromEntries(files), { mtime: DATE });
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch (error) {
    throw new SyntaxError(`Cannot read npz: a whole zip file is required, ${(error as Error).message}`);
  }
}
