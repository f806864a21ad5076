/**
 * NEST and NEURON: the same spikes for any number of threads and ranks, and the rate of a method of second order, since both
 * integrate more accurately than exponential Euler does.
 */

import { assert, assertEquals } from "@std/assert";
import { engines, type Spikes } from "../../mod.ts";
import { DT, DURATION, inExport, ran, ranUnderMpi, simulatorTest, spikesIn, spikesOf } from "./environment.ts";

/** Time at the beginning that rates leave out [ms]. */
const TRANSIENT = 200;

/** How far rates may be apart: windows of 300 ms wander by 5 %, and these simulators delay spikes by a step more. */
const RATE_TOLERANCE = 0.15;

function rate({ step }: Spikes, neurons: number): number {
  return step.filter((step) => step * DT >= TRANSIENT).length / neurons / (DURATION - TRANSIENT) * 1000;
}

type Target = "nest" | "neuron";

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

  simulatorTest(
    `${target} has the rate of a method of second order, and the same spikes with 2 threads`,
    target,
    [],
    (python) =>
      inExport("seed-1", target, async (folder, network) => {
        const one = await alone(target, folder, python);
        const engine = engines.find(({ methods }) => methods.includes("substepped_interpolated"))!;
        await using simulation = await engine.create(network, { dt: DT, method: "substepped_interpolated" });
        const [theirs, ours] = [one, await spikesOf(simulation)].map((spikes) => rate(spikes, network.neurons));
        console.log(`${target}: ${theirs.toFixed(2)} Hz, ${engine.name} ${ours.toFixed(2)} Hz`);
        assert(Math.abs(theirs / ours - 1) < RATE_TOLERANCE, `${theirs} Hz, ${ours} Hz`);
        await ran(folder, python, [script, "--duration", String(DURATION), "--threads", "2"]);
        assertEquals(await spikesIn(folder, "spikes.csv"), one);
      }),
  );

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
