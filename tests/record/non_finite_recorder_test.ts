import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Engine, nonFinite, type Recorder, run, spikes, type StateVariable } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork } from "./small_network.ts";

const network = smallNetwork();

interface Fault {
  readonly neuron: number;
  /** The fault is there after this step. */
  readonly step: number;
  readonly value: number;
}

/** Does the faults to a variable, each after its step. */
function saboteur(variable: StateVariable, faults: readonly Fault[]): Recorder {
  return {
    every: 1,
    start() {},
    async sample(simulation, step) {
      const due = faults.filter((fault) => fault.step === step);
      if (due.length === 0) return;
      const values = await simulation.read(variable);
      for (const { neuron, value } of due) values[neuron] = value;
      await simulation.write(variable, values);
    },
    observation: () => undefined,
  };
}

const fault = fc.record({
  neuron: fc.nat({ max: network.neurons - 1 }),
  step: fc.nat({ max: 59 }),
  value: fc.constantFrom(NaN, Infinity, -Infinity),
});
const faults = fc.uniqueArray(fault, { selector: ({ neuron }) => neuron, maxLength: 10 });

/** What a watch that looks every `every` steps finds in a run of 60 steps. */
async function found(engine: Engine, faults: readonly Fault[], every: number, variable: StateVariable = "v") {
  await using simulation = await engine.create(network, { dt: DT });
  const recorders = { saboteur: saboteur(variable, faults), lost: nonFinite({ every }) };
  return (await run(simulation, 60 * DT, recorders)).observed.lost;
}

/** Faults by the step of the first look that can see them, then by neuron. */
function expected(faults: readonly Fault[], seenAfter: (step: number) => number) {
  const seen = faults.map(({ neuron, step }) => ({ neuron, step: seenAfter(step) }))
    .sort((a, b) => a.step - b.step || a.neuron - b.neuron);
  return {
    kind: "nonFinite" as const,
    neurons: Uint32Array.from(seen, ({ neuron }) => neuron),
    step: Uint32Array.from(seen, ({ step }) => step),
  };
}

eachEngine("a watch of every step finds exactly the faulty potentials, each at its step", async (engine) => {
  await fc.assert(
    fc.asyncProperty(faults, async (faults) => {
      assertEquals(await found(engine, faults, 1), { ...expected(faults, (step) => step), every: 1, beyond: 0 });
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("a fault between two looks is found at the next look, or at the end", async (engine) => {
  await fc.assert(
    fc.asyncProperty(faults, fc.integer({ min: 2, max: 100 }), async (faults, every) => {
      const nextLook = (step: number) => Math.min(Math.ceil(step / every) * every, 59);
      assertEquals(await found(engine, faults, every), { ...expected(faults, nextLook), every, beyond: 0 });
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

eachEngine("a conductance that is not a number is found in the potential of the next step", async (engine) => {
  const faults = [{ neuron: 4, step: 20, value: NaN }, { neuron: 45, step: 30, value: NaN }];
  for (const variable of ["gE", "gI"] as const) {
    assertEquals(await found(engine, faults, 1, variable), {
      ...expected(faults, (step) => step + 1),
      every: 1,
      beyond: 0,
    });
  }
});

eachEngine("a finite run has nothing that is not finite", async (engine) => {
  assertEquals((await found(engine, [], 1)).neurons.length, 0);
});

eachEngine("a neuron that is faulty before the run is found after its first step", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  await simulation.advance(8);
  await simulation.write("v", (await simulation.read("v")).fill(NaN, 3, 5));
  const { observed: { lost } } = await run(simulation, 1, { lost: nonFinite({ every: 4 }) });
  const expected = { neurons: Uint32Array.of(3, 4), step: Uint32Array.of(8, 8), every: 4, beyond: 0 };
  assertEquals(lost, { kind: "nonFinite", ...expected });
});

eachEngine("a run that takes no step finds nothing, for there is no step to name", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  await simulation.write("v", (await simulation.read("v")).fill(NaN, 0, 1).fill(1e9, 1, 2));
  const recorders = { lost: nonFinite() };
  const { observed: before } = await run(simulation, DT, recorders);
  assertEquals([before.lost.neurons.length, before.lost.beyond], [1, 1]);
  const { observed: after } = await run(simulation, 1, recorders, { signal: AbortSignal.abort() });
  assertEquals([after.lost.neurons.length, after.lost.beyond], [0, 0]);
});

eachEngine("an aborted run is looked at a last time after the last step that was done", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const abort = new AbortController();
  const { stop, observed: { lost } } = await run(
    simulation,
    60 * DT,
    {
      saboteur: saboteur("v", [{ neuron: 9, step: 2, value: NaN }]),
      lost: nonFinite({ every: 50 }),
      all: spikes(),
    },
    { signal: abort.signal, onProgress: (fraction) => fraction > 0.1 && abort.abort() },
  );
  const expected = { neurons: Uint32Array.of(9), step: Uint32Array.of(stop - 1), every: 50, beyond: 0 };
  assertEquals(lost, { kind: "nonFinite", ...expected });
});

Deno.test("a watch refuses strides that are no positive integers", () => {
  for (const every of [0, -1, 1.5, NaN, Infinity]) {
    const { message } = assertThrows(() => nonFinite({ every }), RangeError);
    assertEquals(message, `Cannot watch potentials: every must be a positive integer of steps, received ${every}`);
  }
});

eachEngine("a potential that is finite but beyond ±1000 mV at the end is counted", async (engine) => {
  await using simulation = await engine.create(smallNetwork(), { dt: 0.1 });
  const v = await simulation.read("v");
  v[2] = 1e9;
  v[5] = -1e9;
  await simulation.write("v", v);
  const { observed: { lost } } = await run(simulation, 0.1, { lost: nonFinite() });
  assertEquals(lost.neurons.length, 0);
  assertEquals(lost.beyond, 2);
});
