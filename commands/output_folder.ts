/**
 * A folder that results are written to: a file appears whole or not at all.
 *
 * @module
 */

import { quoted } from "../mod.ts";
import { BadUse } from "./bad_use.ts";
import { Failure, fallShort, isOutOfMemory, reasonOf } from "./failure.ts";
import { onSignal } from "./interrupt.ts";

/** Content of a file: a text, bytes, or pieces of these that are made when they are asked for. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array>;

/** Writes files into one folder. */
export class OutputFolder {
  /** Paths of the files that were written. */
  readonly written: string[] = [];
  /** Bytes of each. */
  readonly sizes: Map<string, number> = new Map();
  #folder: string;

  private constructor(folder: string) {
    this.#folder = folder.replace(/(?<=.)\/+$/, "");
  }

  /**
   * The folder, made where it is missing. The files that will be written may be named, so that it is known now whether
   * they can be.
   * @throws {BadUse} where it cannot be written to, or something that is not a file has the name of one.
   */
  static async open(folder: string, names: readonly string[] = []): Promise<OutputFolder> {
    try {
      await Deno.mkdir(folder, { recursive: true });
      await requireWritable(folder);
    } catch (error) {
      throw new BadUse(`Cannot write to ${folder}: a folder that can be written to is required, ${reasonOf(error)}`);
    }
    const opened = new OutputFolder(folder);
    for (const name of names) await opened.#requireFile(name);
    return opened;
  }

  /** Whether something that is not a file has the name; what may not be looked at is seen when it is written. */
  async #requireFile(name: string): Promise<void> {
    const path = this.path(name), isFolder = await Deno.stat(path).then((info) => info.isDirectory, () => false);
    if (isFolder) throw new BadUse(`Cannot write ${path}: the name of a file is required, received a folder`);
  }

  /** The path of a file in the folder. */
  path(name: string): string {
    return `${this.#folder}/${name}`;
  }

  /**
   * Writes a file under a temporary name, then gives it its own. What keeps it from being written is noted for the end of
   * the command, so that other files can still be written; so is what keeps its content from being made. Gives whether it
   * was written.
   */
  async write(name: string, content: Content | (() => Content | Promise<Content>)): Promise<boolean> {
    const path = this.path(name);
    try {
      const made = typeof content === "function" ? await content() : content;
      this.sizes.set(path, await writeWhole(this.#folder, path, made));
      if (!this.written.includes(path)) this.written.push(path);
      return true;
    } catch (error) {
      // A format that cannot hold it says so in a sentence of its own.
      const isSentence = error instanceof RangeError && !isOutOfMemory(error);
      fallShort(`write ${path}`, isSentence ? error.message.replace(/^Cannot [^:]*: /, "") : reasonOf(error));
      return false;
    }
  }
}

/** A file that a flag names: it appears whole or not at all. */
export class OutputFile {
  #folder: OutputFolder;
  #name: string;

  private constructor(folder: OutputFolder, name: string) {
    this.#folder = folder;
    this.#name = name;
  }

  /** Its path, once it was written. */
  get written(): readonly string[] {
    return this.#folder.written;
  }

  /**
   * The file at a path that a flag was given.
   * @throws {BadUse} where the path names no file, or its folder cannot be written to.
   */
  static async open(flag: string, path: string): Promise<OutputFile> {
    const slash = path.lastIndexOf("/"), name = path.slice(slash + 1);
    if (name === "") throw new BadUse(`${flag} requires the name of a file, received ${quoted(path)}`);
    // A file takes the place of whatever has its name: not of a device.
    const info = await Deno.stat(path).catch(() => undefined);
    if (info !== undefined && !info.isFile) {
      const what = info.isDirectory ? "a folder" : "a device";
      throw new BadUse(`${flag} requires the name of a file, received ${what}, ${path}`);
    }
    const folder = slash < 0 ? "." : path.slice(0, slash + 1);
    return new OutputFile(await OutputFolder.open(folder), name);
  }

  /** Writes the file. */
  async write(content: Content): Promise<void> {
    await this.#folder.write(this.#name, content);
  }
}

/** Prefix of files that are not whole yet. */
const PREFIX = ".cobahh-";

/** Makes a file in the folder, and removes it; a signal between the two ends the command when it is gone. */
async function requireWritable(folder: string): Promise<void> {
  using _listening = onSignal((status) => Deno.exit(status));
  Deno.removeSync(Deno.makeTempFileSync({ dir: folder, prefix: PREFIX }));
  await new Promise((resolve) => setTimeout(resolve)); // in which a signal is heard
}

/** Writes the file at the path, and gives its size [bytes]. A signal meanwhile leaves nothing behind. */
async function writeWhole(folder: string, path: string, content: Content): Promise<number> {
  const pieces = (typeof content === "string" || content instanceof Uint8Array ? [content] : content)
    [Symbol.iterator]();
  const first = pieces.next(); // may take its time, in which there is nothing to remove
  let temporary = "";
  using _listening = onSignal((status) => {
    if (temporary !== "") removeSilently(temporary);
    Deno.exit(status);
  });
  temporary = Deno.makeTempFileSync({ dir: folder, prefix: PREFIX });
  try {
    const size = await writePieces(temporary, first, pieces);
    await Deno.chmod(temporary, 0o644).catch(() => {});
    await Deno.rename(temporary, path);
    return size;
  } catch (error) {
    removeSilently(temporary);
    throw error;
  }
}

async function writePieces(
  path: string,
  first: IteratorResult<string | Uint8Array>,
  others: Iterator<string | Uint8Array>,
): Promise<number> {
  using file = await Deno.open(path, { write: true });
  const encoder = new TextEncoder();
  let made = 0;
  for (let piece = first; !piece.done; piece = others.next()) {
    const bytes = typeof piece.value === "string" ? encoder.encode(piece.value) : piece.value;
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    made += bytes.length;
  }
  await file.sync(); // some file systems say only now that there was no room
  const { size } = await file.stat();
  if (size !== made) throw new Failure(`${size} of ${made} bytes are on the disk`);
  return size;
}

function removeSilently(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It is gone already.
  }
}
