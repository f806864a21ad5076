import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { enginePlan, memoryBytes } from "../../engine/plan.ts";
import { bytesPerSynapse } from "../../engine/row_format.ts";
import { type Common, threadImage } from "../../engine/thread_image.ts";
import { buildNetwork, cobaHh, engines, expectedSynapses, networkMemory, variants, wasmEngine } from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";

Deno.test("a thread's part that does not fit in 4 GiB is refused", () => {
  const common: Common = {
    network: loneNeurons(8),
    constants: new Uint8Array(0),
    blockBytes: 128,
    scratchBytes: 0,
    tables: new Float32Array(0),
    eventCapacity: 0,
    firsts: [0],
    sharedLists: 0,
    sharedSamples: 0,
  };
  const placeRows = (at: { place(bytes: number): number }) => ({ address: at.place(5 * 2 ** 30), segments: [] });
  const { message } = assertThrows(() => threadImage(common, 0, { first: 0, size: 8 }, placeRows), RangeError);
  assertEquals(message, "Cannot create simulation: a thread's part must fit in 4 GiB, this one needs 5.0 GiB");
});

Deno.test("the smaller the format, the less memory", () => {
  const network = buildNetwork(cobaHh());
  const bytes = (["u16", "gaps8", "procedural"] as const).map((format) =>
    memoryBytes(enginePlan(network, { dt: 0.1, method: "exp_auto", threads: 1, format }))
  );
  assertEquals(bytes, [...bytes].sort((a, b) => b - a));
  // 320,000 synapses at 2 bytes and at 1 byte; procedural keeps 24 bytes a neuron and marks instead.
  assertEquals(Math.round((bytes[0] - bytes[1]) / 320_000), 1);
});

Deno.test("memory is told before a simulation is made: what its threads have, and the rows while they are encoded", () => {
  for (const variant of ["seed-1", "nest", "neuron"]) {
    const spec = cobaHh({ variant, scale: 8, scaling: "in-degree" });
    const network = buildNetwork(spec);
    for (const method of ["exp_auto", "substepped", "substepped_interpolated"]) {
      for (
        const [threads, format] of [[1, "u16"], [3, "gaps16"], [2, "procedural"], [4, "gaps8"]] as const
      ) {
        if (format === "procedural" && network.connectivity.procedure === undefined) continue;
        const bytes = memoryBytes(enginePlan(network, { dt: 0.1, method, threads, format }));
        const told = wasmEngine.memory!(
          spec,
          { dt: 0.1, method, threads, format } as Parameters<typeof wasmEngine.create>[1],
        );
        const rows = format === "procedural"
          ? 0
          : bytesPerSynapse(format, network.connectivity) * network.connectivity.synapses;
        const shared = threads > 1 ? 20 * network.neurons : 0;
        const ratio = told / (bytes + rows + shared);
        assert(ratio > 0.8 && ratio < 1.15, `${ratio}: ${variant}, ${method}, ${threads} threads, ${format}`);
      }
    }
  }
});

Deno.test("synapses and memory of a network are told before it is built", () => {
  for (const variant of Object.keys(variants)) {
    const spec = cobaHh({ variant, scale: 0.3, connectivity: { probability: 0.05 } });
    const { synapses } = buildNetwork(spec).connectivity;
    const mean = expectedSynapses(spec);
    // A binomial number is within five standard deviations of its mean.
    const off = spec.connectivity.rule === "bernoulli" ? 5 * Math.sqrt(mean) : 0;
    assertAlmostEquals(synapses, mean, off, variant);
  }
  assertEquals(networkMemory(cobaHh()), 4000 * 56);
  for (const { memory } of engines) {
    assert(memory!(cobaHh({ scale: 1000, scaling: "in-degree" }), { dt: 0.1 }) > 1e8);
  }
});

Deno.test("networks that nobody can build are refused at once, with what they would need", () => {
  const refused = (options: Parameters<typeof cobaHh>[0], message: string) =>
    assertEquals(assertThrows(() => buildNetwork(cobaHh(options)), RangeError).message, message);
  const began = performance.now();
  const neurons = (received: number, memory: string) =>
    `Cannot build network: at most 268435456 neurons are possible, received ${received} (${memory})`;
  refused({ scale: 100_000 }, neurons(400_000_000, "20.9 GiB"));
  refused(
    { populations: { excitatory: 2e9, inhibitory: 0 }, scaling: "in-degree" },
    neurons(2_000_000_000, "104.3 GiB"),
  );
  refused(
    { variant: "neuron", scale: 20_000 },
    "Cannot build network: with distinct sources at most 4294967296 synapses are possible, received 6400000000 (76.9 GiB)",
  );
  refused(
    { variant: "nest", scale: 20_000 },
    "Cannot build network: with a fixed in-degree at most 4294967296 synapses of a population are possible, received " +
      "5120000000 (4.2 GiB)",
  );
  assert(performance.now() - began < 1000, "refused only after work");
});

Deno.test("a simulation that no thread can address is refused before its network is built", () => {
  const memory = (threads: number) => wasmEngine.memory!(cobaHh({ scale: 20_000 }), { dt: 0.1, threads });
  const { message } = assertThrows(() => memory(1), RangeError);
  assertEquals(
    message,
    "Cannot create simulation: a thread's part must fit in 4 GiB, this one needs 5.7 GiB (80000000 neurons, " +
      "128000000000000 synapses, 1 threads)",
  );
  assert(memory(4) > 2 ** 33);
});

Deno.test("rows that no thread can address are refused before they are encoded", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.1 }));
  const connectivity = { ...network.connectivity, synapses: 5e9, targets: () => assert(false, "a row was asked for") };
  const large = { ...network, connectivity: connectivity as unknown as typeof network.connectivity };
  await assertRejects(
    () => wasmEngine.create(large, { dt: 0.1, format: "u16" }),
    RangeError,
    "Cannot create simulation: a thread's part must fit in 4 GiB, this one needs 9.3 GiB (400 neurons, 5000000000 synapses, 1 threads)",
  );
});
