import { assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { distributionPlot, histogramShares } from "../../plot/mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const curves = [{ label: "one", shares: [20, 80] }, { label: "two", shares: [50, 50] }];
const picture = (panel: object) =>
  distributionPlot({ title: "T", subtitle: "S", panels: [{ label: "x", edges: [0, 1, 2], curves, ...panel }] });

Deno.test("a picture of distributions has a curve per histogram and the same bytes each time", () => {
  const svg = picture({});
  assertMatch(svg, /^<svg [^]*<\/svg>\n$/);
  assertEquals(svg.match(/<path[^>]*aria-label="line"|<g[^>]*aria-label="line"/g)?.length, 2);
  assertEquals(picture({}), svg);
});

Deno.test("a logarithmic axis has the values themselves at its ticks, and leaves the other axis alone", () => {
  const numbers = (svg: string) => Array.from(svg.matchAll(/<text[^>]*>([\d.,]+)<\/text>/g), ([, text]) => text);
  const [linear, logarithmic] = [{}, { isLogarithmic: true }].map((panel) => numbers(picture(panel)));
  assertEquals(logarithmic.filter((text) => ["1", "10", "100"].includes(text)), ["1", "10", "100"]);
  assertEquals(logarithmic.filter((text) => Number(text) > 0 && Number(text) % 20 === 0 && text !== "100"), [
    "20",
    "40",
    "60",
    "80",
  ]);
  assertEquals(linear.filter((text) => ["20", "40", "60", "80"].includes(text)), ["20", "40", "60", "80"]);
});

Deno.test("shares of a histogram add up to 100 %, whatever is beyond its edges", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
      const shares = histogramShares(values, [0, 1, 2, 3]);
      assertAlmostEquals(shares.reduce((sum, share) => sum + share, 0), 100, 1e-9);
    }),
    PROPERTY,
  );
  assertEquals(histogramShares([-1, 0.5, 2.5, 9], [0, 1, 2, 3]), Float64Array.of(50, 0, 50));
});

Deno.test("no panel is no picture", () => {
  assertThrows(
    () => distributionPlot({ title: "", subtitle: "", panels: [] }),
    RangeError,
    "at least one panel is required",
  );
});
