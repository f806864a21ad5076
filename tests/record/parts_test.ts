import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  mergeRecordings,
  NonFiniteRecorder,
  RateRecorder,
  type Recording,
  recordingFromJson,
  recordingToJson,
  referenceEngine,
  run,
  sliceRecording,
  SpikeRecorder,
  TraceRecorder,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { DT, smallNetwork } from "./small_network.ts";

/** Steps of a bin and between two samples. */
const BIN = 5;

/** Recordings of consecutive runs of one simulation, of so many bins each; one neuron is not finite. */
async function recorded(...bins: number[]): Promise<Recording[]> {
  const network = smallNetwork();
  await using simulation = await referenceEngine.create(network, { dt: DT });
  const v = await simulation.read("v");
  v[2] = NaN;
  await simulation.write("v", v);
  const parts: Recording[] = [];
  for (const count of bins) {
    const recorders = [
      new SpikeRecorder(),
      new RateRecorder(BIN),
      new TraceRecorder("v", [0, 2]),
      new TraceRecorder("gE", [1], BIN),
      new NonFiniteRecorder(BIN),
    ];
    parts.push(await run(simulation, count * BIN * DT, recorders));
  }
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
      assertEquals(mergeRecordings(a, b), whole);
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

Deno.test("a slice of a slice is a slice, and the whole slice is the recording", async () => {
  const [whole] = await recorded(40);
  assertEquals(sliceRecording(whole, 0, 200), whole);
  const middle = sliceRecording(whole, 50, 150);
  assertEquals(sliceRecording(middle, 75, 100), sliceRecording(whole, 75, 100));
  assertEquals([middle.start, middle.stop, middle.traces[0].step.length], [50, 150, 100]);
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
  const { rate: _, ...without } = second;
  assertThrows(() => mergeRecordings(first, without), RangeError, "observed the same, received rate in one of them");
  assertThrows(() => mergeRecordings(first, { ...second, traces: [] }), RangeError, "received 2 and 0 traces");
});
