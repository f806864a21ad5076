import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { milliseconds, timeOf } from "../../model/milliseconds.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

Deno.test("milliseconds are written without the digits of rounding", () => {
  assertEquals([0.1 * 3, 0.07 * 100, 1e-3, 12].map(milliseconds), ["0.3", "7", "0.001", "12"]);
});

Deno.test("the time of a step is the decimal product of step and dt, for any step", () => {
  const step = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(step, fc.integer({ min: 1, max: 10_000 }), (step, microseconds) => {
      assertEquals(timeOf(step, microseconds / 1000), Number(`${BigInt(step) * BigInt(microseconds)}e-3`));
    }),
    PROPERTY,
  );
});
