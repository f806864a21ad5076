/**
 * The flag `--engine`: an engine of this package, `native`, which compiles C and needs permissions for it, or `exec:COMMAND`, a
 * program that speaks the engine protocol.
 *
 * @module
 */

import { parseArgsStringToArgv } from "npm:string-argv@0.4.0";
import { type Engine, engines, EngineUnavailableError, quoted } from "../mod.ts";
import { type ProcessEngine, processEngine } from "../process/mod.ts";
import { BadUse } from "./bad_use.ts";

/** Prefix of an engine that is a program. */
const EXEC = "exec:";

/** Name of the engine that is compiled: never chosen unless it is named, since it needs a compiler and permissions. */
const NATIVE = "native";

/** Programs that have been started; they end with the command. */
const programs: ProcessEngine[] = [];

/** The values of the flag, for the help of a command. */
export const ENGINE_NAMES: string = `${[...engines.map(({ name }) => name), NATIVE].join(", ")}, or exec:COMMAND`;

/**
 * The engine of that name, or the program.
 * @throws {BadUse} if there is none, or the program cannot be started or is not an engine.
 */
export async function engineNamed(name: string): Promise<Engine> {
  const engine = engines.find((engine) => engine.name === name);
  if (engine !== undefined) return engine;
  if (name === NATIVE) return await compiledEngine();
  if (name.startsWith(EXEC)) return await programOf(name.slice(EXEC.length));
  throw new BadUse(`--engine requires one of ${ENGINE_NAMES}, received ${quoted(name)}`);
}

/**
 * The engines of several values of the flag, each a list of names with commas between them, or a program.
 * @throws {BadUse} as {@linkcode engineNamed}.
 */
export async function enginesNamed(values: readonly string[]): Promise<Engine[]> {
  const names = values.flatMap((value) => value.startsWith(EXEC) ? [value] : value.split(","));
  const named: Engine[] = [];
  for (const name of new Set(names)) named.push(await engineNamed(name));
  return named;
}

/** The native engine; asks for its permissions where there is somebody to ask. */
async function compiledEngine(): Promise<Engine> {
  const { nativeEngine, requestPermissions } = await import("../native/mod.ts");
  await requestPermissions();
  return nativeEngine;
}

async function programOf(line: string): Promise<Engine> {
  const [command, ...args] = parseArgsStringToArgv(line);
  if (command === undefined) throw new BadUse(`--engine ${EXEC} requires a command, received none`);
  try {
    const program = await processEngine({ command, args });
    programs.push(program);
    return program;
  } catch (error) {
    if (error instanceof EngineUnavailableError && error.message.includes("permission")) {
      throw new BadUse(`${error.message}; as in: deno run --allow-read --allow-write --allow-run=${command} cli.ts …`);
    }
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

/** Ends the programs that have been started. */
export async function endPrograms(): Promise<void> {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]();
}

/** The first engine that has the method; where none has, the one with most methods, for the complaint. */
export function firstWith(method: string): Engine {
  return engines.find(({ methods }) => methods.includes(method)) ?? engines.at(-1)!;
}

/** @throws {BadUse} where the engine cannot run here. */
export async function requireAvailable(engine: Engine): Promise<void> {
  const reason = await engine.unavailable();
  if (reason !== undefined) throw new BadUse(`Engine ${engine.name} cannot run here: ${reason}`);
}
