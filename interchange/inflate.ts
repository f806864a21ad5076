/**
 * Deflated bytes, of zip or of gzip, unpacked piece by piece by a port of zlib, with everything that zlib checks: of gzip
 * the CRC-32 and the length of each member, that the last one is whole, and that nothing else follows.
 *
 * @module
 */

import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  ZStream,
} from "npm:pako@3.0.3";
import { beginsWith, type ByteSource } from "./byte_source.ts";

/** Bytes in a piece that is unpacked. */
const PIECE = 1 << 18;

/** zlib's windowBits for bare deflate, as zip has it, and for gzip only. */
const WINDOW_BITS = { zip: -15, gzip: 31 };

/** Whether the bytes begin as gzip does. */
export function isGzip(source: ByteSource): boolean {
  return beginsWith(source, 0x1f, 0x8b);
}

/**
 * The pieces, unpacked. A gzip file of several members, as pigz and `cat` make it, is the members one after the other.
 * @throws {SyntaxError} where the bytes are damaged, end too early, or go on after the end.
 */
export function* inflated(pieces: Iterable<Uint8Array>, form: keyof typeof WINDOW_BITS): Generator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, WINDOW_BITS[form]);
  let hasEnded = false;
  for (const piece of pieces) {
    stream.input = piece;
    stream.next_in = 0;
    stream.avail_in = piece.length;
    while (!hasEnded || stream.avail_in > 0) {
      if (hasEnded) {
        if (form === "zip") throw damaged(form, "received bytes after the end");
        zlibInflateReset(stream);
        hasEnded = false;
      }
      stream.output = new Uint8Array(PIECE);
      stream.next_out = 0;
      stream.avail_out = PIECE;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      hasEnded = status === Z_STREAM_END;
      if (!hasEnded && status !== Z_OK && status !== Z_BUF_ERROR) {
        throw damaged(form, `received a damaged one (${stream.msg || "unknown"})`);
      }
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (!hasEnded && stream.avail_in === 0 && stream.avail_out > 0) break;
    }
  }
  if (!hasEnded) throw damaged(form, "received one that ends too early");
}

function damaged(form: string, received: string): SyntaxError {
  return new SyntaxError(`Cannot read ${form}: a whole ${form} file is required, ${received}`);
}
