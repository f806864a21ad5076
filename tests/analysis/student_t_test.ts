/** Student's t distribution against scipy's, see fixtures/sample-distances/README.md; and what holds of it anywhere. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { studentQuantile, studentTail } from "../../analysis/mod.ts";
import { EXAMPLES } from "./trains.ts";

/** scipy's tail and ours are sums of some hundred terms; at 100,000 degrees of freedom logarithms of 1e5 lose digits. */
const TOLERANCE = 1e-9;

interface Fixture {
  readonly studentT: {
    readonly quantiles: readonly { readonly p: number; readonly degrees: number; readonly t: number }[];
    readonly tails: readonly { readonly t: number; readonly degrees: number; readonly p: number }[];
  };
}

const path = new URL("../../fixtures/sample-distances/sample_distances.json", import.meta.url);
const { studentT: { quantiles, tails } }: Fixture = JSON.parse(Deno.readTextFileSync(path));

Deno.test("quantiles and tails of Student's t are scipy's", () => {
  for (const { p, degrees, t } of quantiles) {
    assertAlmostEquals(studentQuantile(p, degrees), t, TOLERANCE * Math.max(1, Math.abs(t)), `${p} of ${degrees}`);
  }
  for (const { t, degrees, p } of tails) {
    assertAlmostEquals(studentTail(t, degrees), p, TOLERANCE * p, `beyond ${t} of ${degrees}`);
  }
});

Deno.test("a quantile is exceeded with its probability; both sides are alike; the tail falls", () => {
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  const degrees = fc.double({ min: 0.5, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(probability, degrees, (p, nu) => {
      const t = studentQuantile(p, nu);
      assertAlmostEquals(studentTail(t, nu), p, TOLERANCE);
      assertAlmostEquals(studentQuantile(1 - p, nu), -t, TOLERANCE * Math.max(1, Math.abs(t)));
      assert(studentTail(t + 0.5 + Math.abs(t) / 10, nu) < studentTail(t, nu));
    }),
    EXAMPLES,
  );
});

Deno.test("what is no probability, and no number of degrees of freedom, has no quantile", () => {
  for (const [p, nu] of [[0, 5], [1, 5], [NaN, 5], [0.05, 0], [0.05, NaN]]) assertEquals(studentQuantile(p, nu), NaN);
  assertEquals(studentTail(NaN, 5), NaN);
  assertEquals(studentTail(1, 0), NaN);
  assertEquals([studentTail(Infinity, 3), studentTail(-Infinity, 3)], [0, 1]);
});
