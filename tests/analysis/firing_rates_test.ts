import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firingRates } from "../../analysis/mod.ts";
import { assertAllClose, EXAMPLES, observations, ROUNDING, spikesOf, windowOf } from "./trains.ts";

Deno.test("a neuron that fires every 10 ms has a rate of 100 Hz, a silent one of 0", () => {
  const trains = [Array.from({ length: 10 }, (_, k) => 100 * k), []];
  assertEquals(firingRates(spikesOf(trains), windowOf(trains, 1000)), Float64Array.of(100, 0));
});

Deno.test("the first step of the window counts, the step at its stop does not", () => {
  const trains = [[10, 20, 30]];
  const rates = firingRates(spikesOf(trains), { neurons: 1, dt: 1, start: 10, stop: 30 });
  assertEquals(rates, Float64Array.of(100));
});

Deno.test("rates are 0 without spikes", () => {
  assertEquals(firingRates(spikesOf([[], []]), windowOf([[], []], 10)), Float64Array.of(0, 0));
});

Deno.test("permuting neurons permutes the rates", () => {
  fc.assert(
    fc.property(observations, ({ trains, spikes, window }) => {
      const rates = firingRates(spikes, window);
      assertEquals(firingRates(spikesOf(trains.toReversed()), window), rates.toReversed());
    }),
    EXAMPLES,
  );
});

Deno.test("doubling dt halves the rates", () => {
  fc.assert(
    fc.property(observations, ({ spikes, window }) => {
      const doubled = firingRates(spikes, { ...window, dt: 2 * window.dt });
      assertAllClose(doubled.map((rate) => 2 * rate), firingRates(spikes, window), ROUNDING);
    }),
    EXAMPLES,
  );
});
