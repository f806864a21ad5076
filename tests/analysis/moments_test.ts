import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { coefficientOfVariation, mean, standardDeviation, variance } from "../../analysis/mod.ts";
import { assertClose, EXAMPLES, ROUNDING } from "./trains.ts";

const intervals = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 50 });

Deno.test("the moments of 2, 4, 4, 4, 5, 5, 7, 9 are mean 5, variance 4, standard deviation 2 and CV 0.4", () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  assertEquals([mean, variance, standardDeviation, coefficientOfVariation].map((f) => f(values)), [5, 4, 2, 0.4]);
});

Deno.test("the moments of no value are NaN, and so is the CV of zeros", () => {
  assertEquals([mean, variance, standardDeviation, coefficientOfVariation].map((f) => f([])), [NaN, NaN, NaN, NaN]);
  assertEquals(coefficientOfVariation([0, 0]), NaN);
});

Deno.test("the variance of values far from 0 is that of values near 0", () => {
  assertEquals(variance([1e9 + 1, 1e9 + 2, 1e9 + 3]), variance([1, 2, 3]));
});

Deno.test("the CV of n positive values is at most √(n - 1), and does not depend on their unit", () => {
  fc.assert(
    fc.property(intervals, (values) => {
      const cv = coefficientOfVariation(values);
      assertEquals(cv <= Math.sqrt(values.length - 1) + ROUNDING, true);
      assertClose(coefficientOfVariation(values.map((value) => 0.1 * value)), cv, ROUNDING);
    }),
    EXAMPLES,
  );
  assertClose(coefficientOfVariation([0, 0, 0, 0, 1]), 2, ROUNDING);
});
