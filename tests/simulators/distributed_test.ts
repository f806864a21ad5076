/**
 * NEST and NEURON: the spikes of the methods that make their steps, one by one, of every variant that they can compute, and
 * the same for any number of threads and ranks.
 */

import { assert, assertEquals } from "@std/assert";
import { cobaHh, type CobaHhOptions, type Network, referenceEngine, type Spikes, variants } from "../../mod.ts";
import { asSimulators } from "../../validation/mod.ts";
import {
  DT,
  DURATION,
  expectSpikes,
  hasProgram,
  inExport,
  ran,
  ranUnderMpi,
  simulatorTest,
  spikesIn,
  spikesOf,
} from "./environment.ts";

type Target = "nest" | "neuron";

/** Delays that the exported scripts have where the network has none [ms]. */
const DELAYS: Readonly<Record<Target, number>> = { nest: DT, neuron: 2 * DT };

/** What is exported: every published variant, and what none of them has. */
const EXPORTS: Readonly<Record<string, CobaHhOptions>> = {
  ...Object.fromEntries(Object.keys(variants).map((variant) => [variant, { variant }])),
  "neuron with a delay of 1.5 ms": { variant: "neuron", synapses: { delay: 1.5 } },
  "seed-1 with a current": { current: 20 },
};

/** Whether a simulator can have the initial state: NEST has no initial conductances. */
function canCompute(target: Target, options: CobaHhOptions): boolean {
  const { gE, gI } = cobaHh(options).initial;
  return target === "neuron" || [gE, gI].every((g) => g.kind === "constant" && g.value === 0);
}

const scriptOf = (target: Target) => `${target}_cobahh.py`;

/** Prepares the folder and gives the spikes of one thread of one process. */
async function alone(target: Target, folder: string, python: string): Promise<Spikes> {
  if (target === "neuron") await ran(folder, python.replace(/python$/, "nrnivmodl"), ["."]);
  await ran(folder, python, [scriptOf(target), "--duration", String(DURATION)]);
  return await spikesIn(folder, "spikes.csv");
}

/** The spikes of the method that makes the simulator's steps. */
async function ownSpikes(target: Target, given: Network): Promise<Spikes> {
  // The exported script gives the gates, and NEURON a delay of two steps where the network has none.
  const { network, method } = asSimulators(given, DT).find(({ simulator, network: { spec, initial } }) =>
    simulator.toLowerCase() === target && initial === given.initial &&
    spec.synapses.delay === (given.spec.synapses.delay || DELAYS[target])
  )!;
  await using simulation = await referenceEngine.create(network, { dt: DT, method });
  return await spikesOf(simulation);
}

/** Whether NEURON can have threads and ranks: they need a delay of two steps. */
const isShort = ({ synapses: { delay } }: Network["spec"]) => delay > 0 && delay < 1.5 * DT;

/** Runs the script on two ranks, each with its part of the network, and gives the spikes of both. */
async function onTwoRanks(target: Target, folder: string, python: string, network: Network): Promise<Spikes> {
  const args = [scriptOf(target), "--duration", String(DURATION), ...(target === "neuron" ? ["--mpi"] : [])];
  const printed = await ranUnderMpi(folder, 2, python, args);
  const parts = [...printed.matchAll(/rank \d of 2, 1 threads: (\d+) neurons, (\d+) synapses/g)]
    .map(([, neurons, synapses]) => [Number(neurons), Number(synapses)]);
  assertEquals(parts.map(([neurons]) => neurons), [network.neurons / 2, network.neurons / 2], printed);
  assertEquals(parts[0][1] + parts[1][1], network.connectivity.synapses);
  assert(parts.every(([, synapses]) => synapses < 0.51 * network.connectivity.synapses), `${parts}`);
  return await spikesIn(folder, "spikes-0.csv", "spikes-1.csv");
}

for (const target of ["nest", "neuron"] as const) {
  for (const [title, options] of Object.entries(EXPORTS).filter(([, options]) => canCompute(target, options))) {
    simulatorTest(
      `${target} gives the spikes of the method that makes its steps, with 1 and 2 threads and on 2 ranks (${title})`,
      target,
      [],
      (python) =>
        inExport(options, target, async (folder, network) => {
          const one = await alone(target, folder, python), ours = await ownSpikes(target, network);
          console.log(`${target}, ${title}: ${one.step.length} spikes, the reference ${ours.step.length}`);
          await expectSpikes(one, ours, "one thread");
          if (target === "neuron" && isShort(network.spec)) return;
          await ran(folder, python, [scriptOf(target), "--duration", String(DURATION), "--threads", "2"]);
          await expectSpikes(await spikesIn(folder, "spikes.csv"), one, "two threads");
          if (!hasProgram("mpirun")) return console.log("no mpirun: ranks are left out");
          await expectSpikes(await onTwoRanks(target, folder, python, network), one, "two ranks");
        }),
    );
  }
}

simulatorTest(
  "neuron refuses threads and ranks with a delay of one step, in a sentence",
  "neuron",
  [],
  (python) =>
    inExport({ variant: "nest" }, "neuron", async (folder) => {
      const said = await ran(folder, python, [scriptOf("neuron"), "--threads", "2"]).then(() => "nothing", String);
      assert(said.includes("a delay of one step works with one thread only"), said);
    }),
);
