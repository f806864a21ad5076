import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fanoFactor, mean, populationCounts, populationCv } from "../../analysis/mod.ts";
import { assertClose, binStepsWithin, EXAMPLES, observations, ROUNDING, spikesOf, windowOf } from "./trains.ts";

Deno.test("equal counts have the Fano factor 0 and the CV 0", () => {
  const trains = [[0, 10, 20, 30], [5, 15, 25, 35]];
  assertEquals(fanoFactor(spikesOf(trains), windowOf(trains, 40), { binSteps: 10 }), 0);
  assertEquals(populationCv(spikesOf(trains), windowOf(trains, 40), { binSteps: 10 }), 0);
});

Deno.test("n neurons that fire together in half of the bins have the Fano factor n / 2 and the CV 1", () => {
  const trains = Array.from({ length: 6 }, () => [0, 20, 40, 60]);
  assertEquals(fanoFactor(spikesOf(trains), windowOf(trains, 80), { binSteps: 10 }), 3);
  assertEquals(populationCv(spikesOf(trains), windowOf(trains, 80), { binSteps: 10 }), 1);
});

Deno.test("the Fano factor and the CV of counts are NaN without spikes", () => {
  assertEquals(fanoFactor(spikesOf([[]]), windowOf([[]], 80), { binSteps: 10 }), NaN);
  assertEquals(populationCv(spikesOf([[]]), windowOf([[]], 80), { binSteps: 10 }), NaN);
});

Deno.test("shifting every spike and the window by k steps leaves the Fano factor unchanged", () => {
  fc.assert(
    fc.property(observations, fc.nat(), fc.nat(100_000), ({ trains, spikes, window, population }, choice, k) => {
      const bins = { binSteps: binStepsWithin(window, choice), population };
      const shifted = spikesOf(trains.map((train) => train.map((step) => step + k)));
      const later = { ...window, start: window.start + k, stop: window.stop + k };
      assertEquals(fanoFactor(shifted, later, bins), fanoFactor(spikes, window, bins));
      assertEquals(populationCv(shifted, later, bins), populationCv(spikes, window, bins));
    }),
    EXAMPLES,
  );
});

Deno.test("permuting neurons leaves the Fano factor unchanged", () => {
  fc.assert(
    fc.property(observations, fc.nat(), ({ trains, spikes, window }, choice) => {
      const bins = { binSteps: binStepsWithin(window, choice) };
      assertEquals(fanoFactor(spikesOf(trains.toReversed()), window, bins), fanoFactor(spikes, window, bins));
    }),
    EXAMPLES,
  );
});

Deno.test("the squared CV of counts, times their mean, is the Fano factor", () => {
  fc.assert(
    fc.property(observations, fc.nat(), ({ spikes, window, population }, choice) => {
      const bins = { binSteps: binStepsWithin(window, choice), population };
      const squared = populationCv(spikes, window, bins) ** 2 * mean(populationCounts(spikes, window, bins));
      assertClose(squared, fanoFactor(spikes, window, bins), ROUNDING);
    }),
    EXAMPLES,
  );
});
