import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import * as fc from "fast-check";
import { type Curve, outline } from "../../plot/outline.ts";

const columns = 10;

/** Curves with more points than an outline over so many columns keeps, and gaps. */
function longCurve(): fc.Arbitrary<Curve> {
  const value = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) }, fc.constant(NaN));
  return fc.array(value, { minLength: 4 * columns + 1, maxLength: 400 })
    .map((values) => ({ x: Float64Array.from(values.keys()), y: Float64Array.from(values) }));
}

/** Least and greatest value of each column of pixels. */
function extremes({ x, y }: Curve, span: number): Map<number, [number, number]> {
  const found = new Map<number, [number, number]>();
  x.forEach((time, k) => {
    if (Number.isNaN(y[k])) return;
    const column = Math.min(columns - 1, Math.floor(time / span * columns)),
      [low, high] = found.get(column) ?? [y[k], y[k]];
    found.set(column, [Math.min(low, y[k]), Math.max(high, y[k])]);
  });
  return found;
}

Deno.test("an outline has the extremes of its curve in every column of pixels", () => {
  fc.assert(fc.property(longCurve(), (curve) => {
    const span = curve.x.length - 1;
    assertEquals(extremes(outline(curve, columns), span), extremes(curve, span));
  }));
});

Deno.test("an outline has at most five points a column, the first and the last among them, and no new one", () => {
  fc.assert(fc.property(longCurve(), (curve) => {
    const { x, y } = outline(curve, columns);
    assertLessOrEqual(x.length, 5 * columns);
    assertEquals([x[0], x[x.length - 1]], [0, curve.x.length - 1]);
    x.forEach((time, k) => assert(Object.is(curve.y[time], y[k]) && (k === 0 || time > x[k - 1])));
  }));
});

Deno.test("a column of an outline has a gap exactly where its curve has one", () => {
  fc.assert(fc.property(longCurve(), (curve) => {
    const gaps = ({ x, y }: Curve) =>
      new Set(
        Array.from(x).filter((_, k) => Number.isNaN(y[k])).map((time) =>
          Math.min(columns - 1, Math.floor(time / (curve.x.length - 1) * columns))
        ),
      );
    assertEquals(gaps(outline(curve, columns)), gaps(curve));
  }));
});

Deno.test("a curve of few points is its own outline", () => {
  const curve = { x: Float64Array.of(0, 1, 2), y: Float64Array.of(3, NaN, 4) };
  assertEquals(outline(curve, 1), curve);
});
