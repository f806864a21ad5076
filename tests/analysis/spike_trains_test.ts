import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { spikeTrains } from "../../analysis/mod.ts";
import { EXAMPLES, observations, spikesOf } from "./trains.ts";

Deno.test("spike trains are those that the spikes were made of, within the window", () => {
  fc.assert(
    fc.property(observations, ({ trains, spikes, window }) => {
      const { offsets, steps } = spikeTrains(spikes, window);
      const within = trains.map((train) => train.filter((step) => step >= window.start && step < window.stop));
      assertEquals(trains.map((_, i) => Array.from(steps.subarray(offsets[i], offsets[i + 1]))), within);
      assertEquals(offsets[trains.length], steps.length);
    }),
    EXAMPLES,
  );
});

Deno.test("silent neurons have empty spike trains", () => {
  assertEquals(spikeTrains(spikesOf([[], []]), { neurons: 2, dt: 0.1, start: 0, stop: 10 }), {
    offsets: new Uint32Array(3),
    steps: new Uint32Array(0),
  });
});
