import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lowerBound, partitionPoint, upperBound } from "../../model/bisection.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const ascending = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 12 }).map((values) =>
  Int32Array.from(values).sort()
);

Deno.test("bounds count the entries that are less, or not greater", () => {
  fc.assert(
    fc.property(ascending, fc.integer({ min: -6, max: 6 }), (values, value) => {
      assertEquals(lowerBound(values, value), values.filter((entry) => entry < value).length);
      assertEquals(upperBound(values, value), values.filter((entry) => entry <= value).length);
    }),
    PROPERTY,
  );
});

Deno.test("a search that begins at an index finds none before it", () => {
  fc.assert(
    fc.property(ascending, fc.integer({ min: -6, max: 6 }), fc.nat({ max: 12 }), (values, value, begin) => {
      const from = Math.min(begin, values.length);
      assertEquals(lowerBound(values, value, from), from + values.slice(from).filter((entry) => entry < value).length);
    }),
    PROPERTY,
  );
});

Deno.test("the partition point of an empty range is its end", () => {
  assertEquals(partitionPoint(3, 3, () => true), 3);
});
