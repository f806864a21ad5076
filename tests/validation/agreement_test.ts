/** Sets of networks: Brian 2's and NEST's own runs against each other, see fixtures/README.md. */

import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import { standardDeviation } from "../../mod.ts";
import { assertAllClose, assertClose, ROUNDING } from "../analysis/trains.ts";
import {
  agreementOf,
  distributionsFromJson,
  type NetworkSet,
  networkStatistics,
  STATISTIC_NAMES,
  STATISTICS,
  type StoredDistributions,
} from "../../validation/mod.ts";

async function textOf(simulator: string): Promise<string> {
  const bytes = await Deno.readFile(new URL(`../../fixtures/${simulator}/distributions.json.gz`, import.meta.url));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const brianText = await textOf("brian2");
const brian = distributionsFromJson(brianText), nest = distributionsFromJson(await textOf("nest"));

function setOf({ runs, excitatory, window }: StoredDistributions, from: number = 0, to: number = 10): NetworkSet {
  return { runs: runs.slice(from, to), excitatory, seconds: (window.stop - window.start) / 1000 };
}

Deno.test("a set agrees with itself, with no effect", () => {
  const { statistics, distributions, hasPassed } = agreementOf(setOf(nest), setOf(nest));
  assert(hasPassed);
  for (const { effect, test } of statistics) assertEquals([effect.d, test.statistic, test.p], [0, 0, 1]);
  for (const { between, within } of distributions) assertLess(between, within);
});

Deno.test("half of Brian 2's networks agree with the other half", () => {
  const { statistics, distributions } = agreementOf(setOf(brian, 0, 5), setOf(brian, 5, 10));
  assertEquals(statistics.filter(({ hasPassed }) => !hasPassed), []);
  assertEquals(distributions.filter(({ hasPassed }) => !hasPassed), []);
});

Deno.test("Brian 2's networks and NEST's, whose in-degrees are fixed, are not of one model", () => {
  const { statistics, distributions, hasPassed } = agreementOf(setOf(brian), setOf(nest));
  assertEquals(hasPassed, false);
  const failed = [...statistics, ...distributions].filter(({ hasPassed }) => !hasPassed).map(({ name }) => name);
  for (const name of ["rate", "rateSd", "largestRate", "rates"] as const) assert(failed.includes(name), name);
});

Deno.test("the other order of the sets turns effects and keeps distances", () => {
  const there = agreementOf(setOf(brian), setOf(nest)), back = agreementOf(setOf(nest), setOf(brian));
  for (const [k, { effect, test }] of there.statistics.entries()) {
    assertClose(back.statistics[k].effect.d, -effect.d, ROUNDING);
    assertEquals(back.statistics[k].test.statistic, test.statistic);
  }
  assertAllClose(
    back.distributions.map(({ within }) => within),
    there.distributions.map(({ within }) => within),
    ROUNDING,
  );
});

/** Ten networks know their standard deviation to a factor of 1.6 (95 %); so do the ten that the table is from. */
const FACTOR = 2;

Deno.test("Brian 2's networks differ by as much as the table of statistics says", () => {
  const { excitatory, window } = brian;
  const statistics = brian.runs.map((run) =>
    networkStatistics(run, { excitatory, seconds: (window.stop - window.start) / 1000 })
  );
  for (const name of STATISTIC_NAMES) {
    const values = statistics.map((statistics) => statistics[name]);
    const { betweenNetworks, betweenRuns, isAbsolute } = STATISTICS[name];
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const expected = Math.hypot(betweenNetworks, betweenRuns) * (isAbsolute ? 1 : mean);
    const sd = standardDeviation(values) * Math.sqrt(10 / 9);
    assertLess(sd, FACTOR * expected, name);
    assertGreater(sd, expected / FACTOR, name);
  }
});

Deno.test("stored distributions of another format, or broken ones, are refused", () => {
  assertThrows(() => distributionsFromJson("{"), SyntaxError, "Cannot read distributions: valid JSON is required");
  assertThrows(
    () => distributionsFromJson("{}"),
    SyntaxError,
    'the format must be "cobahh spike distributions" version 1',
  );
  const { runs, ...about } = JSON.parse(brianText);
  const broken = JSON.stringify({ ...about, runs: [{ ...runs[0], isi: [] }] });
  assertThrows(
    () => distributionsFromJson(broken),
    SyntaxError,
    "whole runs with the histogram's usual edges are required",
  );
});
