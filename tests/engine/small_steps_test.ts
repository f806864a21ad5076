import { assertEquals, assertLess } from "@std/assert";
import { quantiles, referenceEngine, wasmEngine } from "../../mod.ts";
import { driveCells } from "../../validation/laws/numbers/driven.ts";

/** The smallest step of the convergence study [ms]: rounding errors of single steps add up over most steps here. */
const DT = 0.0125;

/**
 * Distances by which float32 moves driven cells: spikes by 0.4 µs in the median, by 7 µs at most but for one that nearly fails to
 * fire (28 µs), and v by 4e-4 mV in the median. Exponential Euler's own error at this step is 70 µs in the median.
 */
const MOVED = { median: 0.001, nearlyAll: 0.01, all: 0.05, v: 6e-4 };

/** The share of the spikes that is nearly all: one of 73 is not. */
const NEARLY_ALL = 0.98;

for (const method of ["exp_auto", "staggered", "substepped", "substepped_interpolated"]) {
  if (!wasmEngine.methods.includes(method)) continue;
  Deno.test(`float32 moves driven cells far less than exponential Euler's error, at the smallest steps too (${method})`, async () => {
    const options = { dt: DT, method };
    const [exact, fast] = [await driveCells(referenceEngine, options), await driveCells(wasmEngine, options)];
    const moved = exact.times.flatMap((times, i) => {
      assertEquals(fast.times[i].length, times.length, `spikes of cell ${i}`);
      return times.map((time, k) => Math.abs(fast.times[i][k] - time));
    });
    const [median, nearlyAll, all] = quantiles(moved, [0.5, NEARLY_ALL, 1]);
    assertLess(median, MOVED.median);
    assertLess(nearlyAll, MOVED.nearlyAll);
    assertLess(all, MOVED.all);
    const distances = exact.v.flatMap((v, i) => v.map((v, k) => Math.abs(fast.v[i][k] - v)));
    assertLess(quantiles(distances, [0.5])[0], MOVED.v);
  });
}
