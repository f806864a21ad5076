import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { populationRate, run } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, spikesWhere, unobserved } from "./small_network.ts";

const network = smallNetwork();

eachEngine("bins hold the spikes of each population in their steps, and no spike is lost", async (engine) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat({ max: 50 }),
      async (steps, binSteps, start) => {
        const all = await unobserved(engine, network, start + steps);
        const counted = (bin: number, from: number, to: number) =>
          spikesWhere(all, (step, neuron) => {
            const isInBin = step >= start && Math.floor((step - start) / binSteps) === bin;
            return isInBin && neuron >= from && neuron < to;
          }).step.length;
        const bins = Array.from({ length: Math.ceil(steps / binSteps) }, (_, bin) => bin);

        await using simulation = await engine.create(network, { dt: DT });
        if (start > 0) await simulation.advance(start);
        const { observed: { rate } } = await run(simulation, steps * DT, { rate: populationRate({ binSteps }) });
        assertEquals(rate, {
          kind: "rate",
          binSteps,
          excitatory: Uint32Array.from(bins, (bin) => counted(bin, 0, network.excitatory)),
          inhibitory: Uint32Array.from(bins, (bin) => counted(bin, network.excitatory, network.neurons)),
        });
        const sum = [...rate.excitatory, ...rate.inhibitory].reduce((sum, count) => sum + count, 0);
        assertEquals(sum, spikesWhere(all, (step) => step >= start).step.length);
      },
    ),
    { ...PROPERTY, numRuns: 40 },
  );
});

Deno.test("a rate recorder refuses bins that are no positive integers", () => {
  for (const bin of [0, -10, 0.5, NaN, Infinity]) {
    const { message } = assertThrows(() => populationRate({ binSteps: bin }), RangeError);
    assertEquals(
      message,
      `Cannot record population rate: the bin must be a positive integer of steps, received ${bin}`,
    );
  }
});
