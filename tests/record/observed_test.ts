import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  nonFinite,
  nonFiniteOf,
  populationRate,
  rateOf,
  referenceEngine,
  run,
  spikes,
  spikesOf,
  trace,
  tracesOf,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { DT, smallNetwork } from "./small_network.ts";

const network = smallNetwork();

Deno.test("the spikes of several recorders together are those of one recorder of all their neurons", async () => {
  const neurons = fc.uniqueArray(fc.nat({ max: network.neurons - 1 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.array(neurons, { minLength: 1, maxLength: 4 }), async (lists) => {
      await using parts = await referenceEngine.create(network, { dt: DT });
      await using whole = await referenceEngine.create(network, { dt: DT });
      const recorders = Object.fromEntries(lists.map((list, k) => [`part ${k}`, spikes(list)]));
      const { observed: { all } } = await run(whole, 10, { all: spikes([...new Set(lists.flat())]) });
      assertEquals(spikesOf(await run(parts, 10, recorders)), all);
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

Deno.test("where one recorder has all spikes, they are all there are", async () => {
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const recording = await run(simulation, 10, { some: spikes([1]), all: spikes(), I: spikes({ population: "I" }) });
  assertEquals(spikesOf(recording), recording.observed.all);
});

Deno.test("observations are found by what they are, whatever they are called", async () => {
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const recording = await run(simulation, 5, {
    spikes: trace("spike", [0]),
    v: trace("v", [1]),
    rough: populationRate({ binSteps: 10 }),
    fine: populationRate({ binSteps: 1 }),
    seldom: nonFinite({ every: 9 }),
    often: nonFinite({ every: 2 }),
  });
  const { observed } = recording;
  assertEquals(tracesOf(recording), [observed.spikes, observed.v]);
  assertEquals(rateOf(recording), observed.fine);
  assertEquals(nonFiniteOf(recording), observed.often);
  assertEquals(spikesOf(recording), undefined);
  const nothing = { observed: {} };
  assertEquals([tracesOf(nothing), rateOf(nothing), nonFiniteOf(nothing)], [[], undefined, undefined]);
});
