import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import {
  nonFinite,
  type ObservedBy,
  populationRate,
  type Recording,
  recordingFromJson,
  recordingToJson,
  run,
  spikes,
  trace,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, spikesWhere, unobserved } from "./small_network.ts";

const network = smallNetwork();

function recorders() {
  return {
    all: spikes(),
    rate: populationRate({ binSteps: 7 }),
    lost: nonFinite({ every: 5 }),
    v: trace("v", [0, 1], { every: 3 }),
  };
}

/** What holds of every recording, aborted or not. */
function assertConsistent(recording: Recording<ObservedBy<ReturnType<typeof recorders>>>): void {
  const { start, stop, observed: { all, rate, v: { step, values }, lost } } = recording;
  assert(start <= stop);
  assert(all.step.every((k) => k >= start && k < stop), "a spike outside the steps that were done");
  assertEquals(rate.excitatory.length, Math.ceil((stop - start) / rate.binSteps));
  const counted = [...rate.excitatory, ...rate.inhibitory].reduce((sum, count) => sum + count, 0);
  assertEquals(counted, all.step.length);
  assertEquals([...step], Array.from({ length: Math.ceil((stop - start) / 3) }, (_, row) => start + 3 * row));
  assertEquals(values.length, 2 * step.length);
  assertEquals(lost.neurons.length, 0);
  assertEquals(recordingFromJson(recordingToJson(recording)), { ...recording });
}

eachEngine("a run that is aborted before its start has an empty recording", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  await simulation.advance(12);
  const told: number[] = [];
  const recording = await run(simulation, 10, recorders(), {
    signal: AbortSignal.abort(),
    onProgress: (fraction) => told.push(fraction),
  });
  assertEquals([recording.start, recording.stop, recording.aborted], [12, 12, true]);
  assertEquals(simulation.step, 12);
  assertEquals(told, []);
  assertEquals(recording.observed.all.step.length, 0);
  assertConsistent(recording);
});

eachEngine("a run that is aborted on its way holds exactly what was done", async (engine) => {
  const steps = 300;
  const spikes = await unobserved(engine, network, steps);
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 0.99, noNaN: true }), async (enough) => {
      await using simulation = await engine.create(network, { dt: DT });
      const abort = new AbortController();
      let told = 0;
      const recording = await run(simulation, steps * DT, recorders(), {
        signal: abort.signal,
        onProgress: (fraction) => {
          told = fraction;
          if (fraction >= enough) abort.abort();
        },
      });
      assertEquals(recording.aborted, told < 1);
      assertEquals([recording.start, recording.stop], [0, Math.round(told * steps)]);
      assertEquals(simulation.step, recording.stop);
      assertEquals(recording.observed.all, { kind: "spikes", ...spikesWhere(spikes, (step) => step < recording.stop) });
      assertConsistent(recording);
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

eachEngine("an abort that comes with the last step aborts nothing", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const abort = new AbortController();
  const recording = await run(simulation, 10, recorders(), {
    signal: abort.signal,
    onProgress: (fraction) => fraction === 1 && abort.abort(),
  });
  assertEquals([recording.stop, recording.aborted], [100, false]);
  assertConsistent(recording);
});

eachEngine("a timer can abort a run", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), 1);
  const steps = 500_000;
  const recording = await run(simulation, steps * DT, recorders(), { signal: abort.signal });
  clearTimeout(timer);
  assert(recording.aborted);
  assertLess(recording.stop, steps);
  assertConsistent(recording);
});

eachEngine("a timer can abort a run that nobody looks into", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), 100);
  const { aborted } = await run(simulation, 200_000, {}, { signal: abort.signal });
  clearTimeout(timer);
  assert(aborted);
});

eachEngine("an aborted run can be continued", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const abort = new AbortController();
  const begun = await run(simulation, 20, recorders(), {
    signal: abort.signal,
    onProgress: (fraction) => fraction > 0.3 && abort.abort(),
  });
  const ended = await run(simulation, (200 - begun.stop) * DT, recorders());
  assertEquals([ended.start, ended.stop], [begun.stop, 200]);
  assertConsistent(ended);
  const spikes = await unobserved(engine, network, 200);
  assertEquals(ended.observed.all, { kind: "spikes", ...spikesWhere(spikes, (step) => step >= begun.stop) });
});
