/**
 * The simulators' own programs, where they are installed: the environment variable COBAHH_ENVIRONMENTS names a folder of
 * Python environments, `brian2`, `brainpy`, `nest`, `neuron` and `tools`. Tests whose environment is missing are skipped,
 * and say so.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import {
  buildNetwork,
  cobaHh,
  type CobaHhOptions,
  type Network,
  run,
  type Simulation,
  spikeHash,
  type Spikes,
  spikes,
} from "../../mod.ts";
import { contentBytes, exportNetwork, type ExportTarget, spikeTimesFromCsv, toSteps } from "../../interchange/mod.ts";
import { inFolder } from "../commands/command_line.ts";

/** Time step of every run [ms]. */
export const DT = 0.1;

/** Simulated time of every run [ms]. */
export const DURATION = 500;

/** Path of the Python of an environment, or undefined. */
export function pythonOf(name: string): string | undefined {
  const folder = Deno.env.get("COBAHH_ENVIRONMENTS");
  if (folder === undefined) return undefined;
  const python = `${folder}/${name}/bin/python`;
  try {
    Deno.statSync(python);
    return python;
  } catch {
    return undefined;
  }
}

/** Whether a program can be started. */
export function hasProgram(name: string): boolean {
  try {
    return new Deno.Command(name, { args: ["--version"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

/** A test that needs the Python of an environment, and programs; skipped, with the reason in its name, without. */
export function simulatorTest(
  name: string,
  environment: string,
  programs: readonly string[],
  work: (python: string) => Promise<void>,
): void {
  const python = pythonOf(environment);
  const missing = python === undefined
    ? `COBAHH_ENVIRONMENTS has no ${environment}`
    : programs.filter((program) => !hasProgram(program)).map((program) => `no ${program}`).join(", ");
  Deno.test({
    name: missing === "" ? name : `${name} (${missing})`,
    ignore: missing !== "",
    fn: () => work(python!),
  });
}

/** Runs a program in a folder and gives what it printed. */
export async function ran(
  folder: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args], cwd: folder, env }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`${program} ${args.join(" ")} failed:\n${text.decode(stdout)}${text.decode(stderr)}`);
  return text.decode(stdout);
}

/** Runs a program of Open MPI's `ranks` processes; it has to be told that being root and few processors are meant. */
export function ranUnderMpi(folder: string, ranks: number, python: string, args: readonly string[]): Promise<string> {
  return ran(folder, "mpirun", [
    "--oversubscribe",
    "--mca",
    "mpi_yield_when_idle",
    "1",
    "-n",
    String(ranks),
    python,
    ...args,
  ], {
    OMPI_ALLOW_RUN_AS_ROOT: "1",
    OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1",
  });
}

/** Gives work a folder with the exported network of a specification, a variant at scale 1 as a rule. */
export function inExport(
  options: CobaHhOptions,
  target: ExportTarget,
  work: (folder: string, network: Network) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const network = buildNetwork(cobaHh(options));
    for (const { name, content } of await exportNetwork(network, target, { dt: DT })) {
      await Deno.writeFile(`${folder}/${name}`, contentBytes(content));
    }
    await work(folder, network);
  });
}

/** The spikes in files that a script wrote, as those of one run. */
export async function spikesIn(folder: string, ...files: readonly string[]): Promise<Spikes> {
  const times = await Promise.all(
    files.map(async (file) => spikeTimesFromCsv(await Deno.readTextFile(`${folder}/${file}`))),
  );
  return toSteps({
    time: Float64Array.from(times.flatMap(({ time }) => [...time])),
    neuron: Uint32Array.from(times.flatMap(({ neuron }) => [...neuron])),
  }, DT);
}

/** The spikes of a simulation of this library in DURATION. */
export async function spikesOf(simulation: Simulation): Promise<Spikes> {
  return (await run(simulation, DURATION, { all: spikes() })).observed.all;
}

/** Expects the same spikes, one by one. They are compared by hash: the difference of long lists takes minutes to print. */
export async function expectSpikes(actual: Spikes, expected: Spikes, what: string): Promise<void> {
  const [found, wanted] = await Promise.all([actual, expected].map(spikeHash));
  assertEquals([actual.step.length, found], [expected.step.length, wanted], what);
}
