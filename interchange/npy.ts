/**
 * NumPy's file of one array: a header in Python's words, then the values (numpy/lib/format.py, versions 1.0, 2.0 and 3.0).
 *
 * @module
 */

import { headerOf, type NpyHeader, type NpyValues, TYPES } from "./npy_header.ts";

export type { NpyValues } from "./npy_header.ts";

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

/** Header of a file, for an array of this shape whose values have the type of `values`. */
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
