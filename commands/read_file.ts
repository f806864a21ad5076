/**
 * Reading a file that a user names: a regular one, whole or part by part. Devices and pipes, which may have no end, are
 * refused before they are opened.
 *
 * @module
 */

import type { ByteSource } from "../interchange/mod.ts";
import { BadUse } from "./bad_use.ts";
import { Failure, isOutOfMemory, reasonOf } from "./failure.ts";

/** Bytes of a piece. */
const PIECE = 1 << 20;

/** Bytes that are read as one text: JSON of this size takes some gigabytes of memory. */
const LARGEST_TEXT = 2 ** 29 - 2 ** 16;

/**
 * The text of a file.
 * @throws {BadUse} where it cannot be read, or is larger than a text can be.
 */
export async function readText(file: string): Promise<string> {
  const size = await requireFile(file);
  if (size > LARGEST_TEXT) {
    throw new BadUse(`Cannot read ${file}: at most 512 MiB of text is required, received ${size} bytes`);
  }
  return await reading(file, () => Deno.readTextFile(file));
}

/**
 * The bytes of a file.
 * @throws {BadUse} where it cannot be read.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  await requireFile(file);
  return await reading(file, () => Deno.readFile(file));
}

/** A file that is read part by part until it is closed. */
export class FileSource implements ByteSource, Disposable {
  /** Bytes of the file when it was opened. */
  readonly size: number;
  #path: string;
  #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile, size: number) {
    this.#path = path;
    this.#file = file;
    this.size = size;
  }

  /**
   * The file at a path.
   * @throws {BadUse} where it cannot be read.
   */
  static async open(path: string): Promise<FileSource> {
    const size = await requireFile(path);
    return new FileSource(path, await reading(path, () => Deno.open(path)), size);
  }

  /**
   * A part of the file.
   * @throws {BadUse} where it cannot be read.
   */
  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    try {
      this.#file.seekSync(offset, Deno.SeekMode.Start);
      while (filled < bytes.length) {
        const read = this.#file.readSync(bytes.subarray(filled));
        if (read === null) break;
        filled += read;
      }
    } catch (error) {
      throw complaint(this.#path, error);
    }
    return bytes.subarray(0, filled);
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** The size of a regular file [bytes]. */
async function requireFile(path: string): Promise<number> {
  const { isFile, isDirectory, isFifo, isSocket, size } = await reading(path, () => Deno.stat(path));
  if (isFile) return size;
  if (isDirectory) throw new BadUse(`Cannot read ${path}: a file is required, received a folder`);
  const what = isFifo ? "a pipe" : isSocket ? "a socket" : "a device";
  throw new BadUse(
    `Cannot read ${path}: a regular file is required, received ${what} (save its content to a file first)`,
  );
}

/**
 * The bytes of a file in pieces, however large it is.
 * @throws {BadUse} where it cannot be read.
 */
export async function* readPieces(file: string): AsyncGenerator<Uint8Array> {
  await requireFile(file);
  using opened = await reading(file, () => Deno.open(file));
  for (const buffer = new Uint8Array(PIECE);;) {
    const read = await reading(file, () => opened.read(buffer));
    if (read === null) return;
    yield buffer.subarray(0, read);
  }
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw complaint(file, error);
  }
}

function complaint(file: string, error: unknown): Error {
  const sentence = `Cannot read ${file}: ${reasonOf(error)}`;
  return isOutOfMemory(error) ? new Failure(sentence) : new BadUse(sentence);
}
