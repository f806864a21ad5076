/**
 * Damage to files, the same each time: single bits that are flipped, ends that are cut off, bytes that are overwritten.
 *
 * @module
 */

import { assert } from "@std/assert";
import { PURPOSE, uniform } from "../../model/random.ts";

/** A kind of damage. */
export type Damage = "flip" | "cut" | "overwrite";

/** A damaged copy of the bytes; equal seeds give equal damage. */
export function damaged(bytes: Uint8Array, kind: Damage, seed: number): Uint8Array {
  let drawn = 0;
  const place = (length: number) => Math.floor(uniform(seed, PURPOSE.validation, 0, drawn++) * length);
  const copy = bytes.slice();
  // A file without a byte is a list of no spikes: so one is left.
  if (kind === "cut") return copy.subarray(0, 1 + place(copy.length - 1));
  if (kind === "flip") {
    copy[place(copy.length)] ^= 1 << place(8);
    return copy;
  }
  const first = place(copy.length), length = 1 + place(64);
  for (let k = first; k < Math.min(first + length, copy.length); k++) copy[k] = place(256);
  return copy;
}

/**
 * What is read from a damaged file, or undefined where it is refused in a sentence.
 * @throws where it is refused in any other way.
 */
export async function readOrRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const isRefusal = error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError;
    assert(isRefusal && error.message.startsWith("Cannot ") && !/[\r\n]/.test(error.message), String(error));
    assert(error.message.length < 500, error.message);
    return undefined;
  }
}
