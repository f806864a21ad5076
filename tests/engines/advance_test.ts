import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { assembleNetwork, buildNetwork, cobaHh, type Spikes } from "../../mod.ts";
import { PROPERTY, smallSpec } from "../arbitraries.ts";
import { eachEngine } from "../each_engine.ts";
import { checkpoint, loneNeurons } from "./kit.ts";

function joined(parts: readonly Spikes[]): Spikes {
  return {
    step: Uint32Array.from(parts.flatMap(({ step }) => [...step])),
    neuron: Uint32Array.from(parts.flatMap(({ neuron }) => [...neuron])),
  };
}

eachEngine("advance(a) then advance(b) equals advance(a + b), bit for bit", async (engine) => {
  const steps = fc.integer({ min: 1, max: 150 });
  await fc.assert(
    fc.asyncProperty(smallSpec(), steps, steps, async (spec, a, b) => {
      const network = buildNetwork(spec);
      await using parted = await engine.create(network, { dt: 0.1 });
      await using whole = await engine.create(network, { dt: 0.1 });
      const spikes = joined([await parted.advance(a), await parted.advance(b)]);
      assertEquals(spikes, await whole.advance(a + b));
      assertEquals(await checkpoint(parted), await checkpoint(whole));
      assertEquals(parted.step, a + b);
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("a checkpoint that is read and written resumes bit for bit", async (engine) => {
  await fc.assert(
    fc.asyncProperty(smallSpec(), async (generated) => {
      // A stimulus belongs to absolute steps, which a checkpoint of the state does not hold.
      const network = buildNetwork({ ...generated, stimulus: { kind: "none" } });
      await using original = await engine.create(network, { dt: 0.1 });
      await using resumed = await engine.create(network, { dt: 0.1 });
      await original.advance(200);
      for (const [variable, values] of await checkpoint(original)) await resumed.write(variable, values);
      const { step, neuron } = await original.advance(100);
      assertEquals(await resumed.advance(100), { step: step.map((k) => k - 200), neuron });
      assertEquals(await checkpoint(resumed), await checkpoint(original));
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("the same seed gives the same bits, another seed another network", async (engine) => {
  const spikesOf = async (seed: number) => {
    await using simulation = await engine.create(buildNetwork(cobaHh({ scale: 0.5, seed })), { dt: 0.1 });
    return await simulation.advance(150);
  };
  const first = await spikesOf(1);
  assertEquals(await spikesOf(1), first);
  assertNotEquals(await spikesOf(2), first);
});

eachEngine("a network assembled from a built one's edges and state gives the same spikes", async (engine) => {
  const built = buildNetwork(cobaHh({ variant: "seed-3", scale: 0.25, seed: 3 }));
  const pre: number[] = [], post: number[] = [];
  for (let i = 0; i < built.neurons; i++) {
    for (const target of built.connectivity.targets(i)) {
      pre.push(i);
      post.push(target);
    }
  }
  const parts = { pre: Uint32Array.from(pre).reverse(), post: Uint32Array.from(post).reverse(), state: built.initial };
  await using one = await engine.create(built, { dt: 0.1 });
  await using other = await engine.create(assembleNetwork(built.spec, parts), { dt: 0.1 });
  assertEquals(await one.advance(250), await other.advance(250));
});

eachEngine("spikes are sorted by step and neuron, lie in the steps asked for, and end in the state", async (engine) => {
  await fc.assert(
    fc.asyncProperty(smallSpec(), async (spec) => {
      await using simulation = await engine.create(buildNetwork(spec), { dt: 0.1 });
      await simulation.advance(37);
      const { step, neuron } = await simulation.advance(100);
      for (let k = 0; k < step.length; k++) {
        if (step[k] < 37 || step[k] >= 137) throw new Error(`spike in step ${step[k]}`);
        const isOrdered = k === 0 || step[k] > step[k - 1] || (step[k] === step[k - 1] && neuron[k] > neuron[k - 1]);
        if (!isOrdered) throw new Error(`spike ${k} is out of order`);
      }
      const fired = [...neuron.filter((_, k) => step[k] === 136)];
      const flags = await simulation.read("spike");
      assertEquals([...flags.keys()].filter((i) => flags[i] === 1), fired);
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("read gives one value per neuron, or per asked neuron in the order asked", async (engine) => {
  await using simulation = await engine.create(buildNetwork(cobaHh({ scale: 0.1 })), { dt: 0.1 });
  const v = await simulation.read("v");
  assertEquals(v.length, 400);
  assertEquals(await simulation.read("v", Uint32Array.of(399, 0, 7)), Float64Array.of(v[399], v[0], v[7]));
});

eachEngine("arguments that cannot be simulated with are refused", async (engine) => {
  const network = loneNeurons(3);
  const refused = [
    [{ dt: 0 }, "Cannot create simulation: dt must be a positive number of ms, received 0"],
    [{ dt: -0.1 }, "Cannot create simulation: dt must be a positive number of ms, received -0.1"],
    [{ dt: NaN }, "Cannot create simulation: dt must be a positive number of ms, received NaN"],
    [{ dt: 0.1, threads: 0 }, "Cannot create simulation: threads must be a positive integer, received 0"],
    [{ dt: 0.1, threads: 1.5 }, "Cannot create simulation: threads must be a positive integer, received 1.5"],
    [
      { dt: 0.1, method: "rk5" },
      `Cannot create simulation: method must be one of ${engine.methods.join(", ")}, received "rk5"`,
    ],
  ] as const;
  for (const [options, message] of refused) {
    assertEquals((await assertRejects(() => engine.create(network, options), RangeError)).message, message);
  }
  const simulation = await engine.create(network, { dt: 0.1 });
  for (const steps of [0, -1, 1.5, NaN]) {
    const { message } = await assertRejects(() => simulation.advance(steps), RangeError);
    assertEquals(message, `Cannot advance simulation: steps must be a positive integer, received ${steps}`);
  }
  // deno-lint-ignore no-explicit-any -- what a caller without types might do
  const unknown = "u" as any;
  const known = simulation.variables.join(", ");
  await assertRejects(() => simulation.read(unknown), RangeError, `must be one of ${known}, received "u"`);
  await assertRejects(() => simulation.write(unknown, new Float64Array(3)), RangeError, `must be one of ${known}`);
  await assertRejects(
    () => simulation.read("v", Uint32Array.of(3)),
    RangeError,
    "neurons must be in [0, 3), received 3",
  );
  const write = (variable: "v" | "spike" | "refractory", ...values: number[]) =>
    simulation.write(variable, Float64Array.from(values));
  await assertRejects(
    () => write("v", 1, 2),
    RangeError,
    "Cannot write v: one value per neuron (3) is required, received 2",
  );
  await assertRejects(() => write("spike", 0, 1, 0.5), RangeError, "every value must be 0 or 1, received 0.5");
  await assertRejects(
    () => write("refractory", 0, -1, 0),
    RangeError,
    "whole number of steps, at least 0, received -1",
  );
  await simulation[Symbol.asyncDispose]();
  await simulation[Symbol.asyncDispose](); // a second time does no harm
  await assertRejects(() => simulation.advance(1), Error, "Cannot advance simulation: the simulation is disposed");
  await assertRejects(() => simulation.read("v"), Error, "Cannot read v: the simulation is disposed");
});
