/**
 * A program that runs beside this one: its streams, its end, and how to end it, in Deno and in Node.
 *
 * @module
 */

import { EngineUnavailableError } from "../model/simulation.ts";

/** The program of an engine. */
export interface ProgramOptions {
  /** The program: a path, or a name that is found in PATH. */
  readonly command: string;
  /** Its arguments. */
  readonly args?: readonly string[];
  /** The folder that it runs in; the current one if left out. */
  readonly cwd?: string;
  /** Environment variables, in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time to wait for an answer [s]; an hour if left out. */
  readonly timeLimit?: number;
}

/** A running program. */
export interface Program {
  /** Its standard input. */
  readonly stdin: WritableStream<Uint8Array>;
  /** Its standard output. */
  readonly stdout: ReadableStream<Uint8Array>;
  /** Its standard error. */
  readonly stderr: ReadableStream<Uint8Array>;
  /** How it ended: with an exit status, or by a signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Ends it by force. */
  kill(): void;
}

/**
 * Starts the program.
 * @throws {EngineUnavailableError} if it cannot be started.
 */
export async function start(options: ProgramOptions): Promise<Program> {
  try {
    return "Deno" in globalThis ? startInDeno(options) : await startInNode(options);
  } catch (error) {
    const { command } = options;
    if (error instanceof Error && error.name === "NotCapable") {
      throw new EngineUnavailableError(
        `Cannot start program ${
          JSON.stringify(command)
        }: the permission to run it is required, deno run --allow-run=${command}`,
      );
    }
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new EngineUnavailableError(`Cannot start program ${JSON.stringify(command)}: ${reason}`);
  }
}

function startInDeno({ command, args = [], cwd, env }: ProgramOptions): Program {
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...cwd === undefined ? {} : { cwd },
    ...env === undefined ? {} : { env },
  }).spawn();
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: child.status.then(({ code, signal }) => ({ code, signal })),
    kill() {
      try {
        child.kill("SIGKILL");
      } catch {
        // it has ended already
      }
    },
  };
}

async function startInNode({ command, args = [], cwd, env }: ProgramOptions): Promise<Program> {
  const [{ spawn }, { Readable, Writable }, { default: process }] = await Promise.all([
    import("node:child_process"),
    import("node:stream"),
    import("node:process"),
  ]);
  const child = spawn(command, [...args], {
    stdio: "pipe",
    ...cwd === undefined ? {} : { cwd },
    ...env === undefined ? {} : { env: { ...process.env, ...env } },
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on("exit", (code, signal) => resolve({ code, signal }));
  });
  await new Promise((resolve, reject) => child.on("spawn", resolve).on("error", reject));
  return {
    stdin: Writable.toWeb(child.stdin) as WritableStream<Uint8Array>,
    stdout: Readable.toWeb(child.stdout) as unknown as ReadableStream<Uint8Array>,
    stderr: Readable.toWeb(child.stderr) as unknown as ReadableStream<Uint8Array>,
    ended,
    kill: () => void child.kill("SIGKILL"),
  };
}
