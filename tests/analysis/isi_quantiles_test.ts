import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { isiQuantiles, medianIsi, quantiles } from "../../analysis/mod.ts";
import { assertAllClose, assertRefuses, EXAMPLES, observations, ROUNDING, spikesOf } from "./trains.ts";
import { trainsWithin, windowOf } from "./trains.ts";

Deno.test("the quantiles of intervals are those of the intervals of all neurons together", () => {
  fc.assert(
    fc.property(observations, (observation) => {
      const { spikes, window, population } = observation;
      const pooled = trainsWithin(observation).flatMap((train) => train.slice(1).map((step, k) => step - train[k]));
      const probabilities = [0, 0.05, 0.5, 1];
      const expected = quantiles(pooled.map((steps) => steps * window.dt), probabilities);
      assertAllClose(isiQuantiles(spikes, window, { probabilities, population }), expected, ROUNDING);
      assertEquals(
        medianIsi(spikes, window, population),
        isiQuantiles(spikes, window, { probabilities: [0.5], population })[0],
      );
    }),
    EXAMPLES,
  );
});

Deno.test("a neuron counts by its number of intervals", () => {
  const trains = [[0, 10, 20, 30], [0, 50], [7]];
  const spikes = spikesOf(trains), window = windowOf(trains, 100);
  assertEquals(medianIsi(spikes, window), 1);
  assertEquals(medianIsi(spikes, window, { first: 1, count: 2 }), 5);
});

Deno.test("the quantiles of no interval are NaN", () => {
  const trains = [[5], []];
  assertEquals(
    isiQuantiles(spikesOf(trains), windowOf(trains, 10), { probabilities: [0, 1] }),
    Float64Array.of(NaN, NaN),
  );
  assertEquals(medianIsi(spikesOf(trains), windowOf(trains, 10)), NaN);
});

Deno.test("the quantiles of intervals refuse a probability that is not in [0, 1]", () => {
  assertRefuses(
    () => isiQuantiles(spikesOf([[]]), windowOf([[]], 10), { probabilities: [95] }),
    "Cannot compute quantiles: probabilities must be in [0, 1], received 95",
  );
});
