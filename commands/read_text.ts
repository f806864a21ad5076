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
export async function readText(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    const reason = (error as Error).message.split(":")[0].replace(/ \(os error.*$/, "").toLowerCase();
    throw new BadUse(`Cannot read ${file}: ${reason}`);
  }
}
