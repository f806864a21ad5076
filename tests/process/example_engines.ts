/**
 * The example engines of simulators/, started as a user would start them.
 *
 * @module
 */

import type { ProgramOptions } from "../../process/mod.ts";

const simulators = new URL("../../simulators/", import.meta.url).pathname;

/** Whether a program can be run. */
function succeeds(command: string, args: string[]): boolean {
  try {
    return new Deno.Command(command, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** An example: what it needs, and how it is started. */
export interface ExampleEngine {
  /** Name of the engine. */
  readonly name: string;
  /** What is missing here, or undefined. */
  readonly missing: string | undefined;
  /** Prepares it in a folder that is removed afterwards. */
  start(folder: string): ProgramOptions;
}

/** The examples. */
export const exampleEngines: readonly ExampleEngine[] = [
  {
    name: "numpy",
    missing: succeeds("python3", ["-c", "import numpy"]) ? undefined : "python3 with numpy",
    start: () => ({ command: "python3", args: ["-B", `${simulators}numpy/engine.py`] }),
  },
  {
    name: "c",
    missing: succeeds("cc", ["--version"]) ? undefined : "cc",
    start(folder) {
      const args = ["-O2", "-Wall", "-Werror", "-o", `${folder}/engine`, `${simulators}c/engine.c`, "-lm"];
      const { success, stderr } = new Deno.Command("cc", { args, stdout: "null" }).outputSync();
      if (!success) throw new Error(new TextDecoder().decode(stderr));
      return { command: `${folder}/engine` };
    },
  },
];
