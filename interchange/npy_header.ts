/**
 * The header of NumPy's file of one array, in Python's words: type, order and shape (numpy/lib/format.py).
 *
 * @module
 */

import { quoted } from "../model/received.ts";

/**
 * Arrays of numbers that a file can hold; integers of 64 bits become doubles when read, where they fit exactly.
 *
 * @category Files
 */
export type NpyValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A type of values: the array that they are read into, and bytes of one in the file. */
export interface ValueType {
  /** Bytes of one. */
  readonly bytes: number;
  /** An array of so many. */
  readonly make: (count: number) => NpyValues;
}

/** Types that are read. */
export const TYPES: Readonly<Record<string, ValueType>> = {
  b1: { bytes: 1, make: (count) => new Uint8Array(count) },
  i1: { bytes: 1, make: (count) => new Int8Array(count) },
  u1: { bytes: 1, make: (count) => new Uint8Array(count) },
  i2: { bytes: 2, make: (count) => new Int16Array(count) },
  u2: { bytes: 2, make: (count) => new Uint16Array(count) },
  i4: { bytes: 4, make: (count) => new Int32Array(count) },
  u4: { bytes: 4, make: (count) => new Uint32Array(count) },
  i8: { bytes: 8, make: (count) => new Float64Array(count) },
  u8: { bytes: 8, make: (count) => new Float64Array(count) },
  f4: { bytes: 4, make: (count) => new Float32Array(count) },
  f8: { bytes: 8, make: (count) => new Float64Array(count) },
};

/**
 * Type and shape of an array, from the header of its file.
 *
 * @category Files
 */
export interface NpyHeader {
  /** Extent along each axis; none for a single number. */
  readonly shape: readonly number[];
  /** NumPy's letter and bytes of the type: `f8`; what is not read is whole, as `<f2` or `[('t', '<f8')]`. */
  readonly type: string;
  /** Why its values are not read, or undefined where they are. */
  readonly obstacle?: string;
}

/** Reason why a type is not read. */
function obstacleOf(type: string): string {
  const kind = type.replace(/^[<>|=]/, "");
  const received = `received ${quoted(type)}`;
  if (kind === "f2") {
    return `float32 or float64 is required, ${received}: float16 has three digits, too few to tell steps apart ` +
      `(array.astype("f8") before the values are rounded)`;
  }
  if (type.startsWith("[")) {
    return `an array of numbers is required, ${received}, a structured one (save its fields as arrays of their own)`;
  }
  if (kind === "O") return `an array of numbers is required, ${received}, Python objects (array.astype("f8"))`;
  if (/^[Mm]8/.test(kind)) return `an array of numbers is required, ${received}, dates or times (divide by a unit)`;
  if (/^[SUa]/.test(kind)) return `an array of numbers is required, ${received}, text`;
  return `a type of ${Object.keys(TYPES).join(", ")} is required, ${received}`;
}

/**
 * The header in a text.
 * @throws {SyntaxError} where it is none.
 */
export function headerOf(text: string): NpyHeader & { isLittle: boolean; isFortran: boolean } {
  const fortran = text.match(/'fortran_order':\s*(True|False)/)?.[1];
  const extents = text.match(/'shape':\s*\(([\d\s,L]*)\)/)?.[1];
  const described = text.match(/'descr':\s*(?:'([^']*)'|(\[.*\])\s*,\s*'(?:fortran_order|shape)')/);
  const description = described?.[1] ?? described?.[2];
  if (fortran === undefined || extents === undefined || description === undefined) {
    throw new SyntaxError(
      `Cannot read npy: a header with type, order and shape is required, received ${quoted(text.trim())}`,
    );
  }
  const shape = extents.split(",").map((extent) => extent.trim()).filter((extent) => extent !== "").map(parseFloat);
  const [, order, type] = description.match(/^([<>|=]?)([a-zA-Z]\d+)$/) ?? [];
  const isRead = type !== undefined && Object.hasOwn(TYPES, type);
  return {
    type: isRead ? type : description,
    shape,
    isLittle: order !== ">",
    isFortran: fortran === "True",
    ...(isRead ? {} : { obstacle: obstacleOf(description) }),
  };
}
