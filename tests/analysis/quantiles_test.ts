import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { quantiles } from "../../analysis/mod.ts";
import { assertRefuses, EXAMPLES } from "./trains.ts";

const lists = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 });

Deno.test("quantiles interpolate linearly between neighbours", () => {
  assertEquals(quantiles([40, 10, 20, 30], [0, 0.25, 0.5, 1]), Float64Array.of(10, 17.5, 25, 40));
});

Deno.test("the quantiles of one value are that value, and of no value NaN", () => {
  assertEquals(quantiles([7], [0, 0.3, 1]), Float64Array.of(7, 7, 7));
  assertEquals(quantiles([], [0, 1]), Float64Array.of(NaN, NaN));
});

Deno.test("a NaN among the values makes each quantile NaN", () => {
  assertEquals(quantiles([1, NaN, 2], [0, 1]), Float64Array.of(NaN, NaN));
});

Deno.test("quantiles of 0 and 1 are the extremes, and quantiles ascend between them", () => {
  fc.assert(
    fc.property(lists, (values) => {
      const ascending = quantiles(values, [0, 0.1, 0.5, 0.9, 1]);
      assertEquals(ascending, ascending.toSorted());
      assertEquals([ascending[0], ascending[4]], [Math.min(...values), Math.max(...values)]);
    }),
    EXAMPLES,
  );
});

Deno.test("quantiles leave the values as they are", () => {
  const values = Float64Array.of(3, 1, 2);
  quantiles(values, [0.5]);
  assertEquals(values, Float64Array.of(3, 1, 2));
});

Deno.test("quantiles refuse a probability that is not in [0, 1]", () => {
  for (const p of [-0.1, 1.5, NaN]) {
    assertRefuses(
      () => quantiles([1], [p]),
      `Cannot compute quantiles: probabilities must be in [0, 1], received ${p}`,
    );
  }
});
