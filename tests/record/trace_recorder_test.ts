import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { run, type StateVariable, trace, variablesOf } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, stepByStep } from "./small_network.ts";

const network = smallNetwork();

eachEngine("row r is the state after step r × every, whatever the run's batches", async (engine) => {
  const every = fc.oneof(fc.constantFrom(1, 3, 7, 1000), fc.integer({ min: 1, max: 60 }));
  const neurons = fc.uniqueArray(fc.nat({ max: network.neurons - 1 }), { minLength: 1, maxLength: 5 });
  const generated = fc.record({
    variable: fc.constantFrom(...variablesOf("exp_auto")),
    neurons: neurons.map((indices) => Uint32Array.from(indices)),
    every,
    steps: fc.integer({ min: 1, max: 260 }), // past 200 the run's own batches are longer than a step
    others: fc.array(every, { maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(generated, async ({ variable, neurons, every, steps, others }) => {
      const rows = await stepByStep(engine, network, steps, { variable, neurons });
      await using simulation = await engine.create(network, { dt: DT });
      const beside = Object.fromEntries(others.map((every, k) => [`v ${k}`, trace("v", [0], { every })]));
      const recorders = { ...beside, wanted: trace(variable, neurons, { every }) };
      const { observed } = await run(simulation, steps * DT, recorders);
      const wanted = rows.keys().filter((step) => step % every === 0).toArray();
      assertEquals(observed.wanted, {
        kind: "trace",
        variable,
        neurons,
        step: Uint32Array.from(wanted),
        values: Float64Array.from(wanted.flatMap((step) => [...rows[step]])),
      });
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("rows of a later run count from its start", async (engine) => {
  const neurons = Uint32Array.of(7, 0);
  const rows = await stepByStep(engine, network, 30, { variable: "v", neurons });
  await using simulation = await engine.create(network, { dt: DT });
  await simulation.advance(11);
  const { observed: { v } } = await run(simulation, 19 * DT, { v: trace("v", neurons, { every: 7 }) });
  assertEquals([...v.step], [11, 18, 25]);
  assertEquals([...v.values], [11, 18, 25].flatMap((step) => [...rows[step]]));
});

Deno.test("a trace recorder refuses strides that are no positive integers, and no neurons", () => {
  for (const every of [0, -1, 1.5, NaN, Infinity]) {
    const { message } = assertThrows(() => trace("gE", [0], { every }), RangeError);
    assertEquals(message, `Cannot record gE: every must be a positive integer of steps, received ${every}`);
  }
  const { message } = assertThrows(() => trace("v", []), RangeError);
  assertEquals(message, "Cannot record v: at least one neuron is required");
});

eachEngine("unknown variables and neurons are refused before the first step", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const { message } = await assertRejects(() => run(simulation, 1, { v: trace("v", [0, 50]) }), RangeError);
  assertEquals(message, "Cannot read state: neurons must be in [0, 50), received 50");
  await assertRejects(
    () => run(simulation, 1, { u: trace("u" as StateVariable, [0]) }),
    RangeError,
    'Cannot read state: the variable must be one of v, m, h, n, gE, gI, spike, refractory, received "u"',
  );
  assertEquals(simulation.step, 0);
});

eachEngine("a population is recorded whole, in its order", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  await simulation.advance(30);
  const { observed: { E, I } } = await run(simulation, DT, {
    E: trace("v", { population: "E" }),
    I: trace("v", { population: "I" }),
  });
  assertEquals([...E.values, ...I.values], [...await simulation.read("v")]);
  assertEquals([...E.neurons, ...I.neurons], Array.from({ length: network.neurons }, (_, i) => i));
});
