/**
 * Lines of text from bytes, in batches, so that text of any length is read in little memory: UTF-8, UTF-16 with its mark
 * or without, and either of them gzipped.
 *
 * @module
 */

import { type ByteSource, piecesOf } from "./byte_source.ts";
import { inflated, isGzip } from "./inflate.ts";

/** Lines that follow each other. */
export interface Batch {
  /** The number of the first of them in the text, from 1 on. */
  readonly number: number;
  /** The lines, without what ends them. */
  readonly lines: readonly string[];
}

/** Letters that a line may have; what is longer is not text of columns. */
const LONGEST_LINE = 1 << 20;

/** The bytes of a file, unpacked where they are gzipped. */
export function unpackedPieces(source: ByteSource): Iterable<Uint8Array> {
  return isGzip(source) ? inflated(piecesOf(source), "gzip") : piecesOf(source);
}

/**
 * The lines of a text, all but the empty end after the last line's end. Lines end as in Unix, Windows or older Macintosh.
 * @throws {SyntaxError} where the bytes are no text, or a gzip file is damaged.
 */
export function* linesOf(source: ByteSource, what: string = "spikes"): Generator<Batch> {
  let decoder: TextDecoder | undefined, rest = "", number = 1;
  for (const piece of unpackedPieces(source)) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    const text = rest + decoded(decoder, piece, what);
    // A carriage return at the end may be half of the end of a line.
    const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r", text.length - 2)) + 1;
    rest = text.slice(end);
    if (rest.length > LONGEST_LINE) throw noText(what, `a line of more than ${LONGEST_LINE} letters`);
    if (end === 0) continue;
    const lines = split(text.slice(0, end));
    lines.pop();
    yield { number, lines };
    number += lines.length;
  }
  rest += decoder === undefined ? "" : decoded(decoder, undefined, what);
  const lines = split(rest);
  if (lines.at(-1) === "") lines.pop();
  if (lines.length > 0) yield { number, lines };
}

function split(text: string): string[] {
  return text.includes("\r") ? text.split(/\r\n|\n|\r/) : text.split("\n");
}

function decoded(decoder: TextDecoder, piece: Uint8Array | undefined, what: string): string {
  let text: string;
  try {
    text = decoder.decode(piece, { stream: piece !== undefined });
  } catch {
    throw noText(what, "other bytes");
  }
  if (text.includes("\0")) throw noText(what, "zero bytes");
  return text;
}

/** UTF-16 by its mark, or by the zeros that every second byte of plain letters is; else UTF-8. */
function encodingOf(piece: Uint8Array): string {
  const [a, b, c, d] = piece;
  if ((a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0)) return "utf-16le";
  return (a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0) ? "utf-16be" : "utf-8";
}

function noText(what: string, came: string): SyntaxError {
  return new SyntaxError(`Cannot read ${what}: text is required, received ${came}`);
}
