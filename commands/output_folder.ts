/**
 * A folder that results are written to: a file appears whole or not at all.
 *
 * @module
 */

import { quoted } from "../mod.ts";
import { BadUse } from "./bad_use.ts";

/** Writes files into one folder. */
export class OutputFolder {
  /** Paths of the files that were written. */
  readonly written: string[] = [];
  #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The folder, made where it is missing.
   * @throws {BadUse} where it cannot be written to.
   */
  static async open(folder: string): Promise<OutputFolder> {
    try {
      await Deno.mkdir(folder, { recursive: true });
      await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: ".cobahh-" }));
    } catch (error) {
      throw new BadUse(`Cannot write to ${folder}: a folder that can be written to is required, ${reason(error)}`);
    }
    return new OutputFolder(folder);
  }

  /** Writes a file under a temporary name, then gives it its own. Pieces are written as they are made. */
  async write(name: string, content: string | Uint8Array | Iterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    const path = `${this.#folder.replace(/\/$/, "")}/${name}`;
    const temporary = await Deno.makeTempFile({ dir: this.#folder, prefix: ".cobahh-" });
    try {
      if (typeof content === "string") await Deno.writeTextFile(temporary, content);
      else await Deno.writeFile(temporary, content instanceof Uint8Array ? content : ReadableStream.from(content));
      await Deno.chmod(temporary, 0o644).catch(() => {});
      await Deno.rename(temporary, path);
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
    this.written.push(path);
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
    return new OutputFile(await OutputFolder.open(slash < 0 ? "." : path.slice(0, slash + 1)), name);
  }

  /** Writes the file. */
  async write(content: string | Uint8Array): Promise<void> {
    await this.#folder.write(this.#name, content);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/ \(os error.*$/, "").toLowerCase() : String(error);
}
