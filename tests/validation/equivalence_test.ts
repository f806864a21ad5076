/** Equivalence of differences: intervals, the three outcomes, and how many values decide. */

import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import fc from "fast-check";
import {
  decide,
  type HeldDifference,
  outcomeOf,
  pairedDifference,
  POWER,
  unpairedDifference,
} from "../../validation/mod.ts";
import { studentQuantile } from "../../mod.ts";
import { ROUNDING } from "../analysis/trains.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

/** Ten networks whose differences have a standard error of 1, held against ±3. */
const TEN: HeldDifference = { difference: 0, standardError: 1, degreesOfFreedom: 9, count: 10, margin: 3 };

const outcomes = (differences: readonly number[]) =>
  decide(differences.map((difference) => ({ ...TEN, difference }))).map(({ outcome }) => outcome);

Deno.test("a difference is equivalent where its 90 % interval lies within the margin", () => {
  const room = 3 - studentQuantile(0.05, 9); // 1.167
  assertEquals(outcomes([room - 1e-9]), ["equivalent"]);
  assertEquals(outcomes([-room + 1e-9]), ["equivalent"]);
  assertEquals(outcomes([room + 1e-9]), ["undecided"]);
  const [{ low, high }] = decide([{ ...TEN, difference: 0.5 }]);
  assertAlmostEquals(low, 0.5 - 1.8331129, 1e-6);
  assertAlmostEquals(high, 0.5 + 1.8331129, 1e-6);
});

Deno.test("a difference alone is different where its 90 % interval lies outside the margin", () => {
  const far = 3 + studentQuantile(0.05, 9);
  assertEquals(outcomes([far + 1e-9]), ["different"]);
  assertEquals(outcomes([-far - 1e-9]), ["different"]);
  assertEquals(outcomes([far - 1e-9]), ["undecided"]);
});

Deno.test("of several differences the largest has to be further out, by Holm's correction, and the next a little less", () => {
  const far = (k: number) => 3 + studentQuantile(0.05 / k, 9);
  assertEquals(outcomes([far(1) + 0.1, 0, 0, 0]), ["undecided", "equivalent", "equivalent", "equivalent"]);
  assertEquals(outcomes([far(4) + 1e-6, 0, 0, 0])[0], "different");
  // The second is held to a third of 5 % once the first is out.
  assertEquals(outcomes([far(3) + 1e-6, far(4) + 1e-6, 0, 0]).slice(0, 2), ["different", "different"]);
  assertEquals(outcomes([far(3) + 1e-6, far(4) - 1e-6, 0, 0]).slice(0, 2), ["undecided", "undecided"]);
});

Deno.test("without any spread the difference itself decides; without a number, nothing does", () => {
  const outcome = (held: Partial<HeldDifference>) => decide([{ ...TEN, ...held }])[0].outcome;
  assertEquals(outcome({ standardError: 0, difference: 3 }), "equivalent");
  assertEquals(outcome({ standardError: 0, difference: 3.001 }), "different");
  assertEquals(outcome({ standardError: 0, difference: 0, margin: 0 }), "equivalent");
  assertEquals(outcome({ difference: NaN }), "undecided");
  assertEquals(outcome({ standardError: NaN }), "undecided");
  assertEquals(outcome({ margin: NaN }), "undecided");
  assertEquals(decide([{ ...TEN, difference: NaN }])[0].timesAsMany, undefined);
});

Deno.test("a whole is equivalent where everything is, different where one is, undecided else and of nothing", () => {
  const whole = (...names: ("equivalent" | "different" | "undecided")[]) =>
    outcomeOf(names.map((outcome) => ({ outcome })));
  assertEquals(whole("equivalent", "equivalent"), "equivalent");
  assertEquals(whole("equivalent", "undecided"), "undecided");
  assertEquals(whole("undecided", "different"), "different");
  assertEquals(whole(), "undecided");
});

Deno.test("fewer networks never make an equivalence of an undecided difference", () => {
  const value = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(value, fc.integer({ min: 3, max: 40 }), (difference, count) => {
      const outcome = (count: number) =>
        decide([{ ...TEN, difference, standardError: 3 / Math.sqrt(count), degreesOfFreedom: count - 1, count }])[0]
          .outcome;
      if (outcome(count) === "undecided") assertEquals(outcome(count - 1), "undecided");
      if (outcome(count - 1) !== "undecided") assertEquals(outcome(count), outcome(count - 1));
    }),
    PROPERTY,
  );
});

