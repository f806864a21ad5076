import { assert, assertEquals, assertGreater, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  nonFinite,
  type PopulationRate,
  populationRate,
  type RecordedSpikes,
  type Recorder,
  type Recorders,
  referenceEngine,
  run,
  spikes,
  stepsOf,
  type Trace,
  trace,
  VERSION,
} from "../../mod.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, spikesWhere, unobserved } from "./small_network.ts";

const network = smallNetwork();

eachEngine("the recordings of run(a) and run(b) join to that of run(a + b)", async (engine) => {
  const count = fc.integer({ min: 1, max: 12 }), stride = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(count, count, stride, async (rows, more, every) => {
      // Rows and bins join where the first run is a whole number of them.
      const a = rows * every, b = more * every;
      const recorders = () => ({
        all: spikes(),
        I: spikes({ population: "I" }),
        rate: populationRate({ binSteps: every }),
        lost: nonFinite({ every }),
        v: trace("v", [0, 45], { every }),
        gE: trace("gE", [3], { every }),
      });
      await using parted = await engine.create(network, { dt: DT });
      await using unbroken = await engine.create(network, { dt: DT });
      const first = await run(parted, a * DT, recorders());
      const second = await run(parted, b * DT, recorders());
      const whole = await run(unbroken, (a + b) * DT, recorders());
      assertEquals([first.start, first.stop, second.start, second.stop], [0, a, a, a + b]);
      assertEquals([whole.start, whole.stop, whole.aborted], [0, a + b, false]);
      const [a1, b1, ab] = [first, second, whole].map(({ observed }) => observed);
      for (const name of ["all", "I"] as const) {
        assertEquals(ab[name], { ...ab[name], ...joinedSpikes([a1[name], b1[name]]) });
      }
      for (const population of ["excitatory", "inhibitory"] as const) {
        assertEquals([...ab.rate[population]], [...a1.rate[population], ...b1.rate[population]]);
      }
      for (const name of ["v", "gE"] as const) {
        assertEquals([...ab[name].step], [...a1[name].step, ...b1[name].step]);
        assertEquals([...ab[name].values], [...a1[name].values, ...b1[name].values]);
      }
      assertEquals(second.provenance, whole.provenance);
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

eachEngine("no recorder changes the spikes", async (engine) => {
  const every = fc.integer({ min: 1, max: 200 });
  const expected = await unobserved(engine, network, 150);
  assertGreater(expected.step.length, 50);
  await fc.assert(
    fc.asyncProperty(every, every, every, async (a, b, c) => {
      await using simulation = await engine.create(network, { dt: DT });
      const { observed } = await run(simulation, 150 * DT, {
        v: trace("v", [0], { every: a }),
        all: spikes(),
        spike: trace("spike", [49, 0], { every: b }),
        lost: nonFinite({ every: c }),
        rate: populationRate({ binSteps: a }),
      });
      assertEquals(observed.all, { kind: "spikes", ...expected });
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

eachEngine("a recorder forgets an earlier run", async (engine) => {
  const recorders = {
    all: spikes(),
    rate: populationRate({ binSteps: 3 }),
    lost: nonFinite({ every: 2 }),
    v: trace("v", [1], { every: 4 }),
  };
  const recorded = async (current = recorders) => {
    await using simulation = await engine.create(network, { dt: DT });
    return await run(simulation, 5, current);
  };
  const first = await recorded();
  assertEquals(await recorded(), first);
  const { all, rate, lost, v } = recorders;
  assertEquals(await recorded({ v, all, lost, rate }), first);
});

eachEngine("recorders of one kind stand side by side, each under its own name", async (engine) => {
  const expected = await unobserved(engine, network, 200);
  await using simulation = await engine.create(network, { dt: DT });
  const { observed } = await run(simulation, 200 * DT, {
    "E.spike": spikes({ population: "E" }),
    "I.spike": spikes({ population: "I" }),
    fine: trace("v", [0]),
    coarse: trace("v", [0], { every: 10 }),
  });
  const excitatory = spikesWhere(expected, (_, neuron) => neuron < network.excitatory);
  const inhibitory = spikesWhere(expected, (_, neuron) => neuron >= network.excitatory);
  assertGreater(excitatory.step.length, 50);
  assertGreater(inhibitory.step.length, 20);
  assertEquals({ ...observed["E.spike"] }, {
    kind: "spikes",
    ...excitatory,
    neurons: Uint32Array.from({ length: 40 }, (_, i) => i),
  });
  assertEquals({ ...observed["I.spike"] }, {
    kind: "spikes",
    ...inhibitory,
    neurons: Uint32Array.from({ length: 10 }, (_, i) => 40 + i),
  });
  assertEquals([...observed.coarse.values], [...observed.fine.values].filter((_, k) => k % 10 === 0));
});

Deno.test("the types of what was observed follow from the recorders, names as they are written", async () => {
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const steps: Recorder<number> = { start() {}, observation: () => simulation.step };
  const recording = await run(simulation, 5 * DT, {
    "E.spike": spikes(),
    v: trace("v", [0]),
    rate: populationRate({ binSteps: 5 }),
    steps,
  });
  const observed: { "E.spike": RecordedSpikes; v: Trace; rate: PopulationRate; steps: number } = recording.observed;
  assertEquals(Object.keys(observed), ["E.spike", "v", "rate", "steps"]);
  assertEquals([observed.v.kind, observed.rate.kind, observed.steps], ["trace", "rate", 5]);
  // @ts-expect-error: there is no such recorder
  assertEquals(recording.observed.w, undefined);
});

Deno.test("what is not a recorder is refused before the first step", async () => {
  await using simulation = await referenceEngine.create(network, { dt: DT });
  for (const [what, words] of [[spikes, "a function"], [undefined, "nothing"], [[], "[]"], ["v", '"v"']] as const) {
    const recorders = { v: what as unknown as Recorder };
    const { message } = await assertRejects(() => run(simulation, 1, recorders), RangeError);
    assertEquals(message, `Cannot run simulation: v must be a recorder, received ${words}`);
  }
  for (const [what, words] of [[[], "[]"], [null, "null"], [undefined, "nothing"], ["v", '"v"']] as const) {
    const { message } = await assertRejects(() => run(simulation, 1, what as unknown as Recorders), RangeError);
    assertEquals(message, `Cannot run simulation: recorders must be an object of them by name, received ${words}`);
  }
  assertEquals(simulation.step, 0);
});

eachEngine("the provenance says what was simulated, and how", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT, method: "exp_euler" });
  const { provenance } = await run(simulation, DT, {});
  assertEquals(provenance, {
    version: VERSION,
    spec: network.spec,
    excitatory: 40,
    inhibitory: 10,
    synapses: network.connectivity.synapses,
    engine: engine.name,
    precision: engine.precision,
    method: "exp_euler",
    dt: DT,
    threads: 1,
  });
});

Deno.test("stepsOf(n × dt, dt) is n, whatever the rounding of the product", () => {
  assertEquals(stepsOf(0.3, 0.1), 3);
  assertEquals(stepsOf(0.1 + 0.2, 0.1), 3);
  const dt = fc.constantFrom(0.1, 0.05, 0.025, 0.02, 0.01, 0.001, 0.3, 1 / 3, 1, 2.5);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0xffffffff }), dt, (n, dt) => {
      assertEquals(stepsOf(n * dt, dt), n);
    }),
    { ...PROPERTY, numRuns: 1000 },
  );
});

Deno.test("a duration that is not a whole number of steps is refused, however long it is", () => {
  assertThrows(() => stepsOf(0.25, 0.1), RangeError);
  assertThrows(() => stepsOf(0.04, 0.1), RangeError);
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000 }), fc.double({ min: 1e-5, max: 1 - 1e-5, noNaN: true }), (n, part) => {
      const duration = n + part;
      const { message } = assertThrows(() => stepsOf(duration, 1), RangeError);
      assertEquals(
        message,
        `Cannot run simulation: duration must be a whole number of steps of 1 ms, received ${duration} ms`,
      );
    }),
    PROPERTY,
  );
});

