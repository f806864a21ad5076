import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { isiStatistics } from "../../analysis/mod.ts";
import { assertAllClose, assertClose, assertRefuses, EXAMPLES, observations, ROUNDING } from "./trains.ts";
import { spikesOf, windowOf } from "./trains.ts";

const minimumSpikes = 3;

Deno.test("the CV and the LV of a regular train are 0", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 3, max: 20 }), (period, count) => {
      const trains = [Array.from({ length: count }, (_, k) => 5 + period * k)];
      const { cv, lv, interval } = isiStatistics(spikesOf(trains), windowOf(trains, 1000), { minimumSpikes });
      assertEquals([cv[0], lv[0]], [0, 0]);
      assertClose(interval[0], 0.1 * period, ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("alternating intervals a, b have the CV |a - b| / (a + b) and the LV 3 CV²", () => {
  const trains = [[0, 10, 40, 50, 80]];
  const { interval, cv, lv } = isiStatistics(spikesOf(trains), windowOf(trains, 100), { minimumSpikes });
  assertEquals([interval[0], cv[0], lv[0]], [2, 0.5, 0.75]);
});

Deno.test("intervals that the window cuts do not count", () => {
  const spikes = spikesOf([[0, 50, 60, 70, 200]]);
  const { interval, cv } = isiStatistics(spikes, { neurons: 1, dt: 0.1, start: 10, stop: 100 }, { minimumSpikes });
  assertEquals([interval[0], cv[0]], [1, 0]);
});

Deno.test("a neuron below the minimum of spikes gives NaN and is left out of the means", () => {
  const trains = [[0, 10, 20], [0, 10, 40, 50], []];
  const spikes = spikesOf(trains), window = windowOf(trains, 100);
  const { cv, lv, interval, ...means } = isiStatistics(spikes, window, { minimumSpikes: 4 });
  assertEquals([...cv, ...lv, ...interval].map(Number.isNaN), Array(3).fill([true, false, true]).flat());
  assertEquals(means, { neurons: 1, meanInterval: interval[1], meanCv: cv[1], meanLv: lv[1] });
});

Deno.test("where no minimum is given, it is 10 spikes", () => {
  const trains = [9, 10].map((count) => Array.from({ length: count }, (_, k) => 3 * k));
  assertEquals(isiStatistics(spikesOf(trains), windowOf(trains, 100)).cv, Float64Array.of(NaN, 0));
});

Deno.test("without spikes every interspike interval statistic is NaN", () => {
  const none = Float64Array.of(NaN);
  const means = { neurons: 0, meanInterval: NaN, meanCv: NaN, meanLv: NaN };
  assertEquals(isiStatistics(spikesOf([[]]), windowOf([[]], 100)), { interval: none, cv: none, lv: none, ...means });
});

Deno.test("shifting every spike and the window by k steps leaves interval statistics unchanged", () => {
  fc.assert(
    fc.property(observations, fc.nat(100_000), ({ trains, spikes, window }, k) => {
      const shifted = spikesOf(trains.map((train) => train.map((step) => step + k)));
      const later = { ...window, start: window.start + k, stop: window.stop + k };
      assertEquals(
        isiStatistics(shifted, later, { minimumSpikes }),
        isiStatistics(spikes, window, { minimumSpikes }),
      );
    }),
    EXAMPLES,
  );
});

Deno.test("a population has the values of its neurons among all", () => {
  fc.assert(
    fc.property(observations, ({ spikes, window, population }) => {
      const { first, count } = population;
      const all = isiStatistics(spikes, window, { minimumSpikes });
      const some = isiStatistics(spikes, window, { minimumSpikes, population });
      for (const name of ["interval", "cv", "lv"] as const) {
        assertEquals(some[name], all[name].slice(first, first + count));
      }
    }),
    EXAMPLES,
  );
});

Deno.test("stretching time by k stretches the intervals by k, and leaves CV and LV unchanged", () => {
  fc.assert(
    fc.property(observations, fc.integer({ min: 1, max: 7 }), ({ trains, spikes, window }, k) => {
      const slow = spikesOf(trains.map((train) => train.map((step) => step * k)));
      const long = { ...window, start: window.start * k, stop: window.stop * k };
      const { interval, cv, lv } = isiStatistics(spikes, window, { minimumSpikes });
      const stretched = isiStatistics(slow, long, { minimumSpikes });
      assertAllClose(stretched.interval, interval.map((t) => t * k), ROUNDING);
      assertAllClose(stretched.cv, cv, ROUNDING);
      assertAllClose(stretched.lv, lv, ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("interspike intervals of fewer than 3 spikes are refused", () => {
  for (const minimum of [2, 3.5]) {
    assertRefuses(
      () => isiStatistics(spikesOf([[1]]), windowOf([[1]], 10), { minimumSpikes: minimum }),
      `Cannot compute interspike intervals: minimumSpikes must be an integer of at least 3, received ${minimum}`,
    );
  }
});
