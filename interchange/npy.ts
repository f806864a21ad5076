/**
 * NumPy's file of one array: a header in Python's words, then the values (numpy/lib/format.py, versions 1.0, 2.0 and 3.0).
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

/**
 * An array: its shape, and its values row after row.
 *
 * @category Files
 */
export interface NpyArray {
  /** Extent along each axis; none for a single number. */
  readonly shape: readonly number[];
  /** The values, the last axis varying fastest. */
  readonly values: NpyValues;
}

const MAGIC = "\x93NUMPY";

/** A type of values: the array that they are read into, and bytes of one in the file. */
interface ValueType {
  readonly bytes: number;
  readonly make: (count: number) => NpyValues;
}

/** Types that are read. */
const TYPES: Readonly<Record<string, ValueType>> = {
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

/** Bytes of a text. */
const LONGEST_TEXT = 4096;

/** Letters of a header that any array has: 64 KiB, as version 1.0 allows. */
const LONGEST_HEADER = 0x10000;

/** NumPy's names of the types that are written. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Int8Array: "|i1",
  Uint8Array: "|u1",
  Int16Array: "<i2",
  Uint16Array: "<u2",
  Int32Array: "<i4",
  Uint32Array: "<u4",
  Float32Array: "<f4",
  Float64Array: "<f8",
};

/**
 * What an array is, from the header of its file.
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

/** A file that is read piece by piece. */
export interface NpyFile {
  /** What it holds. */
  readonly header: NpyHeader;
  /**
   * The array.
   * @throws {SyntaxError} where it is of a type that is not read, or the file ends too early or too late.
   * @throws {RangeError} where an integer of 64 bits is not a double.
   */
  array(): NpyArray;
  /** The values as text, where they are text (`S`, `U`), else undefined. */
  text(): string | undefined;
}

/**
 * The array in a file.
 * @throws {SyntaxError} where the bytes are no such file, or of a type that holds no real numbers.
 * @throws {RangeError} where an integer of 64 bits is not a double.
 * @category Files
 */
export function npyFromBytes(bytes: Uint8Array): NpyArray {
  return npyFile([bytes], bytes.length).array();
}

/**
 * The file in these pieces, of `size` bytes altogether. Its header is read at once, its values when they are asked for.
 * @throws {SyntaxError} where the bytes are no such file.
 */
export function npyFile(pieces: Iterable<Uint8Array>, size: number): NpyFile {
  const iterator = pieces[Symbol.iterator]();
  let begun: Uint8Array = new Uint8Array(0);
  const require = (length: number) => {
    while (begun.length < length) {
      const { done, value } = iterator.next();
      if (done) throw new SyntaxError("Cannot read npy: a whole file is required, received the beginning of one");
      begun = begun.length === 0 ? value : joinedBytes(begun, value);
    }
  };
  require(Math.min(size, 12));
  if (begun.length < 12 || latin(begun.subarray(0, 6)) !== MAGIC || ![1, 2, 3].includes(begun[6])) {
    throw new SyntaxError("Cannot read npy: a file that begins as NumPy's is required, received other bytes");
  }
  const isShort = begun[6] === 1, start = isShort ? 10 : 12;
  const view = new DataView(begun.buffer, begun.byteOffset, begun.byteLength);
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER || start + length > size) {
    throw new SyntaxError(`Cannot read npy: a header within the file is required, received one of ${length} bytes`);
  }
  require(start + length);
  const header = headerOf(latin(begun.subarray(start, start + length)));
  const array = () => {
    const { shape, type, isLittle, isFortran, obstacle } = header;
    if (obstacle !== undefined) throw new SyntaxError(`Cannot read npy: ${obstacle}`);
    const { bytes, make } = TYPES[type];
    const count = shape.reduce((product, extent) => product * extent, 1);
    if (size - start - length !== count * bytes) {
      throw new SyntaxError(
        `Cannot read npy: ${count * bytes} bytes of values are required by its header, received ${
          size - start - length
        }`,
      );
    }
    const values = make(count);
    filled(values, type, isLittle, begun.subarray(start + length), iterator);
    return { shape, values: isFortran ? rowMajor(values, shape, make(count)) : values };
  };
  const text = () => {
    const [, kind] = header.type.match(/^[<>|=]?([SU])\d+$/) ?? [];
    if (kind === undefined || size > LONGEST_HEADER + LONGEST_TEXT) return undefined;
    require(size);
    const bytes = begun.subarray(start + length);
    return latin(kind === "S" ? bytes : bytes.filter((_, k) => k % 4 === (header.isLittle ? 0 : 3))).replace(
      /\0+$/,
      "",
    );
  };
  return { header, array, text };
}

