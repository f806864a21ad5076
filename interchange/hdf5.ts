/**
 * HDF5 files in memory, by the HDF Group's own library as WebAssembly (h5wasm). No permission is needed: the files live in
 * the module's memory, and only bytes go in and out.
 *
 * @module
 */

import type h5wasm from "h5wasm";

/** An open HDF5 file. */
export type Hdf5File = InstanceType<typeof h5wasm.File>;

/** The module's memory, as far as it is used here; its own types name emscripten's, which are not installed. */
interface Files {
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
}

/** First bytes of every HDF5 file. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

let opened = 0;

/** Whether the bytes begin as an HDF5 file does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, k) => bytes[k] === byte);
}

/**
 * Opens a file and gives what `read` finds in it.
 * @throws {SyntaxError} where the bytes are no HDF5 file, or a damaged one.
 */
export async function readHdf5<T>(bytes: Uint8Array, read: (file: Hdf5File) => T): Promise<T> {
  if (!isHdf5(bytes)) {
    throw new SyntaxError("Cannot read HDF5: a file with its signature is required, received other bytes");
  }
  const { files, File } = await library();
  const path = `/read-${opened++}.h5`;
  files.writeFile(path, bytes);
  try {
    const file = opening(File, path);
    try {
      return read(file);
    } finally {
      file.close();
    }
  } finally {
    files.unlink(path);
  }
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

function opening(File: typeof h5wasm.File, path: string): Hdf5File {
  try {
    return new File(path, "r");
  } catch {
    throw new SyntaxError("Cannot read HDF5: a whole file is required, received a damaged one");
  }
}

/** Loaded when it is first used: it is 4 MB that most have no use for. */
async function library(): Promise<{ files: Files; File: typeof h5wasm.File }> {
  const { default: { ready, File } } = await import("h5wasm");
  const module = await ready;
  // Otherwise the library prints its errors to stderr.
  module.activate_throwing_error_handler();
  return { files: module.FS as unknown as Files, File };
}
