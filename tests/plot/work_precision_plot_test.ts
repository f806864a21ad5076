import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type WorkPrecisionPicture, workPrecisionPlot } from "../../plot/mod.ts";
import { textOf } from "./svg_text.ts";

const estimate = (mean: number, standardError: number) => ({ mean, standardError });

/** Two methods at three steps; the finest of the second shows no difference. */
const picture: WorkPrecisionPicture = {
  title: "error & cost",
  subtitle: "on the same networks",
  series: [
    {
      method: "exp_auto",
      points: [
        { dt: 0.2, price: 0.1, ratePercent: estimate(-27, 0.6), medianIsiPercent: estimate(46, 0.7) },
        { dt: 0.1, price: 0.2, ratePercent: estimate(-15, 0.5), medianIsiPercent: estimate(22, 0.3) },
        { dt: 0.05, price: 0.4, ratePercent: estimate(-8.6, 0.4), medianIsiPercent: estimate(11, 0.2) },
      ],
    },
    {
      method: "substepped",
      points: [
        { dt: 0.2, price: 0.13, ratePercent: estimate(-1.9, 0.3), medianIsiPercent: estimate(2.1, 0.1) },
        { dt: 0.1, price: 0.26, ratePercent: estimate(-0.7, 0.4), medianIsiPercent: estimate(0.7, 0.2) },
        { dt: 0.05, price: 0.52, ratePercent: estimate(0.01, 0.5), medianIsiPercent: estimate(0.3, 0.2) },
      ],
    },
  ],
};

Deno.test("each method at each step is a dot in both panels, hollow where no difference is seen", () => {
  const svg = workPrecisionPlot(picture);
  assertEquals(svg.match(/<circle/g)?.length, 12);
  assertEquals(svg.match(/<circle[^>]*fill="#ffffff"/g)?.length, 3); // rate at 0.1 and 0.05, interval at 0.05
  const text = textOf(svg);
  for (const label of ["exp_auto", "substepped", "error of the rate [%]", "error of the median interval [%]"]) {
    assertStringIncludes(text, label);
  }
  assertStringIncludes(text, "processor time per simulated second [s]");
});

Deno.test("the cheaper is further left, the more precise further down", () => {
  const svg = workPrecisionPlot({ ...picture, series: [picture.series[0]] });
  const dots = Array.from(svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g), ([, x, y]) => [Number(x), Number(y)]);
  for (const panel of [dots.slice(0, 3), dots.slice(3)]) {
    assertEquals(panel, panel.toSorted(([a], [b]) => a - b));
    assertEquals(panel, panel.toSorted(([, a], [, b]) => a - b));
  }
});

Deno.test("unknown prices and errors are left out, unknown standard errors are no whiskers", () => {
  const [first] = picture.series;
  const points = first.points.map((point, k) => ({
    ...point,
    price: k === 0 ? NaN : point.price,
    ratePercent: estimate(k === 1 ? NaN : point.ratePercent.mean, NaN),
  }));
  const svg = workPrecisionPlot({ ...picture, series: [{ ...first, points }] });
  assertEquals(svg.match(/<circle/g)?.length, 3);
  assert(!svg.includes("NaN"));
});

Deno.test("a picture without a price is refused", () => {
  const message = "Cannot draw work and precision: a point with a price is required, received none";
  assertThrows(() => workPrecisionPlot({ ...picture, series: [] }), RangeError, message);
});
