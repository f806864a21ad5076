/**
 * A message of the engine protocol: one line of JSON, then the arrays that the line lists, raw and little-endian.
 * docs/engine-protocol.md has the specification.
 *
 * @module
 */

/** Element types of arrays on the wire. */
export type ArrayType = "u32" | "f64";

/** An array on the wire. */
export type WireArray = Uint32Array | Float64Array;

/** A message: its fields, and its arrays by name. */
export interface Message {
  /** Everything in the line of JSON but the list of arrays. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The arrays. */
  readonly arrays: Readonly<Record<string, WireArray>>;
}

/** An entry of a line's `arrays`. */
export interface ArrayHeader {
  /** Name of the array. */
  readonly name: string;
  /** Type of its elements. */
  readonly type: ArrayType;
  /** Number of elements. */
  readonly length: number;
}

/** An array to send: whole, or in pieces that are made when they are needed. */
export interface OutgoingArray {
  /** Type of its elements. */
  readonly type: ArrayType;
  /** Number of elements. */
  readonly length: number;
  /** Its elements, in order; a piece is used before the next one is asked for. */
  readonly pieces: Iterable<WireArray>;
}

/** Longest line of JSON that is read [bytes]: notes and names are short. */
export const LONGEST_LINE: number = 2 ** 20;

/** An array that is there already. */
export function whole(values: WireArray): OutgoingArray {
  return { type: values instanceof Uint32Array ? "u32" : "f64", length: values.length, pieces: [values] };
}

/** The line of a message, and its line feed. */
export function lineOf(
  fields: Readonly<Record<string, unknown>>,
  arrays: Readonly<Record<string, OutgoingArray>> = {},
): Uint8Array<ArrayBuffer> {
  const headers: ArrayHeader[] = Object.entries(arrays).map(([name, { type, length }]) => ({ name, type, length }));
  return new TextEncoder().encode(
    JSON.stringify({ ...fields, ...headers.length > 0 ? { arrays: headers } : {} }) + "\n",
  );
}

/** The bytes of an array in the order of this machine, which is little-endian wherever this runs. */
export function bytesOf({ buffer, byteOffset, byteLength }: WireArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * The fields and the list of arrays of a line.
 * @throws {SyntaxError} if the line is not an object in JSON, or lists arrays that do not exist.
 */
export function parseLine(line: string): { fields: Record<string, unknown>; headers: ArrayHeader[] } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new SyntaxError(`a line of JSON is required, received ${quoted(line)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`an object in JSON is required, received ${quoted(line)}`);
  }
  const { arrays = [], ...fields } = value as Record<string, unknown>;
  if (!Array.isArray(arrays) || !arrays.every(isHeader)) {
    throw new SyntaxError(
      `arrays must list { name, type: "u32" or "f64", length }, received ${quoted(JSON.stringify(arrays))}`,
    );
  }
  return { fields, headers: arrays };
}

function isHeader(value: unknown): value is ArrayHeader {
  const { name, type, length } = value as ArrayHeader ?? {};
  return typeof name === "string" && (type === "u32" || type === "f64") && Number.isSafeInteger(length) && length >= 0;
}

/** A received text, in at most 60 characters and quotation marks. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
