import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firstSpike } from "../../analysis/mod.ts";
import { EXAMPLES, observations, spikesOf, trainsWithin, windowOf } from "./trains.ts";

Deno.test("the first spike is the earliest of the population within the window", () => {
  fc.assert(
    fc.property(observations, (observation) => {
      const { spikes, window, population } = observation;
      const steps = trainsWithin(observation).flat();
      const earliest = steps.length > 0 ? Math.min(...steps) * window.dt : NaN;
      assertEquals(firstSpike(spikes, window, population), earliest);
    }),
    EXAMPLES,
  );
});

Deno.test("the time of the first spike is counted from step 0", () => {
  assertEquals(firstSpike(spikesOf([[5, 16]]), { neurons: 1, dt: 0.5, start: 10, stop: 20 }), 8);
});

Deno.test("without spikes the first spike is NaN", () => {
  assertEquals(firstSpike(spikesOf([[]]), windowOf([[]], 10)), NaN);
});
