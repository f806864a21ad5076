/**
 * A file that an export is made of.
 *
 * @module
 */

import { strToU8 } from "./fflate.ts";

/**
 * A file: its name, and what is in it.
 *
 * @category Network files
 */
export interface ExportedFile {
  /** Name of the file. */
  readonly name: string;
  /** Its text, its bytes, or pieces of bytes that are made when they are asked for, once. */
  readonly content: string | Uint8Array<ArrayBuffer> | Iterable<Uint8Array<ArrayBuffer>>;
}

/**
 * The content as bytes.
 *
 * @category Network files
 */
export function contentBytes(content: ExportedFile["content"]): Uint8Array<ArrayBuffer> {
  if (typeof content === "string") return strToU8(content) as Uint8Array<ArrayBuffer>;
  if (content instanceof Uint8Array) return content;
  const pieces = Array.from(content);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
