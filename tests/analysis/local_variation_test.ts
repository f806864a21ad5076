import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { localVariation } from "../../analysis/mod.ts";
import { assertClose, EXAMPLES, ROUNDING } from "./trains.ts";

const intervals = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 50 });

Deno.test("the LV of equal intervals is 0", () => {
  assertEquals(localVariation([7, 7, 7, 7]), 0);
});

Deno.test("the LV of alternating intervals a, b is 3 ((a - b) / (a + b))²", () => {
  assertEquals(localVariation([1, 3, 1, 3, 1]), 3 * (2 / 4) ** 2);
});

Deno.test("the LV of fewer than two intervals is NaN", () => {
  assertEquals([localVariation([]), localVariation([5])], [NaN, NaN]);
});

Deno.test("the LV lies between 0 and 3, and depends neither on the unit nor on the direction of time", () => {
  fc.assert(
    fc.property(intervals, (own) => {
      const lv = localVariation(own);
      assertEquals(lv >= 0 && lv < 3, true);
      assertClose(localVariation(own.toReversed()), lv, ROUNDING);
      assertClose(localVariation(own.map((interval) => 0.1 * interval)), lv, ROUNDING);
    }),
    EXAMPLES,
  );
});