Deno.test("paired differences lose what pairs have in common, unpaired ones keep it", () => {
  const networks = [35, 41, 36, 39, 37.5], ours = networks.map((rate, k) => rate + [0.1, -0.2, 0.3, 0, -0.1][k]);
  const paired = pairedDifference(ours, networks), unpaired = unpairedDifference(ours, networks);
  assertAlmostEquals(paired.difference, 0.02, ROUNDING);
  assertAlmostEquals(unpaired.difference, 0.02, ROUNDING);
  assertLess(paired.standardError, 0.1);
  assertGreater(unpaired.standardError, 1);
  assertEquals([paired.degreesOfFreedom, paired.count], [4, 5]);
  assert(unpaired.degreesOfFreedom > 7.9 && unpaired.degreesOfFreedom <= 8);
});

Deno.test("a single value beside many has an interval as wide as theirs; beside a single one it has none", () => {
  const many = [1, 2, 3, 4, 5];
  const { standardError, degreesOfFreedom } = unpairedDifference([3], many);
  assertAlmostEquals(standardError, Math.sqrt(2.5 * (1 + 1 / 5)), ROUNDING);
  assertEquals(degreesOfFreedom, 4);
  assertEquals(decide([{ ...unpairedDifference([3], [3]), margin: 1 }])[0].outcome, "undecided");
  assertEquals(decide([{ ...pairedDifference([3], [3]), margin: 1 }])[0].outcome, "undecided");
});

/** Repeats of a whole verdict: its error rate of 5 % is known to 0.7 %. */
const VERDICTS = 1000;

/** Three standard deviations of a share of 5 %. */
const CHANCE = 3 * Math.sqrt(0.05 * 0.95 / VERDICTS);

/** Ten normally distributed differences of standard deviation 1, about a mean, by a generator with a seed. */
function samples(mean: number, count: number, seed: number): number[] {
  let state = seed;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from(
    { length: count },
    () => mean + Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** Frequency of each outcome for eleven statistics whose true difference is `mean`. */
function shares(mean: number, margin: number, count: number): Record<string, number> {
  const found: Record<string, number> = { equivalent: 0, different: 0, undecided: 0 };
  for (let k = 0; k < VERDICTS; k++) {
    const held = Array.from({ length: 11 }, (_, s) => {
      const x = samples(mean, count, 1 + 11 * k + s);
      return { ...pairedDifference(x, x.map(() => 0)), margin };
    });
    found[outcomeOf(decide(held))] += 1 / VERDICTS;
  }
  return found;
}

Deno.test("with all true differences at their margins, a whole verdict says different in 5 % at most", () => {
  const { equivalent, different } = shares(1, 1, 10);
  assertLess(different, 0.05 + CHANCE);
  assertGreater(different, 0.02); // so that the test is not of something that never happens
  assertEquals(equivalent, 0);
});

Deno.test("one statistic beyond its margin is called equivalent in 5 % at most", () => {
  let wrong = 0;
  for (let k = 0; k < VERDICTS; k++) {
    const x = samples(1, 10, 77 + k);
    const held = { ...pairedDifference(x, x.map(() => 0)), margin: 1 };
    if (decide([held])[0].outcome === "equivalent") wrong++;
  }
  assertLess(wrong / VERDICTS, 0.05 + CHANCE);
  assertGreater(wrong / VERDICTS, 0.05 - CHANCE);
});

Deno.test("as many values as are asked for decide with the probability that is said", () => {
  const others = Array.from({ length: 14 }, () => TEN);
  const cases = [[0, 0, "equivalent"], [5, 5 - 2 * 1.8331129, "equivalent"], [
    8,
    8 - 2 * 1.8331129,
    "different",
  ]] as const;
  for (const [difference, smallest, expected] of cases) {
    const [{ timesAsMany, outcome }] = decide([{ ...TEN, difference, standardError: 2 }, ...others]);
    assertEquals(outcome, "undecided");
    const count = Math.ceil(timesAsMany! * TEN.count), sd = 2 * Math.sqrt(TEN.count);
    let decided = 0;
    for (let k = 0; k < VERDICTS; k++) {
      const x = samples(0, count, 5 + k).map((value) => smallest + sd * value);
      const held = { ...pairedDifference(x, x.map(() => 0)), margin: TEN.margin };
      if (decide([held, ...others])[0].outcome === expected) decided++;
    }
    assertLess(Math.abs(decided / VERDICTS - POWER), 0.05, `${difference}: ${decided / VERDICTS} of ${count}`);
  }
  // What is at the margin is never decided.
  const [{ timesAsMany }] = decide([{ ...TEN, difference: 3 + 2 * 1.83311, standardError: 2 }, ...others]);
  assertEquals(timesAsMany, undefined);
});
