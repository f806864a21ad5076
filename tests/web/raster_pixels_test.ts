import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import fc from "fast-check";
import { bandsOf, dotOpacity, dotSide, opacities, RasterPixels, rowOf } from "../../web/raster_pixels.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const dot = fc.record({ column: fc.nat({ max: 39 }), row: fc.double({ min: 0, max: 20, noNaN: true }) });

Deno.test("a raster that was shifted is the raster of what came later", () => {
  fc.assert(
    fc.property(fc.array(dot), fc.nat({ max: 45 }), (dots, shift) => {
      const shifted = new RasterPixels(40, 20), fresh = new RasterPixels(40, 20);
      for (const { column, row } of dots) shifted.add(column, row, 1);
      shifted.shift(shift);
      for (const { column, row } of dots) if (column >= shift) fresh.add(column - shift, row, 1);
      assertEquals(shifted.dots, fresh.dots);
    }),
    PROPERTY,
  );
});

Deno.test("a dot is a square inside the raster, wherever it lies", () => {
  fc.assert(
    fc.property(dot, fc.integer({ min: 1, max: 6 }), ({ column, row }, side) => {
      const raster = new RasterPixels(40, 20);
      raster.add(column, row, side);
      const set = [...raster.dots.keys()].filter((at) => raster.dots[at] === 1);
      assertEquals(set.length, side * Math.min(side, column + 1));
      for (const at of set) assertLess(Math.abs(Math.floor(at / 40) + 0.5 - row), side + 0.5);
    }),
    PROPERTY,
  );
});

Deno.test("dots on a pixel are counted up to 255", () => {
  const raster = new RasterPixels(2, 2);
  for (let k = 0; k < 300; k++) raster.add(1, 0.5, 1);
  assertEquals([...raster.dots], [0, 255, 0, 0]);
});

Deno.test("populations are apart, in proportion, with every neuron in its own band, the first lowest", () => {
  const bands = bandsOf(3200, 800, 408, 8);
  assertEquals(bands, [{ first: 0, end: 3200, top: 88, bottom: 408 }, { first: 3200, end: 4000, top: 0, bottom: 80 }]);
  const rows = Array.from({ length: 4000 }, (_, neuron) => rowOf(neuron, bands));
  for (let neuron = 1; neuron < 4000; neuron++) assertLess(rows[neuron], rows[neuron - 1]);
  assertGreater(rows[3199], 88);
  assertLess(rows[3200], 80);
  assertEquals(bandsOf(5, 0, 100, 8), [{ first: 0, end: 5, top: 0, bottom: 100 }]);
});

Deno.test("dots of small networks are larger, those of large networks paler", () => {
  assertEquals([100, 4000, 40_000].map((neurons) => dotSide(neurons, 500, 900 * 400, 3)), [3, 1, 1]);
  const [few, some, many] = [100, 4000, 40_000].map((neurons) => dotOpacity(neurons, 500, 900 * 400, 1));
  assertEquals(few, 1);
  assertGreater(some, 0.8);
  assertLess(many, 0.4);
  const table = opacities(0.5);
  assertEquals([table[0], table[1], table[255]], [0, 128, 255]);
  assertAlmostEquals(table[2], 191, 1);
});
