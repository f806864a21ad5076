/**
 * NPZ written piece by piece, so that no array has to be in memory as a whole.
 *
 * @module
 */

import { Zip, ZipDeflate } from "./fflate.ts";
import { bytesOf, npyHeader, type NpyValues } from "./npy.ts";
import { DATE } from "./npz.ts";

/** An array whose values come one piece after the other. */
export interface NpyPieces {
  /** Extent along each axis. */
  readonly shape: readonly number[];
  /** An array of the type that every piece has; its values do not matter. */
  readonly type: NpyValues;
  /** The values in order; a piece is used before the next one is asked for. */
  readonly pieces: Iterable<NpyValues>;
}

/** Bytes that a zip without 64-bit extensions, and an array in it, can have. */
const LARGEST = 0xffffffff;

/** Room for the list of files at the end of a zip, whose beginning has to lie within the bytes that it can have. */
const END = 0x10000;

/**
 * The bytes of a file of these arrays, deflated. Arrays are asked for their pieces one after the other.
 * @throws {RangeError} where an array, or all of them together, are too large for the file: `largest` bytes, 4 GiB.
 */
export function* npzPieces(
  arrays: Iterable<readonly [name: string, array: NpyPieces]>,
  largest: number = LARGEST,
): Generator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array[] = [];
  let written = 0;
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    if (bytes.length > 0) ready.push(bytes);
  });
  function* flushed(): Generator<Uint8Array<ArrayBuffer>> {
    for (const bytes of ready.splice(0) as Uint8Array<ArrayBuffer>[]) {
      written += bytes.length;
      if (written + END > largest) {
        throw new RangeError("Cannot write npz: a file must be smaller than 4 GiB, received arrays that take more");
      }
      yield bytes;
    }
  }
  for (const [name, { shape, type, pieces }] of arrays) {
    const header = npyHeader(shape, type);
    const bytes = shape.reduce((product, extent) => product * extent, type.BYTES_PER_ELEMENT);
    if (header.length + bytes > largest) {
      throw new RangeError(`Cannot write npz: an array must be smaller than 4 GiB, received ${bytes} bytes of ${name}`);
    }
    const file = new ZipDeflate(`${name}.npy`);
    file.mtime = DATE;
    zip.add(file);
    file.push(header);
    for (const piece of pieces) {
      file.push(bytesOf(piece));
      yield* flushed();
    }
    file.push(new Uint8Array(0), true);
    yield* flushed();
  }
  zip.end();
  yield* flushed();
}
