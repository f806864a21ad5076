/**
 * A command that was used wrongly: one line on stderr, exit status 2.
 *
 * @module
 */

import { printable } from "../mod.ts";
import { isOutOfMemory } from "./failure.ts";

/** Error in the use of a command. */
export class BadUse extends Error {
  /** Name of the error class. */
  override readonly name = "BadUse";

  /** The complaint, on one line that a terminal only prints: it may quote a file. */
  constructor(message: string) {
    super(printable(message.replaceAll(/\s*[\r\n]\s*/g, " ")));
  }
}

/** Runs something that a user's input can break; its complaint becomes a BadUse. */
export async function blamingInput<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError) {
      throw new BadUse(error.message);
    }
    throw error;
  }
}
