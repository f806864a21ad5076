/** In- and out-degrees that a rule leaves to chance, against their laws. */

import { storeRows } from "../../model/stored_rows.ts";
import { assertCounts, assertStandardNormal } from "./goodness_of_fit.ts";
import { binomialLaw, sumLaw } from "./laws.ts";
import { below, columnsOf, connectivityOf } from "./networks.ts";

/** Networks of 4000 neurons per rule. */
const NETWORKS = 20;

/** Which degrees of which neurons: the excitatory and inhibitory entries of rows or columns first to last - 1. */
interface Degrees {
  readonly of: "rows" | "columns";
  readonly entries: "excitatory" | "inhibitory" | "all";
  readonly first: number;
  readonly last: number;
  /** The law of one neuron's degree. */
  readonly law: () => Float64Array;
}

/** The degrees that each published rule draws, and the number of neurons that it draws from. */
const CASES: readonly { readonly variant: string; readonly degrees: readonly Degrees[] }[] = [
  {
    // Each of 3200 and 800 neurons has a given target with probability 64 / 3200 = 16 / 800.
    variant: "seed-1",
    degrees: [
      { of: "columns", entries: "excitatory", first: 0, last: 4000, law: () => binomialLaw(3200, 0.02) },
      { of: "columns", entries: "inhibitory", first: 0, last: 4000, law: () => binomialLaw(800, 0.02) },
    ],
  },
  {
    variant: "seed-2",
    degrees: [
      { of: "columns", entries: "excitatory", first: 0, last: 4000, law: () => binomialLaw(3200, 0.02) },
      { of: "columns", entries: "inhibitory", first: 0, last: 4000, law: () => binomialLaw(800, 0.02) },
    ],
  },
  {
    variant: "brian2",
    degrees: [
      { of: "rows", entries: "all", first: 0, last: 4000, law: () => binomialLaw(4000, 0.02) },
      { of: "columns", entries: "all", first: 0, last: 4000, law: () => binomialLaw(4000, 0.02) },
      { of: "columns", entries: "excitatory", first: 0, last: 4000, law: () => binomialLaw(3200, 0.02) },
    ],
  },
  {
    // 64 sites of each of 4000 neurons are dealt to 3200 sources, 16 to 800.
    variant: "nest",
    degrees: [
      { of: "rows", entries: "all", first: 0, last: 3200, law: () => binomialLaw(4000 * 64, 1 / 3200) },
      { of: "rows", entries: "all", first: 3200, last: 4000, law: () => binomialLaw(4000 * 16, 1 / 800) },
      { of: "rows", entries: "excitatory", first: 0, last: 3200, law: () => binomialLaw(3200 * 64, 1 / 3200) },
    ],
  },
  {
    // A source is one of 64 of 3199 for its own population, itself excepted, and one of 64 of 3200 for the other.
    variant: "neuron",
    degrees: [
      { of: "rows", entries: "excitatory", first: 0, last: 3200, law: () => binomialLaw(3199, 64 / 3199) },
      { of: "rows", entries: "inhibitory", first: 0, last: 3200, law: () => binomialLaw(800, 0.02) },
      {
        of: "rows",
        entries: "all",
        first: 3200,
        last: 4000,
        law: () => sumLaw(binomialLaw(3200, 0.02), binomialLaw(799, 16 / 799)),
      },
    ],
  },
];

for (const { variant, degrees } of CASES) {
  Deno.test(`${variant}: the numbers of targets and sources that its rule leaves to chance are binomial`, () => {
    const laws = degrees.map(({ law }) => law());
    const counts = laws.map((law) => new Float64Array(law.length));
    for (let seed = 0; seed < NETWORKS; seed++) {
      const rows = storeRows(connectivityOf({ variant, seed: 1000 + seed }));
      const columns = columnsOf(rows);
      degrees.forEach(({ of, entries, first, last }, which) => {
        for (let i = first; i < last; i++) {
          const row = (of === "rows" ? rows : columns).targets(i);
          const excitatory = below(row, 3200);
          const degree = { excitatory, inhibitory: row.length - excitatory, all: row.length }[entries];
          counts[which][degree]++;
        }
      });
    }
    degrees.forEach(({ of, entries, first, last }, which) => {
      assertCounts(counts[which], laws[which], `${entries} entries of ${of} ${first} to ${last - 1}`, degrees.length);
    });
  });
}

Deno.test("nest: how often neurons are drawn as sources is independent between the populations", () => {
  // Were the draws the same words, inhibitory neuron j would go with the excitatory neurons 4 j to 4 j + 3.
  let sum = 0, terms = 0;
  for (let seed = 0; seed < NETWORKS; seed++) {
    const rows = storeRows(connectivityOf({ variant: "nest", seed }));
    const excess = (i: number) => rows.targets(i).length - 80;
    for (let j = 0; j < 800; j++) {
      const excitatory = [0, 1, 2, 3].reduce((total, k) => total + excess(4 * j + k), 0);
      sum += excess(3200 + j) * excitatory;
      terms++;
    }
  }
  // Numbers of targets have the variance 80 (but for 1 / 3200 and 1 / 800), four of them together 320.
  assertStandardNormal(sum / Math.sqrt(terms * 80 * 320), "products");
});
