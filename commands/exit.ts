/**
 * The end of a command: its exit status, and a line on stderr for each thing that went wrong, never a stack trace.
 *
 * @module
 */

import { BadUse } from "./bad_use.ts";
import { Failure, reasonOf, takeShortfalls } from "./failure.ts";
import { endPrograms } from "./engine_flag.ts";
import { complain } from "./say.ts";

/** An environment variable that asks for stack traces, where the environment may be read. */
const TRACE = "COBAHH_TRACE";

/** Runs a command to its exit status: 2 where it was used wrongly, 1 where something could not be done. */
export async function exitWith(command: () => Promise<number>): Promise<void> {
  // What fails where nobody waits for it, in a worker for example.
  for (const kind of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(kind, (event) => {
      event.preventDefault();
      blame("error" in event ? event.error : event.reason);
      Deno.exit(1);
    });
  }
  takeShortfalls();
  let status: number, isBroken = false;
  try {
    status = await command();
  } catch (error) {
    blame(error);
    status = error instanceof BadUse ? 2 : 1;
    isBroken = !(error instanceof BadUse);
  } finally {
    await endPrograms();
  }
  for (const line of takeShortfalls()) {
    complain(line);
    status ||= 1;
  }
  if (isBroken) Deno.exit(status); // threads that the work has started may be left
  Deno.exitCode = status;
}

function blame(error: unknown): void {
  const isInWords = error instanceof BadUse || error instanceof Failure;
  const isSentence = isInWords || (error instanceof Error && /^Cannot [^:(]*: /.test(error.message));
  complain(isSentence ? error.message : `Cannot go on: ${reasonOf(error)}`);
  if (!isInWords && isTraceWanted()) console.error(error);
}

function isTraceWanted(): boolean {
  const { state } = Deno.permissions.querySync({ name: "env", variable: TRACE });
  return state === "granted" && Deno.env.get(TRACE) !== undefined;
}
