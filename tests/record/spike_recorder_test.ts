import { assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import { run, SpikeRecorder, type Spikes } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, spikesWhere, unobserved } from "./small_network.ts";

const network = smallNetwork();

eachEngine("a spike recorder of a range holds the spikes of its neurons, in order", async (engine) => {
  const all = await unobserved(engine, network, 200);
  assertGreater(all.step.length, 100);
  const bound = fc.option(fc.nat({ max: network.neurons }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(bound, bound, async (first, end) => {
      await using simulation = await engine.create(network, { dt: DT });
      const range = { ...(first !== undefined && { first }), ...(end !== undefined && { end }) };
      const { spikes } = await run(simulation, 200 * DT, [new SpikeRecorder(range)]);
      assertEquals(spikes, spikesWhere(all, (_, neuron) => neuron >= (first ?? 0) && neuron < (end ?? Infinity)));
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
      const recorder = new SpikeRecorder();
      recorder.start();
      for (const spikes of batches) recorder.spikes(spikes);
      assertEquals(recorder.observations().spikes, {
        step: Uint32Array.from(batches.flatMap(({ step }) => [...step])),
        neuron: Uint32Array.from(batches.flatMap(({ neuron }) => [...neuron])),
      });
    }),
    { ...PROPERTY, numRuns: 50 },
  );
});

eachEngine("observed spikes stay as they are while the recorder goes on", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const recorder = new SpikeRecorder();
  const { spikes } = await run(simulation, 10, [recorder]);
  const copy = structuredClone(spikes);
  await run(simulation, 10, [recorder]);
  assertEquals(spikes, copy);
});
