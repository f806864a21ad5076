import { assertEquals, assertLess } from "@std/assert";
import { quantiles, referenceEngine, wasmEngine } from "../../mod.ts";
import { driveCells } from "../../validation/fixtures/driven.ts";

/** The smallest step of the convergence study [ms]: rounding errors of single steps add up over most steps here. */
const DT = 0.0125;

/**
 * How far float32 moves driven cells: spikes by 7 µs at most (a tenth of exponential Euler's own error at this step), v by
 * 4e-4 mV in the median. That much is allowed, and half as much again.
 */
const MOVED = { spike: 0.01, v: 6e-4 };

Deno.test("float32 moves driven cells far less than exponential Euler does itself, at the smallest steps too", async () => {
  const [exact, fast] = [await driveCells(referenceEngine, { dt: DT }), await driveCells(wasmEngine, { dt: DT })];
  exact.times.forEach((times, i) => {
    assertEquals(fast.times[i].length, times.length, `spikes of cell ${i}`);
    times.forEach((time, k) => assertLess(Math.abs(fast.times[i][k] - time), MOVED.spike, `spike ${k} of cell ${i}`));
  });
  const distances = exact.v.flatMap((v, i) => v.map((v, k) => Math.abs(fast.v[i][k] - v)));
  assertLess(quantiles(distances, [0.5])[0], MOVED.v);
});
