/**
 * Reading a file that a user names.
 *
 * @module
 */

import { BadUse } from "./bad_use.ts";

/**
 * The text of a file.
 * @throws {BadUse} where it cannot be read.
 */
export function readText(file: string): Promise<string> {
  return reading(file, () => Deno.readTextFile(file));
}

/**
 * The bytes of a file.
 * @throws {BadUse} where it cannot be read.
 */
export function readBytes(file: string): Promise<Uint8Array> {
  return reading(file, () => Deno.readFile(file));
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = (error as Error).message.split(":")[0].replace(/ \(os error.*$/, "").toLowerCase();
    throw new BadUse(`Cannot read ${file}: ${reason}`);
  }
}