Deno.test("a duration is whole if it is so to 1e-6 steps", () => {
  assertEquals(stepsOf(100 + 5e-7, 1), 100);
  assertEquals(stepsOf(100 - 5e-7, 1), 100);
  assertThrows(() => stepsOf(100 + 2e-6, 1), RangeError);
  assertThrows(() => stepsOf(100 - 2e-6, 1), RangeError);
});

eachEngine("a run refuses a duration that is not whole or not positive, and takes no step", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const refusal = async (duration: number) =>
    (await assertRejects(() => run(simulation, duration, { all: spikes() }), RangeError)).message;
  assertEquals(
    await refusal(0.25),
    "Cannot run simulation: duration must be a whole number of steps of 0.1 ms, received 0.25 ms",
  );
  for (const duration of [-5, 0, -0, NaN, Infinity, -Infinity]) {
    assertEquals(
      await refusal(duration),
      `Cannot run simulation: duration must be a positive number of ms, received ${duration}`,
    );
  }
  assertEquals(simulation.step, 0);
});

eachEngine("progress rises to exactly 1, and is told at most a hundred times", async (engine) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat({ max: 20 }),
      async (steps, every, before) => {
        await using simulation = await engine.create(network, { dt: DT });
        if (before > 0) await simulation.advance(before);
        const told: number[] = [];
        await run(simulation, steps * DT, { v: trace("v", [0], { every }) }, {
          onProgress: (fraction) => told.push(fraction),
        });
        assertEquals(told.at(-1), 1);
        assert(told.every((fraction, k) => fraction > (told[k - 1] ?? 0)), `${told}`);
        assert(told.length <= 100, `told ${told.length} times`);
        assertEquals(simulation.step, before + steps);
      },
    ),
    { ...PROPERTY, numRuns: 30 },
  );
});

Deno.test("a duration of more steps than can be counted is refused", () => {
  const { message } = assertThrows(() => stepsOf(1e12, 0.1), RangeError);
  assertEquals(message, "Cannot run simulation: duration must be of at most 2^32 - 1 steps, received 10000000000000");
});
