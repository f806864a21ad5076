/**
 * NEST and NEURON: the spikes of the methods that make their steps, one by one, of every variant that they can compute, and
 * the same for any number of threads and ranks.
 */

import { assert, assertEquals } from "@std/assert";
import { referenceEngine, spikeHash, type Spikes, variants } from "../../mod.ts";
import { asSimulators } from "../../validation/mod.ts";
import { DT, DURATION, inExport, ran, ranUnderMpi, simulatorTest, spikesIn, spikesOf } from "./environment.ts";

type Target = "nest" | "neuron";

/** Delays that the exported scripts have where the network has none [ms]. */
const DELAYS: Readonly<Record<Target, number>> = { nest: DT, neuron: 2 * DT };

/** Whether a simulator can have the variant's initial state: NEST has no initial conductances. */
function canCompute(target: Target, variant: string): boolean {
  const { gE, gI } = variants[variant].spec.initial;
  return target === "neuron" || [gE, gI].every((g) => g.kind === "constant" && g.value === 0);
}

const scriptOf = (target: Target) => `${target}_cobahh.py`;

/** Prepares the folder and gives the spikes of one thread of one process. */
async function alone(target: Target, folder: string, python: string): Promise<Spikes> {
  if (target === "neuron") await ran(folder, python.replace(/python$/, "nrnivmodl"), ["."]);
  const printed = await ran(folder, python, [scriptOf(target), "--duration", String(DURATION)]);
  console.log(printed.split("\n").find((line) => line.startsWith("rank")));
  return await spikesIn(folder, "spikes.csv");
}

for (const target of ["nest", "neuron"] as const) {
  const script = scriptOf(target);

  for (const variant of Object.keys(variants).filter((variant) => canCompute(target, variant))) {
    simulatorTest(
      `${target} gives the spikes of the method that makes its steps, with 1 and 2 threads (${variant})`,
      target,
      [],
      (python) =>
        inExport(variant, target, async (folder, given) => {
          const one = await alone(target, folder, python);
          // The exported script gives the gates, and NEURON a delay of two steps where the network has none.
          const { network, method } = asSimulators(given, DT).find(({ simulator, network: { spec, initial } }) =>
            simulator.toLowerCase() === target && initial === given.initial &&
            spec.synapses.delay === (given.spec.synapses.delay || DELAYS[target])
          )!;
          await using simulation = await referenceEngine.create(network, { dt: DT, method });
          const ours = await spikesOf(simulation);
          console.log(`${target}, ${variant}: ${one.step.length} spikes, ${method} ${ours.step.length}`);
          assertEquals(await spikeHash(one), await spikeHash(ours));
          if (target === "neuron" && network.spec.synapses.delay < 1.5 * DT) return; // no threads then
          await ran(folder, python, [script, "--duration", String(DURATION), "--threads", "2"]);
          assertEquals(await spikesIn(folder, "spikes.csv"), one);
        }),
    );
  }

  simulatorTest(
    `${target} gives the same spikes under MPI with 1 and 2 ranks, each with its part`,
    target,
    ["mpirun"],
    (python) =>
      inExport("seed-1", target, async (folder, network) => {
        const one = await alone(target, folder, python);
        const args = [script, "--duration", String(DURATION), ...(target === "neuron" ? ["--mpi"] : [])];
        await ranUnderMpi(folder, 1, python, args);
        assertEquals(await spikesIn(folder, "spikes.csv"), one);
        const printed = await ranUnderMpi(folder, 2, python, args);
        console.log(printed.split("\n").filter((line) => line.startsWith("rank")).join("\n"));
        const parts = [...printed.matchAll(/rank \d of 2, 1 threads: 2000 neurons, (\d+) synapses/g)].map(([, n]) =>
          Number(n)
        );
        assertEquals([parts.length, parts[0] + parts[1]], [2, network.connectivity.synapses]);
        assert(parts.every((synapses) => synapses < 0.51 * network.connectivity.synapses), `${parts}`);
        assertEquals(await spikesIn(folder, "spikes-0.csv", "spikes-1.csv"), one);
      }),
  );
}
