/**
 * JSON text whose long arrays of numbers are written and read in pieces: typed arrays on one side, text in pieces on the
 * other, and never the whole text in memory, which may be longer than a string can be.
 *
 * @module
 */

import { received } from "../model/received.ts";
import { GrowingArray } from "./growing_array.ts";

/** An array of numbers as recordings have them. */
export type Numbers = Uint32Array | Float64Array;

/** Numbers of a piece. */
const NUMBERS = 32_768;

/** Characters of an array that are parsed at once; a number has far fewer. */
const CHARACTERS = 1 << 18;

/** Most characters that may stand outside the long arrays: all of this is in memory at once. */
const MOST_CHARACTERS = 1 << 28;

/** Most characters of a string or number whose end is not there yet. */
const MOST_OPEN = 1 << 22;

/** The words for numbers that JSON does not have. */
const WORDS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

/**
 * The text that JSON.stringify gives, in pieces; typed arrays are arrays of numbers, with words for those that JSON does
 * not have.
 *
 * @param numbers Numbers of a piece.
 */
export function* jsonPieces(value: unknown, numbers: number = NUMBERS): Generator<string> {
  if (isNumbers(value)) yield* arrayPieces(value, numbers);
  else if (!holdsNumbers(value)) yield JSON.stringify(value);
  else if (Array.isArray(value)) {
    for (const [k, entry] of value.entries()) {
      yield k === 0 ? "[" : ",";
      yield* jsonPieces(entry, numbers);
    }
    yield "]";
  } else {
    let before = "{";
    for (const [key, entry] of Object.entries(value as object)) {
      if (entry === undefined) continue;
      yield `${before}${JSON.stringify(key)}:`;
      yield* jsonPieces(entry, numbers);
      before = ",";
    }
    yield "}";
  }
}

function isNumbers(value: unknown): value is Numbers {
  return value instanceof Uint32Array || value instanceof Float64Array;
}

function holdsNumbers(value: unknown): boolean {
  return typeof value === "object" && value !== null &&
    (isNumbers(value) || Object.values(value).some((entry) => holdsNumbers(entry)));
}

function* arrayPieces(values: Numbers, numbers: number): Generator<string> {
  yield "[";
  for (let from = 0; from < values.length; from += numbers) {
    const part = values.subarray(from, from + numbers);
    const text = part instanceof Uint32Array ? part.join() : JSON.stringify(Array.from(part, encoded)).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
  }
  yield "]";
}

function encoded(x: number): number | string {
  return Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : String(x);
}

/** Keys whose arrays are long, with the type that they have. */
export type LongKeys = Readonly<Record<string, "uint32" | "float64">>;

/** Reads JSON text that comes in pieces. Arrays of the long keys become typed arrays as they come. */
export class LongArrayReader {
  #keys: LongKeys;
  #buffer = "";
  #at = 0;
  #rest: string[] = [];
  #characters = 0;
  #arrays: Numbers[] = [];
  #open: { readonly key: string; readonly values: GrowingArray<Numbers>; hasNumbers: boolean } | undefined;

  /** A reader of text in which the arrays of these keys are long. */
  constructor(keys: LongKeys) {
    this.#keys = keys;
  }

