/** The tests of fit themselves, and the laws: against closed forms, enumeration, and samples known to be wrong. */

import { assert, assertAlmostEquals, AssertionError, assertThrows } from "@std/assert";
import {
  ALPHA,
  assertCounts,
  assertDistribution,
  assertEqualChances,
  assertEqualMembers,
  assertStandardNormal,
  chiSquaredDeviate,
  normalTail,
} from "./goodness_of_fit.ts";
import { adjacentLaw, binomialLaw, gapLaw, geometricLaw, hypergeometricLaw, occupancyLaw, sumLaw } from "./laws.ts";

/** Laws made from logarithms of small factorials. */
const ROUNDING = 1e-12;

/** Ratio of the tail's probability to the exact one, as chiSquaredDeviate states it: at least; at most, by degrees. */
const WILSON_HILFERTY = { least: 0.97, most: [[2, 1.6], [10, 1.21], [100, 1.03], [1000, 1.01]] } as const;

/** Probability that a chi-squared number with 2m degrees of freedom exceeds x: e^(-x/2) Σ (x/2)^k / k!, k < m. */
function evenChiSquaredTail(x: number, m: number): number {
  let sum = 0;
  for (let k = 0, term = 1; k < m; k++, term *= x / 2 / k) sum += term;
  return Math.exp(-x / 2) * sum;
}

Deno.test("normalTail has its tabulated values and is continuous where its formula changes", () => {
  assertAlmostEquals(normalTail(0), 0.5, 1e-15);
  assertAlmostEquals(normalTail(1.9599639845400545), 0.025, 1e-15);
  assertAlmostEquals(normalTail(-1.9599639845400545), 0.975, 1e-15);
  assertAlmostEquals(normalTail(5) / 2.866515718791939e-7, 1, 1e-12);
  assertAlmostEquals(normalTail(3) / normalTail(3 - 1e-14), 1, 1e-12);
});

Deno.test("chiSquaredDeviate gives the upper tails within the stated errors", () => {
  for (const [degrees, most] of WILSON_HILFERTY.most) {
    for (let x = degrees; evenChiSquaredTail(x, degrees / 2) > ALPHA / 2; x += 0.1) {
      const ratio = normalTail(chiSquaredDeviate(x, degrees)) / evenChiSquaredTail(x, degrees / 2);
      assert(ratio > WILSON_HILFERTY.least && ratio < most, `${degrees} degrees of freedom at ${x}: ratio ${ratio}`);
    }
  }
});

Deno.test("a loaded die, a die that is too regular and wrong probabilities are refused", () => {
  const fair = [1012, 961, 1007, 1030, 980, 1010];
  assertEqualChances(fair, "fair");
  assertThrows(() => assertEqualChances([1112, 961, 907, 1130, 880, 1010], "loaded"), AssertionError);
  assertThrows(() => assertEqualChances([1001, 1000, 999, 1000, 1000, 1000], "regular"), AssertionError);
  assertThrows(
    () => assertCounts(fair, [0.2, 0.2, 0.2, 0.2, 0.2, 0.2], "probabilities"),
    AssertionError,
    "sum of probabilities",
  );
  assertThrows(() => assertEqualChances([3, 4], "few"), AssertionError, "more than one cell");
});

Deno.test("normal deviates are refused from 3.89 on, and from 4.9 on where a hundred are tested", () => {
  const critical = 3.8906; // 2 normalTail(critical) = ALPHA
  assertAlmostEquals(2 * normalTail(critical), ALPHA, 1e-8);
  assertStandardNormal(-critical + 0.001, "inside");
  assertThrows(() => assertStandardNormal(-critical - 0.001, "outside"), AssertionError);
  assertStandardNormal(4.89, "one of a hundred", 100);
  assertThrows(() => assertStandardNormal(4.90, "one of a hundred", 100), AssertionError);
});

Deno.test("a distribution that is shifted by a fortieth is refused among 10,000 values", () => {
  const grid = Float64Array.from({ length: 10_000 }, (_, k) => (k + 0.5) / 10_000);
  assertDistribution(grid, (x) => x, "uniform");
  assertThrows(() => assertDistribution(grid, (x) => Math.min(1, x + 0.025), "shifted"), AssertionError);
});

Deno.test("counts of subset members are tested against their own, smaller variance", () => {
  // Half of 1000 things, 100 times, each thing 50 ± 5 times: 10 % above the spread of subsets is refused.
  const spread = (deviation: number) =>
    Float64Array.from({ length: 1000 }, (_, j) => 50 + (j % 2 === 0 ? deviation : -deviation));
  assertEqualMembers(spread(5), { size: 500, draws: 100 }, "as it has to be");
  assertThrows(() => assertEqualMembers(spread(5.5), { size: 500, draws: 100 }, "too wide"), AssertionError);
  assertThrows(() => assertEqualMembers(spread(4.5), { size: 500, draws: 100 }, "too narrow"), AssertionError);
});

Deno.test("laws of subsets agree with enumeration of the 4-subsets of 9", () => {
  const n = 9, k = 4;
  const gaps = new Float64Array(n + 1), adjacent = new Float64Array(k), marked = new Float64Array(k + 1);
  let subsets = 0;
  for (let mask = 0; mask < 1 << n; mask++) {
    const members = Array.from({ length: n }, (_, j) => j + 1).filter((j) => mask >> (j - 1) & 1);
    if (members.length !== k) continue;
    subsets++;
    gaps[members[2] - members[1]]++;
    adjacent[members.filter((j) => members.includes(j - 1)).length]++;
    marked[members.filter((j) => j <= 3).length]++;
  }
  for (const [counts, law] of [[gaps, gapLaw(n, k)], [adjacent, adjacentLaw(n, k)]]) {
    counts.forEach((count, x) => assertAlmostEquals(law[x], count / subsets, ROUNDING));
  }
  marked.forEach((count, x) => assertAlmostEquals(hypergeometricLaw(n, 3, k)[x], count / subsets, ROUNDING));
});

Deno.test("laws of independent draws agree with enumeration of five draws of three things", () => {
  const draws = 5, n = 3, all = n ** draws;
  const successes = new Float64Array(draws + 1), different = new Float64Array(draws + 1);
  const first = new Float64Array(draws + 1);
  for (let code = 0; code < all; code++) {
    const things = Array.from({ length: draws }, (_, k) => Math.floor(code / n ** k) % n);
    successes[things.filter((thing) => thing === 0).length]++;
    different[new Set(things).size]++;
    const position = things.indexOf(0);
    first[position < 0 ? draws : position]++;
  }
  const expected: [Float64Array, Float64Array][] = [
    [binomialLaw(draws, 1 / n), successes],
    [sumLaw(binomialLaw(2, 1 / n), binomialLaw(3, 1 / n)), successes],
    [occupancyLaw(n, draws), different],
    [geometricLaw(1 / n, draws), first],
  ];
  for (const [law, counts] of expected) {
    counts.forEach((count, x) => assertAlmostEquals(law[x], count / all, ROUNDING));
  }
});
