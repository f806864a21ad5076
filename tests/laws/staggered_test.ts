import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh, type Engine, methodOf, type StateVariable, variablesOf } from "../../mod.ts";
import { checkpointOf, restore } from "../../record/checkpoint.ts";
import { conductance, gate, PROPERTY, smallSpec, voltage } from "./arbitraries.ts";
import { eachEngine } from "./each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

/** Registers a test per engine and staggered method that it has. */
function eachStaggered(law: string, check: (engine: Engine, method: string) => Promise<void>): void {
  eachEngine(law, async (engine) => {
    for (const method of engine.methods) {
      if (methodOf(method).family === "leapfrog") await check(engine, method);
    }
  });
}

/** Neurons of a run, each in a state of its own. */
const NEURONS = 40;

const RUNS = { ...PROPERTY, numRuns: 20 };

/** States of the neurons of a run. */
function states(v: fc.Arbitrary<number>, g: fc.Arbitrary<number>) {
  const state = fc.record({ v, m: gate(), h: gate(), n: gate(), gE: g, gI: g });
  return fc.array(state, { minLength: NEURONS, maxLength: NEURONS });
}

eachStaggered(
  "gates lag by half of the step or sub-step, and a spike by a part of its step",
  async (engine, method) => {
    const dt = 0.1, network = buildNetwork(cobaHh({ scale: 0.25, seed: 3, scaling: "in-degree" }));
    await using simulation = await engine.create(network, { dt, method });
    assertEquals(simulation.variables, variablesOf(method));
    assertEquals(new Set(await simulation.read("gateLag")), new Set([0]));
    const seen = new Set<number>();
    for (let k = 0; k < 100; k++) {
      const isActive = (await simulation.read("v")).map((v) => v > -50 ? 1 : 0);
      await simulation.advance(1);
      const lags = await simulation.read("gateLag");
      lags.forEach((lag) => seen.add(lag));
      assertEquals(lags, isActive.map((active) => active === 1 && method !== "staggered" ? dt / 8 : dt / 2));
      if (!simulation.variables.includes("spikeLag")) continue;
      const spike = await simulation.read("spike"), spikeLag = await simulation.read("spikeLag");
      assert(spikeLag.every((lag, i) => spike[i] === 1 ? lag > 0 && lag <= dt : lag === 0), `lags ${spikeLag}`);
    }
    assertEquals(seen, new Set(method === "staggered" ? [0.05] : [0.05, 0.0125]));
  },
);

eachStaggered("a checkpoint with lags resumes bit for bit, and one without them does not", async (engine, method) => {
  await fc.assert(
    fc.asyncProperty(smallSpec(), async (generated) => {
      const network = buildNetwork({ ...generated, stimulus: { kind: "none" }, current: generated.current + 500 });
      await using original = await engine.create(network, { dt: 0.1, method });
      await using resumed = await engine.create(network, { dt: 0.1, method });
      await original.advance(200);
      await restore(resumed, await checkpointOf(original));
      const { step, neuron } = await original.advance(100);
      assertEquals(await resumed.advance(100), { step: step.map((k) => k - 200), neuron });
      assertEquals(await checkpointOf(resumed), await checkpointOf(original));
    }),
    RUNS,
  );
  const network = loneNeurons(1, { current: 1000 });
  await using original = await engine.create(network, { dt: 0.1, method });
  await using forgetful = await engine.create(network, { dt: 0.1, method });
  await original.advance(200);
  for (const [variable, values] of await checkpointOf(original)) {
    if (variable !== "gateLag") await forgetful.write(variable, values);
  }
  await original.advance(1);
  await forgetful.advance(1);
  assertNotEquals(await forgetful.read("v"), await original.read("v"));
});