  /**
   * Reads the next piece.
   * @throws {SyntaxError} where an array is not of numbers of its type.
   */
  push(piece: string): void {
    this.#buffer = this.#buffer.slice(this.#at) + piece;
    this.#at = 0;
    this.#read(false);
    if (this.#buffer.length - this.#at > MOST_OPEN) throw new SyntaxError("a string or a number does not end");
  }

  /**
   * What the text says, after its last piece.
   * @throws {SyntaxError} where it is not JSON.
   */
  finish(): unknown {
    this.#read(true);
    if (this.#open !== undefined) throw new SyntaxError(`an array of ${this.#open.key} does not end`);
    // An array that was taken out has left its number in its place.
    return JSON.parse(this.#rest.join(""), (key, value) => {
      return Object.hasOwn(this.#keys, key) && Array.isArray(value) ? this.#arrays[value[0]] : value;
    });
  }

  #read(isEnd: boolean): void {
    while (this.#open === undefined ? this.#readText(isEnd) : this.#readArray());
  }

  /** Reads up to the beginning of a long array; false where more text is needed for that. */
  #readText(isEnd: boolean): boolean {
    const buffer = this.#buffer;
    for (let from = this.#at;;) {
      const quote = buffer.indexOf('"', from);
      if (quote < 0) return this.#keep(buffer.length);
      const end = endOfString(buffer, quote);
      const after = end < 0 ? buffer.length : afterString(buffer, end), isArray = end >= 0 && buffer[after - 1] === "[";
      if (after === buffer.length && !isArray) return this.#keep(isEnd ? buffer.length : quote);
      const key = isArray ? keyIn(buffer.slice(quote, end)) : "";
      from = end;
      if (!Object.hasOwn(this.#keys, key)) continue;
      this.#keep(after);
      this.#rest.push(`${this.#arrays.length}]`);
      const make = this.#keys[key] === "uint32"
        ? (n: number) => new Uint32Array(n)
        : (n: number) => new Float64Array(n);
      this.#open = { key, values: new GrowingArray<Numbers>(make), hasNumbers: false };
      return true;
    }
  }

  /** Keeps the text up to there as it is. */
  #keep(end: number): false {
    this.#characters += end - this.#at;
    if (this.#characters > MOST_CHARACTERS) {
      throw new SyntaxError(`at most ${MOST_CHARACTERS} characters may stand outside the arrays of spikes and traces`);
    }
    this.#rest.push(this.#buffer.slice(this.#at, end));
    this.#at = end;
    return false;
  }

  /** Reads numbers, up to the end of the array; false where more text is needed for that. */
  #readArray(): boolean {
    const buffer = this.#buffer, { key, values } = this.#open!, close = buffer.indexOf("]", this.#at);
    while (true) {
      const limit = this.#at + CHARACTERS;
      const isLast = close >= 0 && close <= limit;
      const end = isLast ? close : buffer.lastIndexOf(",", limit);
      if (end < this.#at) {
        if (buffer.length > limit) throw new SyntaxError(`an array of ${key} has something that is not a number`);
        return false;
      }
      const text = buffer.slice(this.#at, end), isBlank = text.trim() === "";
      this.#at = end + 1;
      if (isBlank && !(isLast && !this.#open!.hasNumbers)) throw new SyntaxError(`an array of ${key} lacks a number`);
      if (!isBlank) values.append(numbersIn(text, key, this.#keys[key]));
      this.#open!.hasNumbers = true;
      if (!isLast) continue;
      this.#arrays.push(values.values());
      this.#open = undefined;
      return true;
    }
  }
}

/** The index after the string that begins there, or -1 where the text ends before. */
function endOfString(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return -1;
}

/** The index after what follows a string: spaces, and where it is a key its colon and the bracket that opens an array. */
function afterString(text: string, end: number): number {
  const pattern = /\s*(:\s*\[?)?/y;
  pattern.lastIndex = end;
  pattern.exec(text);
  return pattern.lastIndex;
}

function keyIn(text: string): string {
  try {
    return JSON.parse(text);
  } catch {
    return ""; // The rest will be refused for it.
  }
}

/** The numbers of a list, which must be of the type. */
function numbersIn(text: string, key: string, type: LongKeys[string]): number[] {
  const values = JSON.parse(`[${text}]`) as unknown[];
  for (const [k, value] of values.entries()) {
    const number = type === "float64" ? WORDS.get(value) ?? value : value;
    const isRight = typeof number === "number" && (type === "float64" || number >>> 0 === number);
    if (!isRight) {
      const required = type === "float64" ? "numbers" : "integers in [0, 2^32)";
      throw new SyntaxError(`${key} must hold ${required}, received ${received(value)}`);
    }
    values[k] = number;
  }
  return values as number[];
}
