/**
 * NumPy's file of several arrays: a zip of .npy files, stored or deflated (numpy.savez, numpy.savez_compressed).
 *
 * @module
 */

import { zipSync } from "./fflate.ts";
import { type ByteSource, sourceOf } from "./byte_source.ts";
import { type NpyArray, npyFile, npyToBytes } from "./npy.ts";
import type { NpyHeader } from "./npy_header.ts";
import { type ZipMember, zipMembers } from "./zip.ts";

/** The zip's date of every file, so that equal arrays give equal bytes: the earliest that zip has. */
export const DATE = "1980-01-01T00:00:00";

/** Bytes that an array may have that is unpacked, where its reader knows no closer limit: 2 GiB, 268 million doubles. */
const LARGEST_UNPACKED = 2 ** 31;

/** Bytes beside its values that a file of one array may have. */
export const NPY_OVERHEAD = 0x10100;

/**
 * A file of arrays: what they are is known, their values are unpacked when they are asked for.
 *
 * @category Files
 */
export interface NpzFile {
  /** The header of each array by its name, in the order of the file. */
  readonly headers: ReadonlyMap<string, NpyHeader>;
  /**
   * An array, which is unpacked once more each time.
   * @throws {SyntaxError} where there is none of that name, its file is damaged, or its type is not read.
   * @throws {RangeError} where it has more than `largest` bytes, 2 GiB where nothing is said of a deflated one.
   */
  array(name: string, largest?: number): NpyArray;
  /** An array of text, or undefined where it is none. */
  text(name: string): string | undefined;
}

/**
 * A file of arrays, of which nothing but the headers is unpacked.
 * @throws {SyntaxError} where the bytes are no zip.
 * @category Files
 */
export function npzFile(bytes: Uint8Array | ByteSource): NpzFile {
  const members = new Map<string, ZipMember>();
  const headers = new Map<string, NpyHeader>();
  for (const member of zipMembers(sourceOf(bytes)).values()) {
    if (!member.name.endsWith(".npy")) continue;
    const name = member.name.slice(0, -".npy".length);
    members.set(name, member);
    headers.set(name, npyFile(member.read(), member.size).header);
  }
  const array = (name: string, largest?: number) => {
    const member = members.get(name);
    if (member === undefined) {
      throw new SyntaxError(`Cannot read npz: an array ${name} is required, received ${namesOf(headers)}`);
    }
    if (member.size > (largest ?? Math.max(LARGEST_UNPACKED, sourceOf(bytes).size))) {
      throw new RangeError(
        `Cannot read npz: ${name} must have at most ${largest ?? LARGEST_UNPACKED} bytes, received ${member.size}`,
      );
    }
    try {
      return npyFile(member.read(), member.size).array();
    } catch (error) {
      if (error instanceof SyntaxError) throw new SyntaxError(error.message.replace("npy:", `npy: ${name}:`));
      throw error;
    }
  };
  const text = (name: string) => {
    const member = members.get(name);
    return member === undefined ? undefined : npyFile(member.read(), member.size).text();
  };
  return { headers, array, text };
}

/**
 * The arrays of a file by name; those whose types hold no real numbers, text and objects, are left out.
 * @throws {SyntaxError} where the bytes are no zip of arrays, or a damaged one.
 * @category Files
 */
export function npzFromBytes(bytes: Uint8Array): ReadonlyMap<string, NpyArray> {
  const file = npzFile(bytes);
  const read = [...file.headers].filter(([, { obstacle }]) => obstacle === undefined);
  return new Map(read.map(([name]) => [name, file.array(name)]));
}

/**
 * The arrays as a file, deflated.
 *
 * @category Files
 */
export function npzToBytes(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyToBytes(array)]);
  return zipSync(Object.fromEntries(files), { mtime: DATE });
}

/** A file's arrays, as a refusal lists them. */
export function namesOf(headers: ReadonlyMap<string, NpyHeader>): string {
  const names = [...headers.keys()];
  if (names.length === 0) return "no arrays";
  return `the arrays ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} more` : ""}`;
}
