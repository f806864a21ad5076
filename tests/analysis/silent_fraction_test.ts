import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firingRates, silentFraction } from "../../analysis/mod.ts";
import { EXAMPLES, observations, spikesOf, windowOf } from "./trains.ts";

Deno.test("the silent fraction is that of the neurons whose rate is 0", () => {
  fc.assert(
    fc.property(observations, ({ spikes, window, population: { first, count } }) => {
      const rates = firingRates(spikes, window).subarray(first, first + count);
      assertEquals(silentFraction(spikes, window, { first, count }), rates.filter((rate) => rate === 0).length / count);
    }),
    EXAMPLES,
  );
});

Deno.test("a neuron that fires outside the window only is silent", () => {
  const trains = [[5], [15], [], [25]];
  assertEquals(silentFraction(spikesOf(trains), { neurons: 4, dt: 0.1, start: 10, stop: 20 }), 0.75);
});

Deno.test("the silent fraction is 1 without spikes", () => {
  assertEquals(silentFraction(spikesOf([[], []]), windowOf([[], []], 10)), 1);
});
