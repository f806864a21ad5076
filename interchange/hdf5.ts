/**
 * HDF5 files in memory, by the HDF Group's own library as WebAssembly (h5wasm). No permission is needed: the files live in
 * the module's memory, and only bytes go in and out.
 *
 * @module
 */

import type h5wasm from "npm:h5wasm@0.10.3";
import { beginsWith, type ByteSource, sourceOf } from "./byte_source.ts";
import { printable, quoted } from "../model/received.ts";

/** An open HDF5 file. */
export type Hdf5File = InstanceType<typeof h5wasm.File>;

/** The module's memory, as far as it is used here; its own types name emscripten's, which are not installed. */
interface Files {
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
  lookupPath(path: string): { readonly node: FileNode };
}

/** A file in the module's memory: its size, and how it is read. */
interface FileNode {
  usedBytes: number;
  stream_ops: {
    read(stream: unknown, buffer: Int8Array, offset: number, length: number, position: number): number;
  };
}

/** First bytes of every HDF5 file. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

let opened = 0;

/** Whether the bytes begin as an HDF5 file does. */
export function isHdf5(source: ByteSource): boolean {
  return beginsWith(source, ...SIGNATURE);
}

/** Makes a file of the library's memory whose bytes are asked for when they are read, so that it may be of any size. */
function mounted(files: Files, path: string, source: ByteSource): void {
  files.writeFile(path, new Uint8Array(0));
  const { node } = files.lookupPath(path);
  node.usedBytes = source.size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (_stream, buffer, offset, length, position) => {
      const piece = source.read(position, Math.min(length, Math.max(0, source.size - position)));
      buffer.set(piece, offset);
      return piece.length;
    },
  };
}

/**
 * Opens a file and gives what `read` finds in it.
 * @throws {SyntaxError} where the bytes are no HDF5 file, or a damaged one.
 */
export async function readHdf5<T>(bytes: Uint8Array | ByteSource, read: (file: Hdf5File) => T): Promise<T> {
  const source = sourceOf(bytes);
  if (!isHdf5(source)) {
    throw new SyntaxError("Cannot read HDF5: a file with its signature is required, received other bytes");
  }
  const { files, File } = await library();
  const path = `/read-${opened++}.h5`;
  try {
    mounted(files, path, source);
    const file = new File(path, "r");
    try {
      return read(file);
    } finally {
      closed(file);
    }
  } catch (error) {
    throw complaint(error);
  } finally {
    removed(files, path);
  }
}

/** Passes the readers' own errors on; an error of the library, of any class, becomes a sentence. */
function complaint(error: unknown): Error {
  const isOwn = (error instanceof SyntaxError || error instanceof RangeError) && error.message.startsWith("Cannot ");
  if (isOwn) return error;
  const words = error instanceof Error ? error.message : String(error);
  const filter = words.match(/required filter '?([^']*?)'? is not registered/i)?.[1];
  if (filter !== undefined) {
    return new SyntaxError(
      `Cannot read HDF5: data that is not compressed, or by gzip, is required, received the filter ${quoted(filter)} ` +
        `(h5repack -f GZIP=6 in.h5 out.h5 where it was written)`,
    );
  }
  return new SyntaxError(`Cannot read HDF5: a whole file is required, received a damaged one (${causeIn(words)})`);
}

/** The cause of an error of HDF5, which is the last thing that its list of calls has; or the words of any other. */
function causeIn(words: string): string {
  const calls = [...words.matchAll(/line \d+ in \w+\(\): ([^\n]*)/g)];
  return printable((calls.at(-1)?.[1] ?? words.split("\n")[0]).slice(0, 80).trim());
}

function closed(file: Hdf5File): void {
  try {
    file.close();
  } catch {
    // What a damaged file does when it is closed is no news beside what it did when it was read.
  }
}

function removed(files: Files, path: string): void {
  try {
    files.unlink(path);
  } catch {
    // It was too large to be there at all.
  }
}

/** A group or a dataset, as far as it is looked at. */
export interface Hdf5Node {
  /** Names in a group; a dataset has none. */
  keys?(): string[];
  /** Extents of a dataset. */
  readonly shape?: readonly number[] | null;
  /** All values of a dataset. */
  readonly value?: unknown;
  /** A part of a dataset. */
  slice?(ranges: [number, number][]): unknown;
  /** Attributes by name. */
  readonly attrs: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * The object at a path, or undefined if a part of the path does not exist.
 * @throws where it is there and cannot be read.
 */
export function nodeAt(file: Hdf5File, path: string): Hdf5Node | undefined {
  let node = file as unknown as Hdf5Node & { get(name: string): Hdf5Node | null };
  for (const name of path.split("/").filter((name) => name !== "")) {
    if (node.keys === undefined || !node.keys().includes(name)) return undefined;
    const found = node.get(name);
    if (found === null) throw new SyntaxError(`Cannot read HDF5: a whole file is required, received a damaged ${name}`);
    node = found as typeof node;
  }
  return node;
}

/** The bytes of a file that `write` fills. */
export async function writeHdf5(write: (file: Hdf5File) => void): Promise<Uint8Array> {
  const { files, File } = await library();
  const path = `/write-${opened++}.h5`;
  const file = new File(path, "w");
  try {
    write(file);
  } finally {
    file.close();
  }
  const bytes = files.readFile(path);
  files.unlink(path);
  return bytes;
}

/** Loaded when it is first used: it is 4 MB that most have no use for. */
async function library(): Promise<{ files: Files; File: typeof h5wasm.File }> {
  const { default: { ready, File } } = await import("npm:h5wasm@0.10.3");
  const module = await ready;
  // Otherwise the library prints its errors to stderr.
  module.activate_throwing_error_handler();
  return { files: module.FS as unknown as Files, File };
}
