import { assertEquals, assertGreater, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { referenceEngine, run, type Simulation, type Spikes, spikes, type Watched } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, spikesWhere, unobserved } from "./small_network.ts";

const network = smallNetwork();

eachEngine("a spike recorder of some neurons holds their spikes, in order, and says whose they are", async (engine) => {
  const all = await unobserved(engine, network, 200);
  assertGreater(all.step.length, 100);
  const neurons = fc.uniqueArray(fc.nat({ max: network.neurons - 1 }), { maxLength: network.neurons });
  await fc.assert(
    fc.asyncProperty(neurons, async (neurons) => {
      await using simulation = await engine.create(network, { dt: DT });
      const { observed: { some } } = await run(simulation, 200 * DT, { some: spikes(neurons) });
      const { kind: _, neurons: watched, ...found } = some;
      assertEquals(found, spikesWhere(all, (_, neuron) => neurons.includes(neuron)));
      assertEquals(watched, Uint32Array.from(neurons).sort());
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

Deno.test("a spike recorder holds every spike of every batch, however many", () => {
  const batch = fc.tuple(fc.nat({ max: 3000 }), fc.nat()).map(([length, first]): Spikes => ({
    step: Uint32Array.from({ length }, (_, k) => first + k),
    neuron: Uint32Array.from({ length }, (_, k) => first - k),
  }));
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 5 }), (batches) => {
      const recorder = spikes();
      recorder.start({ network } as Simulation);
      for (const spikes of batches) recorder.spikes?.(spikes);
      assertEquals(recorder.observation(), {
        kind: "spikes",
        step: Uint32Array.from(batches.flatMap(({ step }) => [...step])),
        neuron: Uint32Array.from(batches.flatMap(({ neuron }) => [...neuron])),
      });
    }),
    { ...PROPERTY, numRuns: 50 },
  );
});

eachEngine("observed spikes stay as they are while the recorder goes on", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const recorders = { all: spikes(), some: spikes([0, 1]) };
  const { observed } = await run(simulation, 10, recorders);
  const copy = structuredClone(observed);
  await run(simulation, 10, recorders);
  assertEquals(observed, copy);
});

Deno.test("a list of neurons may be changed after it was handed over", async () => {
  const neurons = [0, 1];
  const recorder = spikes(neurons);
  neurons.fill(60);
  await using simulation = await referenceEngine.create(network, { dt: DT });
  assertEquals((await run(simulation, 1, { recorder })).observed.recorder.neurons, Uint32Array.of(0, 1));
});

Deno.test("what is neither a list of indices nor a population is refused", () => {
  const refusal = (watched: unknown) => assertThrows(() => spikes(watched as Watched), RangeError).message;
  assertEquals(
    refusal({ population: "X" }),
    'Cannot record spikes: population must be "E" or "I", received "X"',
  );
  const required = 'neurons must be a list of indices, or { population: "E" } or { population: "I" }';
  assertEquals(refusal({ neurons: [1] }), `Cannot record spikes: ${required}, received {"neurons":[1]}`);
  assertEquals(refusal("E"), `Cannot record spikes: ${required}, received "E"`);
  assertEquals(refusal(7), `Cannot record spikes: ${required}, received 7`);
  assertEquals(refusal(null), `Cannot record spikes: ${required}, received null`);
  for (const index of [-1, 0.5, NaN, Infinity, 2 ** 32]) {
    assertEquals(
      refusal([3, index]),
      `Cannot record spikes: neurons must be integers of at least 0, received ${index}`,
    );
  }
});

Deno.test("neurons that the network has not, or that are named twice, are refused before the first step", async () => {
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const refusal = async (watched: Watched) =>
    (await assertRejects(() => run(simulation, 1, { some: spikes(watched) }), RangeError)).message;
  assertEquals(await refusal([0, 50]), "Cannot record spikes: neurons must be in [0, 50), received 50");
  assertEquals(await refusal([7, 0, 7]), "Cannot record spikes: each neuron can be named once, received 7 twice");
  assertEquals(simulation.step, 0);
});
