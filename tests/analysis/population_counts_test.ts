import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { peakRate, populationCounts } from "../../analysis/mod.ts";
import { assertClose, binStepsWithin, EXAMPLES, observations, ROUNDING, spikesOf, trainsWithin } from "./trains.ts";

Deno.test("a bin counts the population's spikes from its first step up to the next bin's", () => {
  fc.assert(
    fc.property(observations, fc.nat(), (observation, choice) => {
      const { spikes, window, population } = observation;
      const binSteps = binStepsWithin(window, choice);
      const bins = Math.floor((window.stop - window.start) / binSteps);
      const bin = (b: number) => window.start + b * binSteps;
      const steps = trainsWithin(observation).flat();
      const expected = Array.from(
        { length: bins },
        (_, b) => steps.filter((step) => step >= bin(b) && step < bin(b + 1)).length,
      );
      assertEquals(Array.from(populationCounts(spikes, window, { binSteps, population })), expected);
    }),
    EXAMPLES,
  );
});

Deno.test("the steps after the last whole bin are left out", () => {
  const spikes = spikesOf([[0, 9, 10, 19, 20, 24]]);
  const counts = populationCounts(spikes, { neurons: 1, dt: 0.1, start: 0, stop: 25 }, { binSteps: 10 });
  assertEquals(counts, Uint32Array.of(2, 2));
});

Deno.test("the peak rate, times neurons and bin, is the largest population count", () => {
  fc.assert(
    fc.property(observations, fc.nat(), ({ spikes, window, population }, choice) => {
      const bins = { binSteps: binStepsWithin(window, choice), population };
      const largest = peakRate(spikes, window, bins) * population.count * bins.binSteps * window.dt / 1000;
      assertClose(largest, Math.max(...populationCounts(spikes, window, bins)), ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("neurons that fire together every step have the peak rate 1 / dt", () => {
  const all = Array.from({ length: 20 }, (_, step) => step);
  assertEquals(peakRate(spikesOf([all, all]), { neurons: 2, dt: 0.5, start: 0, stop: 20 }, { binSteps: 4 }), 2000);
});

Deno.test("counts and the peak rate are 0 without spikes", () => {
  const window = { neurons: 2, dt: 0.1, start: 0, stop: 20 };
  assertEquals(populationCounts(spikesOf([[], []]), window, { binSteps: 10 }), Uint32Array.of(0, 0));
  assertEquals(peakRate(spikesOf([[], []]), window, { binSteps: 10 }), 0);
});
