/** Rows do not know of each other: two rows have as many targets in common as two independent ones have. */

import type { Connectivity } from "../../model/connectivity.ts";
import { storeRows } from "../../model/stored_rows.ts";
import { assertCounts, assertStandardNormal } from "./goodness_of_fit.ts";
import { binomialLaw, hypergeometricLaw } from "./laws.ts";
import { columnsOf, common, connectivityOf } from "./networks.ts";

/** Networks of 4000 neurons per rule. */
const NETWORKS = 12;

/** Part of a row: entries from a to b. */
type Part = readonly [a: number, b: number | undefined];

/** Two rows that could know of each other. */
const RELATIONS = [
  { name: "neurons i and i + 1", other: (i: number) => i + 1, seeds: 0 },
  { name: "neurons i and i + 64", other: (i: number) => i + 64, seeds: 0 },
  { name: "neurons i and i + 2048", other: (i: number) => i + 2048, seeds: 0 },
  { name: "neuron i with seeds s and s + 1", other: (i: number) => i, seeds: 1 },
  { name: "neuron i with seeds s and s + 2^32", other: (i: number) => i, seeds: 2 ** 32 },
  { name: "neurons i with seed s and i + 1 with seed s + 1", other: (i: number) => i + 1, seeds: 1 },
];

/** Which part of which rows, and the law of how many numbers two of them have in common. */
const CASES: readonly {
  readonly variant: string;
  readonly of: (connectivity: Connectivity) => Connectivity;
  readonly first: number;
  readonly part: Part;
  readonly what: string;
  readonly law: () => Float64Array;
}[] = [
  {
    variant: "seed-1",
    of: storeRows,
    first: 0,
    part: [0, 64],
    what: "excitatory targets",
    law: () => hypergeometricLaw(3200, 64, 64),
  },
  {
    variant: "seed-1",
    of: storeRows,
    first: 0,
    part: [64, 80],
    what: "inhibitory targets",
    law: () => hypergeometricLaw(800, 16, 16),
  },
  {
    variant: "seed-2",
    of: storeRows,
    first: 0,
    part: [0, 80],
    what: "targets",
    law: () => hypergeometricLaw(4000, 80, 80),
  },
  {
    variant: "brian2",
    of: storeRows,
    first: 0,
    part: [0, undefined],
    what: "targets",
    law: () => binomialLaw(4000, 0.02 ** 2),
  },
  {
    variant: "neuron",
    of: columnsOf,
    first: 3200, // no neuron of this population is excluded as an excitatory source
    part: [0, 64],
    what: "excitatory sources",
    law: () => hypergeometricLaw(3200, 64, 64),
  },
];

for (const { variant, of, first, part: [a, b], what, law } of CASES) {
  Deno.test(`${variant}: two rows have as many ${what} in common as independent ones`, () => {
    const expected = law();
    const counts = RELATIONS.map(() => new Float64Array(expected.length));
    let previous: Connectivity | undefined;
    for (let seed = 0; seed < NETWORKS; seed++) {
      const rows = of(connectivityOf({ variant, seed }));
      const far = of(connectivityOf({ variant, seed: seed + 2 ** 32 }));
      RELATIONS.forEach(({ other, seeds }, which) => {
        const others = seeds === 0 ? rows : seeds === 1 ? previous : far;
        if (others === undefined) return;
        // Steps of 2 make the pairs of neighbours disjoint.
        for (let i = first; i < 4000 && other(i) < 4000; i += 2) {
          const shared = common(others.targets(i).subarray(a, b), rows.targets(other(i)).subarray(a, b));
          counts[which][Math.min(shared, expected.length - 1)]++;
        }
      });
      previous = rows;
    }
    RELATIONS.forEach(({ name }, which) => {
      if (counts[which].some((count) => count > 0)) assertCounts(counts[which], expected, name, RELATIONS.length);
    });
  });
}

Deno.test("nest: input sites of neighbours, and of a neuron with two seeds, share their source once in 3200", () => {
  const relations = [[0, 1], [0, 64], [1, 0], [1, 1]]; // difference of seeds, of neurons
  const equal = relations.map(() => 0), pairs = relations.map(() => 0);
  let previous: Connectivity | undefined;
  for (let seed = 0; seed < NETWORKS / 2; seed++) {
    const columns = columnsOf(connectivityOf({ variant: "nest", seed }));
    relations.forEach(([seeds, neurons], which) => {
      const others = seeds === 0 ? columns : previous;
      if (others === undefined) return;
      for (let j = 0; j + neurons < 4000; j++) {
        equal[which] += equalPairs(others.targets(j).subarray(0, 64), columns.targets(j + neurons).subarray(0, 64));
        pairs[which] += 64 * 64;
      }
    });
    previous = columns;
  }
  // Whether two sites have the same source is independent from pair to pair of sites, as sources are evenly drawn.
  const p = 1 / 3200;
  relations.forEach((relation, which) => {
    const z = (equal[which] - pairs[which] * p) / Math.sqrt(pairs[which] * p * (1 - p));
    assertStandardNormal(z, `seeds and neurons ${relation} apart`, relations.length);
  });
});

/** Pairs of equal numbers, one of each of two ascending lists. */
function equalPairs(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let k = 0, l = 0; k < a.length && l < b.length;) {
    if (a[k] < b[l]) k++;
    else if (a[k] > b[l]) l++;
    else {
      const x = a[k];
      let inA = 0, inB = 0;
      for (; a[k] === x; k++) inA++;
      for (; b[l] === x; l++) inB++;
      count += inA * inB;
    }
  }
  return count;
}
