/**
 * NumPy's file of one array: a header in Python's words, then the values (numpy/lib/format.py, versions 1.0, 2.0 and 3.0).
 *
 * @module
 */

/** Arrays of numbers that a file can hold; integers of 64 bits become doubles when read, where they fit exactly. */
export type NpyValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** An array: its shape, and its values row after row. */
export interface NpyArray {
  /** Extent along each axis; none for a single number. */
  readonly shape: readonly number[];
  /** The values, the last axis varying fastest. */
  readonly values: NpyValues;
}

const MAGIC = "\x93NUMPY";

/** Values of each type that is read, from a view at an offset. */
const READERS: Readonly<
  Record<
    string,
    { new: (n: number) => NpyValues; bytes: number; at: (v: DataView, o: number, little: boolean) => number }
  >
> = {
  b1: { new: (n) => new Uint8Array(n), bytes: 1, at: (v, o) => v.getUint8(o) },
  i1: { new: (n) => new Int8Array(n), bytes: 1, at: (v, o) => v.getInt8(o) },
  u1: { new: (n) => new Uint8Array(n), bytes: 1, at: (v, o) => v.getUint8(o) },
  i2: { new: (n) => new Int16Array(n), bytes: 2, at: (v, o, little) => v.getInt16(o, little) },
  u2: { new: (n) => new Uint16Array(n), bytes: 2, at: (v, o, little) => v.getUint16(o, little) },
  i4: { new: (n) => new Int32Array(n), bytes: 4, at: (v, o, little) => v.getInt32(o, little) },
  u4: { new: (n) => new Uint32Array(n), bytes: 4, at: (v, o, little) => v.getUint32(o, little) },
  i8: { new: (n) => new Float64Array(n), bytes: 8, at: (v, o, little) => exact(v.getBigInt64(o, little)) },
  u8: { new: (n) => new Float64Array(n), bytes: 8, at: (v, o, little) => exact(v.getBigUint64(o, little)) },
  f4: { new: (n) => new Float32Array(n), bytes: 4, at: (v, o, little) => v.getFloat32(o, little) },
  f8: { new: (n) => new Float64Array(n), bytes: 8, at: (v, o, little) => v.getFloat64(o, little) },
};

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
 * The array in a file.
 * @throws {SyntaxError} where the bytes are no such file, or of a type that holds no real numbers.
 * @throws {RangeError} where an integer of 64 bits is not a double.
 */
export function npyFromBytes(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin(bytes.subarray(0, 6)) !== MAGIC || ![1, 2, 3].includes(bytes[6])) {
    throw new SyntaxError("Cannot read npy: a file that begins as NumPy's is required, received other bytes");
  }
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  const end = start + (isShort ? view.getUint16(8, true) : view.getUint32(8, true));
  const { type, isLittle, isFortran, shape } = headerOf(latin(bytes.subarray(start, end)));
  const { new: make, bytes: width, at } = READERS[type];
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (bytes.length - end !== count * width) {
    throw new SyntaxError(
      `Cannot read npy: ${count * width} bytes of values are required by its header, received ${bytes.length - end}`,
    );
  }
  const values = make(count);
  for (let k = 0; k < count; k++) values[k] = at(view, end + k * width, isLittle);
  return { shape, values: isFortran ? rowMajor(values, shape, make(count)) : values };
}

/** The array as a file, version 1.0, little-endian. */
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

function headerOf(text: string): { type: string; isLittle: boolean; isFortran: boolean; shape: number[] } {
  const [, order, type] = text.match(/'descr':\s*'([<>|=]?)([a-zA-Z]\d+)'/) ?? [];
  const fortran = text.match(/'fortran_order':\s*(True|False)/)?.[1];
  const extents = text.match(/'shape':\s*\(([\d\s,L]*)\)/)?.[1];
  if (type === undefined || !Object.hasOwn(READERS, type)) {
    throw new SyntaxError(
      `Cannot read npy: a type of ${Object.keys(READERS).join(", ")} is required, received ${
        JSON.stringify(text.trim())
      }`,
    );
  }
  if (fortran === undefined || extents === undefined) {
    throw new SyntaxError(
      `Cannot read npy: a header with order and shape is required, received ${JSON.stringify(text)}`,
    );
  }
  const shape = extents.split(",").map((extent) => extent.trim()).filter((extent) => extent !== "").map(parseFloat);
  return { type, isLittle: order !== ">", isFortran: fortran === "True", shape };
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

function exact(value: bigint): number {
  const double = Number(value);
  if (Number.isSafeInteger(double)) return double;
  throw new RangeError(`Cannot read npy: integers must be within ±2^53, received ${value}`);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
