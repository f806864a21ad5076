import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import { assembleNetwork, buildNetwork, cobaHh, type StateVariable, wasmEngine } from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { set } from "../laws/every_neuron.ts";
import { METHODS } from "./methods.ts";

const VARIABLES: readonly StateVariable[] = ["v", "m", "h", "n", "gE", "gI"];

for (const method of METHODS) {
  Deno.test(`a written NaN or 1e30 stays with its neuron, and nothing traps (${method})`, async () => {
    const network = loneNeurons(19, { variant: "brian2" });
    await using clean = await wasmEngine.create(network, { dt: 0.1, method, threads: 2 });
    await clean.advance(50);
    for (const variable of VARIABLES) {
      for (const poison of [NaN, 1e30, -1e30, Infinity, -Infinity]) {
        await using poisoned = await wasmEngine.create(network, { dt: 0.1, method, threads: 2 });
        const values = await poisoned.read(variable);
        values[7] = poison;
        await poisoned.write(variable, values);
        await poisoned.advance(50);
        for (const other of clean.variables) {
          const [a, b] = [await clean.read(other), await poisoned.read(other)];
          assertEquals(
            b.filter((_, i) => i !== 7),
            a.filter((_, i) => i !== 7),
            `${other} after ${variable} ${poison}`,
          );
        }
      }
    }
  });

  Deno.test(`a neuron that is NaN never fires (${method})`, async () => {
    for (const rule of ["crossing", "above", "peak"] as const) {
      const network = loneNeurons(9, { spike: { rule, threshold: -20, refractory: 0 } });
      await using simulation = await wasmEngine.create(network, { dt: 0.1, method });
      await set(simulation, { v: NaN });
      assertEquals((await simulation.advance(2000)).neuron.length, 0);
    }
  });

  Deno.test(`a silent network has no denormal number after 5 s, so it stays fast (${method})`, async () => {
    const network = loneNeurons(16, { parameters: { eL: -65 } });
    await using simulation = await wasmEngine.create(network, { dt: 0.1, method });
    await set(simulation, { v: -65, gE: 6, gI: 67 });
    await simulation.advance(50_000);
    const { cM } = network.spec.parameters;
    for (const variable of ["gE", "gI"] as const) {
      // In the kernel a conductance is this times dt / cM; the smallest normal float32 is 1.2e-38.
      for (const g of await simulation.read(variable)) assertGreater(g * 0.1 / cM, 1.2e-38);
    }
  });
}

Deno.test("more than 65,535 neurons, and rows longer than a byte's gaps, arrive where they should", async () => {
  const spec = cobaHh({ populations: { excitatory: 65_600, inhibitory: 400 }, connectivity: { probability: 0.0005 } });
  const network = buildNetwork(spec);
  const fired = new Float64Array(network.neurons);
  fired[3] = fired[65_999] = 1;
  const expected = { gE: new Float64Array(network.neurons), gI: new Float64Array(network.neurons) };
  for (const j of network.connectivity.targets(3)) expected.gE[j] += network.wE;
  for (const j of network.connectivity.targets(65_999)) expected.gI[j] += network.wI;
  for (
    const options of [{}, { format: "gaps8" }, { format: "gaps16" }, { threads: 2 }, {
      threads: 2,
      format: "u16",
    }] as const
  ) {
    await using simulation = await wasmEngine.create(network, { dt: 0.1, ...options });
    await simulation.write("spike", fired);
    await simulation.advance(1);
    for (const variable of ["gE", "gI"] as const) {
      const g = await simulation.read(variable);
      assert(g.every((x, j) => Math.abs(x - expected[variable][j]) < 1e-4), `${variable} ${JSON.stringify(options)}`);
    }
  }
  await assertRejects(
    () => wasmEngine.create(network, { dt: 0.1, format: "u16" }),
    RangeError,
    "Cannot create simulation: format u16 is for at most 65536 neurons a thread, received 66000",
  );
});

Deno.test("a simulation that is disposed while workers wait leaves none behind", async () => {
  for (let k = 0; k < 5; k++) {
    const simulation = await wasmEngine.create(loneNeurons(64), { dt: 0.1, threads: 3 });
    await simulation.advance(3);
    await simulation[Symbol.asyncDispose]();
    await simulation[Symbol.asyncDispose]();
    await assertRejects(() => simulation.advance(1), Error, "the simulation is disposed");
  }
});

Deno.test("rows that are made again are the stored ones, in all of a large network, rejected draws included", async () => {
  // At this size a draw in 65,000 is rejected: some thirty of all.
  const spec = cobaHh({ populations: { excitatory: 65_600, inhibitory: 400 }, connectivity: { probability: 0.0005 } });
  const network = buildNetwork(spec);
  const conductances: Float64Array[] = [];
  for (const format of ["gaps16", "procedural"] as const) {
    await using simulation = await wasmEngine.create(network, { dt: 0.1, format });
    await simulation.write("spike", new Float64Array(network.neurons).fill(1));
    await simulation.advance(1);
    conductances.push(await simulation.read("gE"), await simulation.read("gI"));
  }
  assertEquals(conductances[2], conductances[0]);
  assertEquals(conductances[3], conductances[1]);
});

Deno.test("networks in which more arrives at a neuron in a step than can be counted are refused", async () => {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 2 } });
  const edges = (from: number, count: number) =>
    assembleNetwork(spec, { pre: new Uint32Array(count).fill(from), post: new Uint32Array(count).fill(3) });
  for (const source of [1, 2]) {
    await using simulation = await wasmEngine.create(edges(source, 65_535), { dt: 0.1 });
    await simulation.write("spike", Float64Array.from([0, 1, 2, 3], (i) => i === source ? 1 : 0));
    await simulation.advance(1);
    const [gE, gI] = [(await simulation.read("gE"))[3], (await simulation.read("gI"))[3]];
    const [all, none] = source === 1 ? [gE / simulation.network.wE, gI] : [gI / simulation.network.wI, gE];
    assert(Math.abs(all / 65_535 - 1) < 1e-6 && none < 1e-18, `source ${source}: gE ${gE}, gI ${gI}`);
    const { message } = await assertRejects(() => wasmEngine.create(edges(source, 65_536), { dt: 0.1 }), RangeError);
    assertEquals(
      message,
      "Cannot create simulation: at most 65535 spikes of a population may arrive at a neuron in one step, " +
        "received a network in which 65536 can",
    );
  }
  // As many synapses as that, and an event besides, are no matter where they do not all end at one neuron.
  const spread = { pre: Uint32Array.from({ length: 65_535 }, (_, k) => k % 4), post: new Uint32Array(65_535).fill(3) };
  const kicked = cobaHh({ ...spec, stimulus: { kind: "events", steps: [3], targets: [3] } });
  await using simulation = await wasmEngine.create(assembleNetwork(kicked, spread), { dt: 0.1 });
  await simulation.advance(1);
  const events = { kind: "events", steps: new Array(65_536).fill(3), targets: new Array(65_536).fill(0) } as const;
  const network = loneNeurons(1, { stimulus: events });
  await assertRejects(() => wasmEngine.create(network, { dt: 0.1 }), RangeError, "at most 65535 spikes");
});

Deno.test("a method of the library that the engine does not have is refused with the reason in its step", async () => {
  const network = loneNeurons(1);
  await assertRejects(
    () => wasmEngine.create(network, { dt: 0.1, method: "adaptive_rkf45" }),
    RangeError,
    "each neuron takes its own number of sub-steps",
  );
  const other = await wasmEngine.create(network, { dt: 0.1, method: "rk4" }).then(() => "", String);
  assert(other.endsWith('received "rk4"'), other);
});
