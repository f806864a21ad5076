/**
 * Several command lines in one process, which has to start once only: takes them as JSON, runs each as cli.ts would, and
 * prints as JSON what each came to. What is written otherwise than by `console` stays beside the JSON, and is seen there.
 *
 * @module
 */

import { main } from "../../cli.ts";
import { exitWith } from "../../commands/exit.ts";
import { namesIn, type OutcomeInTurn } from "./command_line.ts";

/** Runs a command line in this process; what it throws is what a process of its own would print before it ends with 1. */
async function outcomeOf(args: readonly string[]): Promise<OutcomeInTurn> {
  const { log, error } = console;
  const lines: Record<"stdout" | "stderr", string[]> = { stdout: [], stderr: [] };
  console.log = (text: string) => void lines.stdout.push(`${text}\n`);
  console.error = (text: string) => void lines.stderr.push(`${text}\n`);
  Deno.exitCode = 0;
  try {
    await exitWith(() => main(args));
  } catch (thrown) {
    Deno.exitCode = 1;
    console.error(`error: ${thrown instanceof Error ? thrown.stack : thrown}`);
  } finally {
    Object.assign(console, { log, error });
  }
  const status = Deno.exitCode;
  Deno.exitCode = 0;
  return { status, stdout: lines.stdout.join(""), stderr: lines.stderr.join(""), names: namesIn(".") };
}

if (import.meta.main) {
  const outcomes: OutcomeInTurn[] = [];
  for (const args of JSON.parse(Deno.args[0]) as string[][]) outcomes.push(await outcomeOf(args));
  console.log(JSON.stringify(outcomes));
}
