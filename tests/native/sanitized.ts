/**
 * The native engine's C under the address and undefined-behaviour sanitizers: its threads run in a program of their own (harness.c), once for
 * every call of the loop, on memories that go there and back.
 *
 * @module
 */

import { enginePlan } from "../../engine/plan.ts";
import type { RowFormat } from "../../engine/row_format.ts";
import { simulationOf } from "../../engine/simulation.ts";
import { methodOf, type Network, type Simulation } from "../../mod.ts";
import { delaySteps } from "../../model/delay.ts";
import { compilerArguments, findCompiler, runCompiler } from "../../native/compiler.ts";
import { kernelsOf } from "../../native/engine.ts";
import { sources, type StartThreads } from "../../native/library.ts";
import { nativeTeam } from "../../native/team.ts";

/** What the compiler is asked for in addition. The first thing that is wrong ends the program. */
const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-O1"];

/** Compiles the harness in a folder; gives its file. */
export async function compileHarness(folder: string, build: { method: string; lanes: number }): Promise<string> {
  for (const [name, text] of Object.entries(sources())) await Deno.writeTextFile(`${folder}/${name}`, text);
  await Deno.copyFile(new URL("harness.c", import.meta.url), `${folder}/harness.c`);
  const args = compilerArguments(await findCompiler(), { ...build, relaxed: false })
    .filter((argument) => argument !== "-shared");
  const file = `${folder}/harness_${build.method}_${build.lanes}`;
  await runCompiler([...args, ...SANITIZERS, "-o", file, "harness.c", "-pthread"], folder);
  return file;
}

/** Threads that run in the harness. */
function threadsIn(harness: string): StartThreads {
  return (memories, shared) => ({
    run(steps) {
      const file = Deno.makeTempFileSync({ prefix: "cobahh-harness-" });
      try {
        const head = Uint32Array.of(memories.length, steps, shared.length, ...memories.map(({ length }) => length));
        const parts = [new Uint8Array(head.buffer), shared, ...memories];
        Deno.writeFileSync(file, joined(parts));
        const { success, stdout, stderr } = new Deno.Command(harness, { args: [file] }).outputSync();
        if (!success) throw new Error(new TextDecoder().decode(stderr).slice(0, 2000));
        const after = Deno.readFileSync(file);
        let at = parts[0].length;
        for (const memory of parts.slice(1)) {
          memory.set(after.subarray(at, at + memory.length));
          at += memory.length;
        }
        return Number(new TextDecoder().decode(stdout));
      } finally {
        Deno.removeSync(file);
      }
    },
    dispose() {},
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A simulation whose steps are done by the harness. */
export function sanitizedSimulation(
  network: Network,
  { dt, method, threads, format, lanes, harness }: {
    readonly dt: number;
    readonly method: string;
    readonly threads: number;
    readonly format: RowFormat;
    readonly lanes: number;
    readonly harness: string;
  },
): Simulation {
  const plan = enginePlan(network, { dt, method: methodOf(method).name, threads, format });
  const team = nativeTeam(
    plan.images,
    { kernels: kernelsOf(plan), lanes, neurons: network.neurons },
    threadsIn(harness),
  );
  const delay = delaySteps(network.spec.synapses, { dt, method });
  return simulationOf(network, { engine: "native", dt, method, delay, firstStep: 0, ...plan }, team);
}
