/**
 * Lines and arrays out of a stream of bytes. The stream is read only when something is asked for, so a program that writes
 * more than is wanted waits.
 *
 * @module
 */

import { LONGEST_LINE } from "./frame.ts";

/** The stream has ended inside what was asked for. */
export class EndOfStream extends Error {
  /** Name of the error class. */
  override readonly name = "EndOfStream";
}

/** Reads a stream piece by piece. */
export class ByteReader {
  #stream: ReadableStreamDefaultReader<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();

  /** A reader of the stream. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#stream = stream.getReader();
  }

  /** Bytes that have come and were not asked for. */
  get left(): number {
    return this.#piece.length;
  }

  /**
   * The next line, without its line feed.
   * @throws {EndOfStream} if the stream ends before it.
   * @throws {SyntaxError} if it is longer than a message's line can be.
   */
  async line(): Promise<string> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const end = this.#piece.indexOf(10);
      const part = this.#piece.subarray(0, end < 0 ? undefined : end);
      parts.push(part);
      length += part.length;
      if (length > LONGEST_LINE) {
        throw new SyntaxError(`a line of at most ${LONGEST_LINE} bytes is required, received a longer one`);
      }
      if (end >= 0) {
        this.#piece = this.#piece.subarray(end + 1);
        break;
      }
      await this.#next();
    }
    return await new Blob(parts as Uint8Array<ArrayBuffer>[]).text();
  }

  /**
   * Fills the bytes.
   * @throws {EndOfStream} if the stream ends before they are full.
   */
  async fill(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (this.#piece.length === 0) await this.#next();
      const part = this.#piece.subarray(0, bytes.length - at);
      bytes.set(part, at);
      at += part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
  }

  /** Reads no more. */
  async close(): Promise<void> {
    await this.#stream.cancel().catch(() => {});
  }

  async #next(): Promise<void> {
    const { value, done } = await this.#stream.read();
    if (done) throw new EndOfStream("the stream has ended");
    this.#piece = value;
  }
}
