/**
 * Output of a command.
 *
 * @module
 */

import { printable } from "../mod.ts";
import { fallShort, reasonOf } from "./failure.ts";

/**
 * Prints lines. That they cannot be printed, on a full disk for example, is noted, and keeps nothing else from being done;
 * that nobody reads them (`| head -1`) is no fault.
 */
export function say(text: string): void {
  try {
    console.log(text.split("\n").map(printable).join("\n"));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) fallShort("print", reasonOf(error));
  }
}

/** Prints a line on stderr, where somebody reads it. */
export function complain(line: string): void {
  try {
    console.error(printable(line));
  } catch {
    // Nobody does.
  }
}
