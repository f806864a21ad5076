/**
 * A check of the numbers in an HDF5 file, which the format does not have by itself: the CRC-32 of all columns of a group, one
 * after the other, as an attribute of the group. A file that has it and other numbers was damaged.
 *
 * @module
 */

import { crc32 } from "./crc32.ts";
import type { Hdf5Node } from "./hdf5.ts";
import { bytesOf, type NpyValues } from "./npy.ts";

/** Name of the attribute. */
const NAME = "cobahh_crc32";

/** Anything that attributes can be made of. */
interface Attributed {
  create_attribute(name: string, data: Uint32Array, shape: null, type: string): unknown;
}

/** Writes the check of the columns to their group. */
export function writeCheck(group: Attributed, columns: Iterable<NpyValues>): void {
  group.create_attribute(NAME, Uint32Array.of(checkOf(columns)), null, "<I");
}

/** @throws {SyntaxError} where the group has a check, and it is not the one of these columns. */
export function requireSameCheck(group: Hdf5Node | undefined, columns: Iterable<NpyValues>): void {
  const said = group?.attrs[NAME]?.value;
  if (said === undefined || Number(said) === checkOf(columns)) return;
  throw new SyntaxError(
    "Cannot read HDF5: a whole file is required, received a damaged one (the CRC-32 of its numbers is not the one in it)",
  );
}

function checkOf(columns: Iterable<NpyValues>): number {
  let check = 0;
  for (const column of columns) check = crc32(bytesOf(column), check);
  return check;
}
