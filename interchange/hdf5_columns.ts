/**
 * Columns of numbers in HDF5, written and read a piece at a time, so that they are never in memory as a whole besides the
 * file.
 *
 * @module
 */

import { type Hdf5File, nodeAt } from "./hdf5.ts";

/** Anything in a file that datasets can be made in. */
type Hdf5Group = ReturnType<Hdf5File["create_group"]>;

/** Values in a piece, and in a chunk of the file. */
const PIECE = 4096;

/** Values of a dataset that is read: what typed arrays can hold. */
const LONGEST = 2 ** 32 - 1;

/** Types of values by the letters that HDF5's library has here: unsigned integers of 1, 2 and 4 bytes, and doubles. */
export type ColumnType = "B" | "H" | "I" | "d";

const ARRAYS = {
  B: (length: number) => new Uint8Array(length),
  H: (length: number) => new Uint16Array(length),
  I: (length: number) => new Uint32Array(length),
  d: (length: number) => new Float64Array(length),
};

/** Layout of a column. */
export interface ColumnLayout {
  /** Type of its values. */
  readonly type: ColumnType;
  /** Values in a row, 1 where it is left out. */
  readonly width?: number;
  /** Whether it is deflated; readers without zlib, libsonata's among them, cannot read it then. */
  readonly isDeflated?: boolean;
}

/** The type of integers from 0 to `largest`. */
export function integerType(largest: number): "H" | "I" {
  return largest <= 0xffff ? "H" : "I";
}

/** Writes value 0 to value count - 1, each asked for once and in order, as a dataset. Pieces of zeros take no room. */
export function appendValues(
  group: Hdf5Group,
  name: string,
  { type, width = 1, isDeflated = false }: ColumnLayout,
  count: number,
  valueAt: (k: number) => number,
): ReturnType<Hdf5Group["create_dataset"]> {
  const shapeOf = (values: number) => width === 1 ? [values] : [values / width, width];
  const valuesFrom = (first: number) => {
    const values = ARRAYS[type](Math.min(PIECE, count - first));
    for (let k = 0; k < values.length; k++) values[k] = valueAt(first + k);
    return values;
  };
  const whole = count <= PIECE && !isDeflated ? valuesFrom(0) : undefined;
  if (whole !== undefined && !isZero(whole)) {
    return group.create_dataset({ name, data: whole, shape: shapeOf(count), dtype: `<${type}` });
  }
  const dataset = group.create_dataset({
    name,
    data: ARRAYS[type](0),
    shape: shapeOf(0),
    maxshape: width === 1 ? [null] : [null, width],
    chunks: shapeOf(Math.max(width, Math.min(PIECE, count))),
    dtype: `<${type}`,
    ...(isDeflated ? { compression: "gzip" as const, compression_opts: [6] } : {}),
  });
  if (count > 0) dataset.resize(shapeOf(count));
  for (let first = 0; first < count; first += PIECE) {
    const values = whole ?? valuesFrom(first);
    if (isZero(values)) continue;
    const rows: [number, number] = [first / width, (first + values.length) / width];
    dataset.write_slice(width === 1 ? [rows] : [rows, [0, width]], values);
  }
  return dataset;
}

function isZero(values: Iterable<number>): boolean {
  for (const value of values) if (!Object.is(value, 0)) return false;
  return true;
}

/**
 * The integers of a dataset of one axis.
 * @throws {SyntaxError} where there is no such dataset.
 * @throws {RangeError} where a value is not in [0, 2^32).
 */
export function readIntegers(file: Hdf5File, path: string): Uint32Array {
  const integers = new Uint32Array(lengthOf(file, path));
  readPieces(file, path, (first, piece) => {
    for (let k = 0; k < piece.length; k++) {
      const value = Number(piece[k]);
      integers[first + k] = value;
      if (integers[first + k] === value) continue;
      throw new RangeError(`Cannot read network: ${path} must be integers in [0, 2^32), received ${value}`);
    }
  });
  return integers;
}

/** The numbers of a dataset of one axis, or undefined where there is none. */
export function readNumbers(file: Hdf5File, path: string): Float64Array | undefined {
  if (nodeAt(file, path) === undefined) return undefined;
  const numbers = new Float64Array(lengthOf(file, path));
  readPieces(file, path, (first, piece) => numbers.set(Float64Array.from(piece, Number), first));
  return numbers;
}

function readPieces(file: Hdf5File, path: string, take: (first: number, piece: ArrayLike<unknown>) => void): void {
  const length = lengthOf(file, path), column = nodeAt(file, path)!;
  for (let first = 0; first < length; first += PIECE) {
    take(first, column.slice!([[first, Math.min(first + PIECE, length)]]) as ArrayLike<unknown>);
  }
}

/** Values of a dataset, as its header says; a damaged one may say anything, so what does not fit the file is refused. */
function lengthOf(file: Hdf5File, path: string): number {
  const shape = nodeAt(file, path)?.shape;
  if (shape?.length === 1 && shape[0] <= LONGEST) return shape[0];
  throw new SyntaxError(
    `Cannot read network: a dataset ${path} of one axis is required, received ${
      shape === undefined || shape === null ? "none" : `shape (${shape})`
    }`,
  );
}
