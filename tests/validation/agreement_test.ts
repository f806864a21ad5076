/** Sets of networks: Brian 2's, NEST's and NEURON's own runs against each other, see fixtures/README.md. */

import { assert, assertEquals, assertGreater, assertLess, assertMatch, assertThrows } from "@std/assert";
import { standardDeviation } from "../../mod.ts";
import { assertAllClose, ROUNDING } from "../analysis/trains.ts";
import {
  agreementOf,
  DISTRIBUTION_MARGINS,
  DISTRIBUTION_NAMES,
  distributionsFromJson,
  MARGINS,
  type NetworkSet,
  networkStatistics,
  type SetAgreement,
  STATISTIC_NAMES,
  STATISTICS,
  type StoredDistributions,
} from "../../validation/mod.ts";

async function textOf(simulator: string, file: string = "distributions"): Promise<string> {
  const bytes = await Deno.readFile(new URL(`../../fixtures/${simulator}/${file}.json.gz`, import.meta.url));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const brianText = await textOf("brian2");
const brian = distributionsFromJson(brianText), nest = distributionsFromJson(await textOf("nest"));
const own = distributionsFromJson(await textOf("brian2", "own_distributions"));

function setOf({ runs, excitatory, window }: StoredDistributions, from: number = 0, to: number = 10): NetworkSet {
  return { runs: runs.slice(from, to), excitatory, seconds: (window.stop - window.start) / 1000 };
}

const PAIRED = { isPaired: true }, UNPAIRED = { isPaired: false };

const namesWith = ({ statistics, distributions }: SetAgreement, outcome: string) =>
  [...statistics, ...distributions].filter((one) => one.outcome === outcome).map(({ name }) => name);

Deno.test("a set paired with itself is equivalent, with no difference", () => {
  const { outcome, statistics, distributions } = agreementOf(setOf(nest), setOf(nest), PAIRED);
  assertEquals(outcome, "equivalent");
  for (const { difference, low, high } of [...statistics, ...distributions]) {
    assertEquals([difference, low, high], [0, 0, 0]);
  }
});

Deno.test("the same set unpaired is undecided where networks differ by more than the margins, and says how many are needed", () => {
  const ten = agreementOf(setOf(brian), setOf(brian), UNPAIRED);
  assertEquals(ten.outcome, "undecided");
  assert(namesWith(ten, "undecided").includes("rate"));
  assertGreater(ten.neededNetworks!, 20);
  assertLess(ten.neededNetworks!, 1000);
});

Deno.test("the fewer networks, the less is decided: two, three and four of one model are never equivalent", () => {
  for (const count of [2, 3, 4]) {
    const { outcome } = agreementOf(setOf(brian, 0, count), setOf(own, 0, count), UNPAIRED);
    assertEquals(outcome, "undecided", `${count} networks`);
  }
});

Deno.test("no statistic of Brian 2's own networks is different from those of this library's", () => {
  const agreement = agreementOf(setOf(brian), setOf(own), UNPAIRED);
  assertEquals(namesWith(agreement, "different"), []);
});

Deno.test("Brian 2's networks and NEST's, whose in-degrees are fixed, are different", () => {
  const agreement = agreementOf(setOf(brian), setOf(nest), UNPAIRED);
  assertEquals(agreement.outcome, "different");
  const different = namesWith(agreement, "different");
  for (const name of ["rateSd", "largestRate", "rates"] as const) assert(different.includes(name), name);
});

Deno.test("the other order of the sets turns differences and keeps outcomes", () => {
  for (const options of [PAIRED, UNPAIRED]) {
    const there = agreementOf(setOf(brian), setOf(nest), options),
      back = agreementOf(setOf(nest), setOf(brian), options);
    for (const [k, { difference, low, high, outcome }] of there.statistics.entries()) {
      const other = back.statistics[k];
      assertAllClose([other.difference, other.low, other.high], [-difference, -high, -low], ROUNDING);
      assertEquals(other.outcome, outcome);
    }
    assertAllClose(
      back.distributions.map(({ difference }) => difference),
      there.distributions.map(({ difference }) => difference),
      ROUNDING,
    );
  }
});

Deno.test("several runs of each network count as one value of it", () => {
  const doubled = { ...setOf(brian), runs: brian.runs.flatMap((run) => [run, run]), repeats: 2 };
  const once = agreementOf(setOf(own), setOf(brian), PAIRED), twice = agreementOf(setOf(own), doubled, PAIRED);
  assertEquals(twice.networks, { ours: 10, theirs: 10 });
  for (const kind of ["statistics", "distributions"] as const) {
    for (const [k, { difference, low, high }] of once[kind].entries()) {
      const other = twice[kind][k];
      assertAllClose([other.difference, other.low, other.high], [difference, low, high], 1e-9);
    }
  }
});

Deno.test("pairs of unequal number, and networks that lack runs, are refused", () => {
  assertThrows(
    () => agreementOf(setOf(brian, 0, 3), setOf(brian, 0, 4), PAIRED),
    RangeError,
    "pairs require equally many, received 3 and 4",
  );
  assertThrows(
    () => agreementOf({ ...setOf(brian, 0, 3), repeats: 2 }, setOf(brian, 0, 4), UNPAIRED),
    RangeError,
    "2 runs of each are required, received 3 runs",
  );
  assertThrows(() => agreementOf(setOf(brian, 0, 0), setOf(brian), UNPAIRED), RangeError, "received 0 runs");
});

Deno.test("a rate that is 3 % higher in every network is beyond its margin, one that is 1 % higher is not", () => {
  const faster = (factor: number): NetworkSet => ({
    ...setOf(brian),
    runs: brian.runs.map((run) => ({ ...run, spikes: Array.from(run.spikes, (count) => count * factor) })),
  });
  const of = (factor: number) =>
    agreementOf(faster(factor), setOf(brian), PAIRED).statistics.find(({ name }) => name === "rate")!.outcome;
  assertEquals([of(1.01), of(0.99), of(1.04), of(0.96)], ["equivalent", "equivalent", "different", "different"]);
});

Deno.test("every margin has a size and a reason", () => {
  const all = [
    ...STATISTIC_NAMES.map((name) => MARGINS[name]),
    ...DISTRIBUTION_NAMES.map((name) => DISTRIBUTION_MARGINS[name]),
  ];
  assertEquals(all.length, 15);
  for (const { size, reason } of all) {
    assert(size > 0);
    assertMatch(reason, /\w+ \w+ \w+/);
  }
});

/** Ten networks know their standard deviation to a factor of 1.6 (95 %). */
const FACTOR = 2;

Deno.test("Brian 2's own networks differ by as much as the table of statistics says", () => {
  const { excitatory, window } = own;
  const statistics = own.runs.map((run) =>
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
