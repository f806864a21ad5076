import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { pairwiseCorrelation, populationCounts, type Spikes, type SpikeWindow } from "../../analysis/mod.ts";
import { assertClose, assertRefuses, binStepsWithin, EXAMPLES, observations, ROUNDING } from "./trains.ts";
import { spikesOf, windowOf } from "./trains.ts";

/** Pair by pair: the Pearson coefficient as printed, of the pairs for which it is defined. */
function pairByPair(spikes: Spikes, window: SpikeWindow, binSteps: number, neurons: readonly number[]): number {
  const deviations = neurons.map((first) => {
    const counts = Array.from(populationCounts(spikes, window, { binSteps, population: { first, count: 1 } }));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    return counts.some((count) => count !== counts[0]) ? counts.map((count) => count - mean) : undefined;
  }).filter((counts) => counts !== undefined);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const coefficients = deviations.flatMap((a, i) =>
    deviations.slice(i + 1).map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))
  );
  return coefficients.reduce((sum, r) => sum + r, 0) / coefficients.length;
}

Deno.test("the pairwise correlation is the mean over pairs, taken one by one", () => {
  fc.assert(
    fc.property(observations, fc.nat(), fc.nat(), ({ trains, spikes, window }, choice, skipped) => {
      const binSteps = binStepsWithin(window, choice);
      const every = trains.map((_, i) => i);
      assertClose(
        pairwiseCorrelation(spikes, window, { binSteps }),
        pairByPair(spikes, window, binSteps, every),
        ROUNDING,
      );
      const some = every.filter((i) => i !== skipped % every.length).toReversed();
      const neurons = Uint32Array.from(some);
      const expected = pairByPair(spikes, window, binSteps, some);
      assertClose(pairwiseCorrelation(spikes, window, { binSteps, neurons }), expected, ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("equal trains have the correlation 1, opposite counts -1", () => {
  const even = [0, 20, 40, 60], odd = [10, 30, 50, 70];
  const correlation = (...trains: number[][]) =>
    pairwiseCorrelation(spikesOf(trains), windowOf(trains, 80), { binSteps: 10 });
  assertClose(correlation(even, even, even), 1, ROUNDING);
  assertClose(correlation(even, odd), -1, ROUNDING);
  assertClose(correlation(even, odd, odd), -1 / 3, ROUNDING);
});

Deno.test("neurons that are silent, or have the same count in every bin, are left out", () => {
  const steady = [3, 13, 23, 33, 43, 53, 63, 73];
  const trains = [[0, 20, 40], [], [0, 20, 70], steady];
  const pair = pairwiseCorrelation(spikesOf([trains[0], trains[2]]), windowOf(trains.slice(2), 80), { binSteps: 10 });
  assertEquals(pairwiseCorrelation(spikesOf(trains), windowOf(trains, 80), { binSteps: 10 }), pair);
});

Deno.test("the correlation of fewer than two neurons is NaN", () => {
  const trains = [[0, 20, 40], [], []];
  const spikes = spikesOf(trains), window = windowOf(trains, 80);
  assertEquals(pairwiseCorrelation(spikes, window, { binSteps: 10 }), NaN);
  assertEquals(pairwiseCorrelation(spikes, window, { binSteps: 10, neurons: new Uint32Array(0) }), NaN);
  assertEquals(pairwiseCorrelation(spikesOf([[], [], []]), window, { binSteps: 10 }), NaN);
});

Deno.test("the correlation refuses neurons that are unknown, or named twice", () => {
  const spikes = spikesOf([[1], [2]]), window = windowOf([[1], [2]], 10);
  const attempt = (...neurons: number[]) => () =>
    pairwiseCorrelation(spikes, window, { binSteps: 1, neurons: Uint32Array.from(neurons) });
  assertRefuses(attempt(0, 2), "Cannot compute pairwise correlation: neurons must be below 2, received 2");
  assertRefuses(attempt(1, 0, 1), "Cannot compute pairwise correlation: neurons must be distinct, received 1 twice");
});