/** Fills an array with the values in `begun` and the pieces that follow. */
function filled(
  values: NpyValues,
  type: string,
  isLittle: boolean,
  begun: Uint8Array,
  rest: Iterator<Uint8Array>,
): void {
  const { bytes } = TYPES[type], isWide = type === "i8" || type === "u8";
  // Integers of 64 bits take as many bytes as the doubles that they become: in place, each of them once.
  const target = bytesOf(values);
  let at = 0;
  for (
    let piece: Uint8Array | undefined = begun;
    piece !== undefined;
    piece = rest.next().value as Uint8Array | undefined
  ) {
    if (at + piece.length > target.length) {
      throw new SyntaxError("Cannot read npy: as many bytes as the header requires are required, received more");
    }
    target.set(piece, at);
    at += piece.length;
  }
  if (at !== target.length) {
    throw new SyntaxError(`Cannot read npy: ${target.length} bytes of values are required, received ${at}`);
  }
  if (!isLittle && bytes > 1) reverseBytes(target, bytes);
  if (!isWide) return;
  const low = new Uint32Array(values.buffer), high = type === "i8" ? new Int32Array(values.buffer) : low;
  for (let k = 0; k < values.length; k++) {
    const integer = high[2 * k + 1] * 2 ** 32 + low[2 * k];
    if (!Number.isSafeInteger(integer)) {
      throw new RangeError(
        `Cannot read npy: integers must be within ±2^53, received ${integer} or one close to it as value ${k}`,
      );
    }
    values[k] = integer;
  }
}

function reverseBytes(bytes: Uint8Array, width: number): void {
  for (let first = 0; first < bytes.length; first += width) {
    for (let k = 0; k < width >> 1; k++) {
      const byte = bytes[first + k];
      bytes[first + k] = bytes[first + width - 1 - k];
      bytes[first + width - 1 - k] = byte;
    }
  }
}

function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The array as a file, version 1.0, little-endian.
 *
 * @category Files
 */
export function npyToBytes({ shape, values }: NpyArray): Uint8Array {
  const header = npyHeader(shape, values);
  const bytes = new Uint8Array(header.length + values.byteLength);
  bytes.set(header);
  bytes.set(bytesOf(values), header.length);
  return bytes;
}

/** What a file begins with, for an array of this shape whose values are of the type of `values`. */
export function npyHeader(shape: readonly number[], values: NpyValues): Uint8Array {
  const description = DESCRIPTIONS[values.constructor.name];
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words = `{'descr': '${description}', 'fortran_order': False, 'shape': (${extents}), }`;
  // The header ends with a newline on a multiple of 64 bytes.
  const header = words.padEnd(Math.ceil((words.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = Uint8Array.from(`${MAGIC}\x01\x00__${header}`, (letter) => letter.charCodeAt(0));
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  return bytes;
}

/** The bytes of values; every processor that runs JavaScript today is little-endian. */
export function bytesOf(values: NpyValues): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Why a type is not read. */
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

function headerOf(text: string): NpyHeader & { isLittle: boolean; isFortran: boolean } {
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

/** Values whose first axis varies fastest, in the order in which the last one does. */
function rowMajor(values: NpyValues, shape: readonly number[], ordered: NpyValues): NpyValues {
  for (let k = 0; k < values.length; k++) {
    let rest = k, block = values.length, at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      block /= shape[axis]; // values per index of this axis, in the file
      at += (rest % shape[axis]) * block;
      rest = Math.floor(rest / shape[axis]);
    }
    ordered[k] = values[at];
  }
  return ordered;
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
