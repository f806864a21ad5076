import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  mergeRecordings,
  nonFinite,
  type Observations,
  populationRate,
  type Recording,
  recordingFromJson,
  recordingToJson,
  referenceEngine,
  run,
  sliceRecording,
  spikes,
  trace,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { DT, smallNetwork } from "./small_network.ts";

/** Steps of a bin and between two samples. */
const BIN = 5;

/** Recordings of consecutive runs of one simulation, of so many bins each; one neuron is not finite. */
async function recorded(...bins: number[]) {
  const network = smallNetwork();
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const v = await simulation.read("v");
  v[2] = NaN;
  await simulation.write("v", v);
  const recorders = {
    all: spikes(),
    some: spikes([3, 41, 0]),
    rate: populationRate({ binSteps: BIN }),
    v: trace("v", [0, 2]),
    gE: trace("gE", [1], { every: BIN }),
    lost: nonFinite({ every: BIN }),
  };
  const parts = [];
  for (const count of bins) parts.push(await run(simulation, count * BIN * DT, recorders));
  return parts;
}

const bins = fc.integer({ min: 1, max: 30 });

Deno.test("the recordings of two runs, merged, are the recording of one run of both", async () => {
  await fc.assert(
    fc.asyncProperty(bins, bins, async (a, b) => {
      const [first, second] = await recorded(a, b);
      assertEquals([mergeRecordings(first, second)], await recorded(a + b));
    }),
    { ...PROPERTY, numRuns: 15 },
  );
});

Deno.test("merging is associative", async () => {
  const [a, b, c] = await recorded(20, 7, 13);
  assertEquals(mergeRecordings(mergeRecordings(a, b), c), mergeRecordings(a, mergeRecordings(b, c)));
});

Deno.test("slices of a recording, merged, are the recording, also after they were saved", async () => {
  const [whole] = await recorded(40);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 39 }), (cut) => {
      const parts = [sliceRecording(whole, 0, cut * BIN), sliceRecording(whole, cut * BIN, 40 * BIN)];
      const [a, b] = parts.map((part) => recordingFromJson(recordingToJson(part)));
      assertEquals(mergeRecordings(a, b), { ...whole });
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

Deno.test("a slice of a slice is a slice, and the whole slice is the recording", async () => {
  const [whole] = await recorded(40);
  assertEquals(sliceRecording(whole, 0, 200), whole);
  const middle = sliceRecording(whole, 50, 150);
  assertEquals(sliceRecording(middle, 75, 100), sliceRecording(whole, 75, 100));
  assertEquals([middle.start, middle.stop, middle.observed.v.step.length], [50, 150, 100]);
});

Deno.test("what is not inside a recording, or does not follow it, is refused", async () => {
  const [first, second] = await recorded(4, 4);
  for (const [start, stop] of [[-5, 5], [10, 10], [10, 25], [0.5, 10], [NaN, 10]]) {
    assertThrows(() => sliceRecording(first, start, stop), RangeError, "must be steps in [0, 20], start before stop");
  }
  assertThrows(() => sliceRecording(first, 3, 10), RangeError, "must lie between bins of 5 steps");
  assertThrows(() => mergeRecordings(second, first), RangeError, "the second must begin in step 40");
  const other = { ...second, provenance: { ...second.provenance, dt: 0.05 } };
  assertThrows(() => mergeRecordings(first, other), RangeError, "the same network, engine, method and time step");
});

Deno.test("recordings merge only where both have observed the same under the same names", async () => {
  const [first, second] = await recorded(4, 4);
  const refusal = (observed: Observations) => {
    const [one, other]: Recording[] = [first, { ...second, observed }];
    return assertThrows(() => mergeRecordings(one, other), RangeError).message.replace("Cannot merge recordings: ", "");
  };
  const { rate, ...others } = second.observed, { all, some, v, gE, lost } = others;
  const same = "both must have observed the same, received";
  assertEquals(refusal(others), `${same} rate in one of them`);
  assertEquals(refusal({ ...second.observed, more: all }), `${same} more in one of them`);
  assertEquals(refusal({ ...others, rate: all }), `${same} rate as rate and spikes`);
  assertEquals(
    refusal({ ...second.observed, some: all }),
    "both must have the spikes of the same neurons, received those of others",
  );
  assertEquals(
    refusal({ ...second.observed, v: gE }),
    "both must have the trace of v of the same neurons, received one of gE",
  );
  assertEquals(
    refusal({ ...second.observed, v: { ...v, neurons: some.neurons! } }),
    "both must have the trace of v of the same neurons, received one of v",
  );
  assertEquals(
    refusal({ ...second.observed, rate: { ...rate, binSteps: 4 } }),
    "both must have bins of 5 steps, received 4",
  );
  assertEquals(
    refusal({ ...second.observed, lost: { ...lost, every: 1 } }),
    "both must have looked for non-finite neurons every 5 steps, received 1",
  );
});
