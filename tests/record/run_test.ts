import { assert, assertEquals, assertGreater, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { NonFiniteRecorder, RateRecorder, run, SpikeRecorder, stepsOf, TraceRecorder, VERSION } from "../../mod.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, unobserved } from "./small_network.ts";

const network = smallNetwork();

eachEngine("the recordings of run(a) and run(b) join to that of run(a + b)", async (engine) => {
  const count = fc.integer({ min: 1, max: 12 }), stride = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(count, count, stride, async (rows, more, every) => {
      // Rows and bins join where the first run is a whole number of them.
      const a = rows * every, b = more * every;
      const recorders = () => [
        new SpikeRecorder(),
        new RateRecorder(every),
        new NonFiniteRecorder(every),
        new TraceRecorder("v", [0, 45], every),
        new TraceRecorder("gE", [3], every),
      ];
      await using parted = await engine.create(network, { dt: DT });
      await using unbroken = await engine.create(network, { dt: DT });
      const first = await run(parted, a * DT, recorders());
      const second = await run(parted, b * DT, recorders());
      const whole = await run(unbroken, (a + b) * DT, recorders());
      assertEquals([first.start, first.stop, second.start, second.stop], [0, a, a, a + b]);
      assertEquals([whole.start, whole.stop, whole.aborted], [0, a + b, false]);
      assertEquals(whole.spikes, joinedSpikes([first.spikes!, second.spikes!]));
      for (const population of ["excitatory", "inhibitory"] as const) {
        assertEquals(
          [...whole.rate![population]],
          [...first.rate![population], ...second.rate![population]],
        );
      }
      whole.traces.forEach(({ step, values }, k) => {
        assertEquals([...step], [...first.traces[k].step, ...second.traces[k].step]);
        assertEquals([...values], [...first.traces[k].values, ...second.traces[k].values]);
      });
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
      const { spikes } = await run(simulation, 150 * DT, [
        new TraceRecorder("v", [0], a),
        new SpikeRecorder(),
        new TraceRecorder("spike", [49, 0], b),
        new NonFiniteRecorder(c),
        new RateRecorder(a),
      ]);
      assertEquals(spikes, expected);
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

eachEngine("a recorder forgets an earlier run", async (engine) => {
  const recorders = [
    new SpikeRecorder(),
    new RateRecorder(3),
    new NonFiniteRecorder(2),
    new TraceRecorder("v", [1], 4),
  ];
  const recorded = async (current = recorders) => {
    await using simulation = await engine.create(network, { dt: DT });
    return await run(simulation, 5, current);
  };
  const first = await recorded();
  assertEquals(await recorded(), first);
  assertEquals(await recorded([recorders[3], recorders[0], recorders[2], recorders[1]]), first);
});

eachEngine("the provenance says what was simulated, and how", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT, method: "exp_euler" });
  const { provenance } = await run(simulation, DT, []);
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
    (await assertRejects(() => run(simulation, duration, [new SpikeRecorder()]), RangeError)).message;
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
        await run(simulation, steps * DT, [new TraceRecorder("v", [0], every)], {
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