eachStaggered(
  "gates stay in [0, 1] at any voltage, and v between the reversal potentials, at any dt",
  async (engine, method) => {
    const network = loneNeurons(NEURONS);
    const { eK, eNa } = network.spec.parameters;
    // As for exp_auto in gates_test.ts: float64 rounds v, float32 tables have an error.
    const [gateError, vError] = engine.precision === "float64" ? [0, 1e-9] : [2e-6, 1e-3];
    const dt = fc.double({ min: 0.001, max: 5, noNaN: true });
    const inside = fc.double({ min: eK, max: eNa, noNaN: true });
    for (const generated of [states(inside, conductance(1e6)), states(voltage(), conductance())]) {
      await fc.assert(
        fc.asyncProperty(generated, dt, async (states, dt) => {
          await using simulation = await engine.create(network, { dt, method });
          for (const name of ["v", "m", "h", "n", "gE", "gI"] as const) {
            await simulation.write(name, Float64Array.from(states, (state) => state[name]));
          }
          for (let k = 0; k < 3; k++) {
            await simulation.advance(1);
            for (const name of ["m", "h", "n"] as const) {
              // Gates are NaN once v has left what a number can hold: currents at 1e307 mV do.
              (await simulation.read(name)).forEach((x, i) => {
                assert(!(x < -gateError || x > 1 + gateError), `${name} of neuron ${i} is ${x}`);
              });
            }
            (await simulation.read("v")).forEach((v, i) => {
              if (states[i].v < eK || states[i].v > eNa) return;
              assert(v >= eK - vError && v <= eNa + vError, `v of neuron ${i} is ${v}`);
            });
          }
        }),
        RUNS,
      );
    }
  },
);

eachStaggered(
  "a spike acts on its targets in full from the end of its step, or late by spikeLag",
  async (engine, method) => {
    const dt = 0.1, lag = 0.07;
    const tolerance = engine.precision === "float64" ? 1e-13 : 1e-6;
    for (const [sizes, g, tau] of [[[1, 1], "gE", 5], [[0, 2], "gI", 10]] as const) {
      const spec = cobaHh({
        populations: { excitatory: sizes[0], inhibitory: sizes[1] },
        connectivity: { probability: 1 },
      });
      const network = buildNetwork(spec), weight = g === "gE" ? network.wE : network.wI;
      await using simulation = await engine.create(network, { dt, method });
      const isLate = simulation.variables.includes("spikeLag");
      await simulation.write("spike", Float64Array.of(1, 0));
      if (isLate) await simulation.write("spikeLag", Float64Array.of(lag, 0));
      await simulation.advance(1);
      const expected = weight * Math.exp(-(dt + (isLate ? lag : 0)) / tau);
      for (const value of await simulation.read(g)) assertAlmostEquals(value / expected, 1, tolerance);
    }
  },
);

eachStaggered("the synapses of the specification's step are not used, and a note says so", async (engine, method) => {
  const spec = (order: "decay-add-use" | "add-use-decay", current: "frozen" | "linear") =>
    cobaHh({ scale: 0.1, synapses: { order, current }, current: 300, seed: 2 });
  const spikesOf = async (...choice: Parameters<typeof spec>) => {
    await using simulation = await engine.create(buildNetwork(spec(...choice)), { dt: 0.1, method });
    return { spikes: await simulation.advance(200), notes: simulation.notes };
  };
  const own = await spikesOf("add-use-decay", "linear"), other = await spikesOf("decay-add-use", "frozen");
  assert(own.spikes.step.length > 100);
  assertEquals(own.spikes, other.spikes);
  assertEquals(own.notes, []);
  assertEquals(other.notes.length, 1);
  assert(other.notes[0].includes("order decay-add-use and current frozen"), other.notes[0]);
});

eachStaggered("lags that cannot be are refused", async (engine, method) => {
  await using simulation = await engine.create(loneNeurons(2), { dt: 0.1, method });
  const refused = async (variable: StateVariable, value: number, words: string) => {
    const { message } = await assertRejects(() => simulation.write(variable, Float64Array.of(0, value)), RangeError);
    assertEquals(message, `Cannot write ${variable}: every value must be ${words}, received ${value}`);
  };
  const lags = method === "staggered" ? "0, 0.05" : "0, 0.05, 0.0125";
  for (const value of [0.1, 0.02, -0.05, NaN]) await refused("gateLag", value, `one of ${lags} ms`);
  await set(simulation, { gateLag: 0.05 });
  if (!simulation.variables.includes("spikeLag")) {
    await assertRejects(() => simulation.read("spikeLag"), RangeError, "must be one of v, m, ");
    return;
  }
  for (const value of [-0.01, 0.11, NaN]) await refused("spikeLag", value, "in [0, 0.1] ms");
});
