/**
 * Bytes that are read a part at a time, so that a large file never has to be in memory as a whole.
 *
 * @module
 */

/**
 * A file, or bytes in memory: any part of it can be asked for.
 *
 * @category Files
 */
export interface ByteSource {
  /** Bytes altogether. */
  readonly size: number;
  /** The `length` bytes from `offset` on; fewer where the source ends before. */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes in a piece. */
const PIECE = 1 << 20;

/** Bytes in memory as a source; a source is its own. */
export function sourceOf(bytes: Uint8Array | ByteSource): ByteSource {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The bytes from `first` up to `end`, piece by piece. */
export function* piecesOf(
  source: ByteSource,
  first: number = 0,
  end: number = source.size,
  length: number = PIECE,
): Generator<Uint8Array> {
  for (let at = first; at < end; at += length) yield source.read(at, Math.min(length, end - at));
}

/** Whether the source begins with these bytes. */
export function beginsWith(source: ByteSource, ...bytes: readonly number[]): boolean {
  const head = source.read(0, bytes.length);
  return bytes.every((byte, k) => head[k] === byte);
}
