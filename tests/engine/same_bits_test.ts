import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh, type Network, ROW_FORMATS, spikeHash, type Spikes, wasmEngine } from "../../mod.ts";
import type { WasmOptions } from "../../mod.ts";
import { reasonNotProcedural } from "../../engine/procedural_rows.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { checkpointOf, restore } from "../../record/checkpoint.ts";
import { PROPERTY, smallSpec } from "../laws/arbitraries.ts";
import { METHODS } from "./methods.ts";

async function outcome(
  network: Network,
  options: Omit<WasmOptions, "dt">,
  steps: number,
  chunk: number,
): Promise<unknown> {
  await using simulation = await wasmEngine.create(network, { dt: 0.1, ...options });
  const parts: Spikes[] = [];
  while (simulation.step < steps) parts.push(await simulation.advance(Math.min(chunk, steps - simulation.step)));
  return { hash: await spikeHash(joinedSpikes(parts)), state: await checkpointOf(simulation) };
}

Deno.test("threads, formats and chunks do not change a bit", async () => {
  const choice = fc.record({
    method: fc.constantFrom(...METHODS),
    threads: fc.integer({ min: 1, max: 3 }),
    format: fc.constantFrom(...ROW_FORMATS),
    chunk: fc.integer({ min: 1, max: 700 }),
  });
  await fc.assert(
    fc.asyncProperty(smallSpec(), choice, async (spec, { method, threads, format, chunk }) => {
      const network = buildNetwork(spec);
      fc.pre(format !== "procedural" || reasonNotProcedural(network.connectivity.procedure?.()) === undefined);
      const expected = await outcome(network, { method }, 600, 600);
      assertEquals(await outcome(network, { method, threads, format }, 600, chunk), expected);
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

for (const method of METHODS) {
  Deno.test(`the published network is the same by ${method} with 1, 2 and 3 threads in every format`, async () => {
    const network = buildNetwork(cobaHh({ seed: 5 }));
    const expected = await outcome(network, { method }, 400, 400);
    for (const threads of [1, 2, 3]) {
      for (const format of ROW_FORMATS) {
        const actual = await outcome(network, { method, threads, format }, 400, 150);
        assertEquals(actual, expected, `${threads} threads, ${format}`);
      }
    }
  });
}

for (const method of METHODS) {
  Deno.test(`a checkpoint of ${method} moves between thread counts, pending spikes and lags included`, async () => {
    const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.5 }));
    await using one = await wasmEngine.create(network, { dt: 0.1, method });
    await using two = await wasmEngine.create(network, { dt: 0.1, method, threads: 2 });
    await one.advance(100);
    await restore(two, await checkpointOf(one));
    assertEquals(await checkpointOf(two), await checkpointOf(one));
    const [a, b] = [await one.advance(200), await two.advance(200)];
    assertEquals(b, { step: a.step.map((k) => k - 100), neuron: a.neuron });
    assertEquals(await checkpointOf(two), await checkpointOf(one));
  });
}

Deno.test("reading some neurons gives what reading all gives, whichever threads have them", async () => {
  const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.1 }));
  const neurons = Uint32Array.of(399, 0, 7, 200, 7);
  for (const threads of [1, 2, 3]) {
    await using simulation = await wasmEngine.create(network, { dt: 0.1, threads });
    await simulation.advance(150);
    for (const some of [neurons, Uint32Array.of(3), new Uint32Array(0)]) {
      for (const variable of simulation.variables) {
        const all = await simulation.read(variable);
        assertEquals(await simulation.read(variable, some), Float64Array.from(some, (i) => all[i]), variable);
      }
    }
  }
});
