import { assertEquals } from "@std/assert";
import { type ObservedRun, populations, spikeWindow } from "../../analysis/mod.ts";
import type { Recording } from "../../record/recording.ts";
import { assertRefuses } from "./trains.ts";

const run: ObservedRun = { start: 100, stop: 300, provenance: { excitatory: 4, inhibitory: 1, dt: 0.1 } };

Deno.test("a spike window is the whole run less its first steps", () => {
  assertEquals(spikeWindow(run), { neurons: 5, dt: 0.1, start: 100, stop: 300 });
  assertEquals(spikeWindow(run, 199), { neurons: 5, dt: 0.1, start: 299, stop: 300 });
});

Deno.test("a spike window is refused where the transient is negative, or leaves no step", () => {
  assertRefuses(
    () => spikeWindow(run, 200),
    "Cannot take a spike window: skip must be less than the run's 200 steps, received 200",
  );
  assertRefuses(
    () => spikeWindow(run, -1),
    "Cannot take a spike window: skip must be an integer of at least 0, received -1",
  );
});

Deno.test("the populations are the excitatory neurons, then the inhibitory ones", () => {
  assertEquals(populations(run.provenance), { excitatory: { first: 0, count: 4 }, inhibitory: { first: 4, count: 1 } });
});

Deno.test("a recording is a run that a window can be taken from", () => {
  const windowOfRecording: (recording: Recording) => unknown = spikeWindow;
  assertEquals(typeof windowOfRecording, "function");
});
