/**
 * Files of other formats, told by their first bytes, and what would do instead.
 *
 * @module
 */

import { beginsWith, type ByteSource } from "./byte_source.ts";

/** First bytes of a format, what it is, and what would do. */
const FOREIGN: readonly (readonly [bytes: readonly number[], what: string, remedy: string])[] = [
  [letters("BZh"), "bzip2", "bunzip2 it first"],
  [[0xfd, ...letters("7zXZ")], "xz", "unxz it first"],
  [[0x28, 0xb5, 0x2f, 0xfd], "zstandard", "unzstd it first"],
  [[0x37, 0x7a, 0xbc, 0xaf], "7z", "unpack it first"],
  [letters("Rar!"), "rar", "unpack it first"],
  [letters("MATLAB 5.0"), "a MAT-file of MATLAB", "writematrix of two columns, times and neurons"],
  [letters("PAR1"), "Parquet", "write CSV of it"],
  [letters("ARROW1"), "Arrow", "write CSV of it"],
  [letters("SQLite format 3"), "an SQLite database", "write CSV of it"],
  [[0x89, ...letters("PNG")], "a picture", "the numbers are needed"],
  [[0x80, 0x04], "a pickle of Python", "numpy.savez of two arrays, times and neurons"],
  [[0x80, 0x05], "a pickle of Python", "numpy.savez of two arrays, times and neurons"],
  [[0x80, 0x03], "a pickle of Python", "numpy.savez of two arrays, times and neurons"],
  [[0x80, 0x02], "a pickle of Python", "numpy.savez of two arrays, times and neurons"],
];

function letters(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** @throws {SyntaxError} where the bytes are of a format that is known, and not read. */
export function requireKnownFormat(source: ByteSource): void {
  const found = FOREIGN.find(([bytes]) => beginsWith(source, ...bytes));
  if (found === undefined) return;
  const [, what, remedy] = found;
  throw new SyntaxError(
    `Cannot read spikes: text, NPZ, npy, SONATA or a recording is required, received ${what} (${remedy})`,
  );
}
