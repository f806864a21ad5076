/**
 * The flag `--engine`: an engine of this package, `native`, which compiles C and needs permissions for it, a simulator of
 * simulators/, or `exec:COMMAND`, a program that speaks the engine protocol.
 *
 * @module
 */

import { parseArgsStringToArgv } from "npm:string-argv@0.4.0";
import { type Engine, engines, EngineUnavailableError, quoted } from "../mod.ts";
import { type ProcessEngine, processEngine } from "../process/mod.ts";
import { type Environment, environmentsFor } from "../simulators/environments.ts";
import { programOf, type RegisteredSimulator, simulatorNamed, SIMULATORS } from "../simulators/registry.ts";
import type { Arguments, Flags } from "./arguments.ts";
import { BadUse } from "./bad_use.ts";
import { complain } from "./say.ts";

/** Prefix of an engine that is a program. */
const EXEC = "exec:";

/** Name of the engine that is compiled: never chosen unless it is named, since it needs a compiler and permissions. */
const NATIVE = "native";

/** Programs that have been started; they end with the command. */
const programs: ProcessEngine[] = [];

/** The values of the flag, for the help of a command. */
export const ENGINE_NAMES: string = `${
  [...engines.map(({ name }) => name), NATIVE].join(", ")
}, a simulator, or exec:COMMAND`;

/** Folder of the simulators' Python environments, if --environments does not say. */
const ENVIRONMENTS = "out/environments";

/** Flags of every command that has --engine. */
const ENVIRONMENT_FLAGS: Flags = { values: ["environments"], repeated: ["python"], switches: ["yes"] };

const names = SIMULATORS.map(({ name }) => name), NAMES_IN_A_LINE = 5;

/** Their help. */
const SIMULATOR_HELP: string = `Simulators as engines (simulators/README.md)
  ${names.slice(0, NAMES_IN_A_LINE).join(", ")},
  ${names.slice(NAMES_IN_A_LINE).join(", ")}
  Each needs a Python environment, which is made on first use, after asking.
  --environments DIR where environments are, or are made [${ENVIRONMENTS}]
  --python PATH      a Python to make them with; may be repeated [those on the PATH]
  --yes              make them without asking
`;

/** The help of a command, with that of the environments before --help, unless it has its own. */
export function withSimulatorHelp(help: string): string {
  return help.includes("\n  --environments ") ? help : help.replace(/^(?= {2}--help )/m, `${SIMULATOR_HELP}\n`);
}

/** The flags of a command, and those of the environments if it has --engine. */
export function withEnvironmentFlags(flags: Flags): Flags {
  const { values, repeated = [], switches } = flags;
  if (![...values, ...repeated].includes("engine")) return flags;
  const added = (own: readonly string[], others: readonly string[] = []) => [...new Set([...own, ...others])];
  return {
    values: added(values, ENVIRONMENT_FLAGS.values),
    repeated: added(repeated, ENVIRONMENT_FLAGS.repeated),
    switches: added(switches, ENVIRONMENT_FLAGS.switches),
  };
}

/** What the flags say of environments. */
let making = { folder: ENVIRONMENTS, pythons: [] as readonly string[], isAgreed: false };

/** Takes what the flags of a command say of environments. */
export function takeEnvironmentFlags(args: Arguments): void {
  making = {
    folder: args.text("environments") ?? ENVIRONMENTS,
    pythons: args.texts("python"),
    isAgreed: args.has("yes"),
  };
}

/** Asks whether environments may be made; where nobody can answer, they may not. */
export function mayMake(names: readonly string[], folder: string): boolean {
  if (!Deno.stdin.isTerminal()) return false;
  return confirm(
    `Python environments are to be made in ${folder}, with packages downloaded: ${names.join(", ")}. Go on?`,
  );
}

/**
 * The program of a registered simulator, in its environment.
 * @throws {BadUse} if there is no environment and none can be made.
 */
export async function programOfSimulator(
  simulator: RegisteredSimulator,
): Promise<{ readonly command: string; readonly args: readonly string[] }> {
  const { folder, pythons, isAgreed } = making, { environment } = simulator;
  const found = await environmentOf(environment, folder, pythons, isAgreed);
  if ("missing" in found) throw new BadUse(`Engine ${simulator.name} cannot run here: ${found.missing}`);
  return programOf(simulator, found.python, folder);
}

async function environmentOf(environment: Environment, folder: string, pythons: readonly string[], isAgreed: boolean) {
  const environments = await environmentsFor([environment], {
    folder,
    pythons,
    agree: (names) => isAgreed || mayMake(names, folder),
    onMaking: (name) => complain(`making the environment ${name}: packages are downloaded and installed`),
  });
  return environments.get(environment.name)!;
}

/**
 * The engine of that name, or the program.
 * @throws {BadUse} if there is none, or the program cannot be started or is not an engine.
 */
export async function engineNamed(name: string): Promise<Engine> {
  const engine = engines.find((engine) => engine.name === name);
  if (engine !== undefined) return engine;
  if (name === NATIVE) return await compiledEngine();
  const simulator = simulatorNamed(name);
  if (simulator !== undefined) return await started(await programOfSimulator(simulator));
  if (name.startsWith(EXEC)) return await programIn(name.slice(EXEC.length));
  const known = [...engines.map(({ name }) => name), NATIVE, ...SIMULATORS.map(({ name }) => name)].join(", ");
  throw new BadUse(`--engine requires one of ${known}, or exec:COMMAND, received ${quoted(name)}`);
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

async function programIn(line: string): Promise<Engine> {
  const [command, ...args] = parseArgsStringToArgv(line);
  if (command === undefined) throw new BadUse(`--engine ${EXEC} requires a command, received none`);
  return await started({ command, args });
}

async function started({ command, args }: { command: string; args: readonly string[] }): Promise<Engine> {
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
