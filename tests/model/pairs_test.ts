/** Small networks over many seeds: every pair that may be connected is so equally often; no diagonal is lost. */

import { assert } from "@std/assert";
import type { Connectivity } from "../../model/connectivity.ts";
import { assertChiSquared, assertCounts, memberStatistic } from "./goodness_of_fit.ts";
import { occupancyLaw } from "./laws.ts";
import { connectivityOf, DRAWN_RULES } from "./networks.ts";

/** Counts of connections i → j of small networks over many seeds. */
function connectionCounts(options: (seed: number) => Connectivity, networks: number): Float64Array[] {
  const neurons = options(0).neurons;
  const counts = Array.from({ length: neurons }, () => new Float64Array(neurons));
  for (let seed = 0; seed < networks; seed++) {
    const connectivity = options(seed);
    for (let i = 0; i < neurons; i++) for (const j of connectivity.targets(i)) counts[i][j]++;
  }
  return counts;
}

for (const rule of DRAWN_RULES) {
  for (const autapses of [true, false]) {
    Deno.test(`${rule}, autapses ${autapses}: each possible pair is connected equally often over 2000 seeds`, () => {
      const networks = 2000, probability = 0.25;
      const connectivity = { rule, autapses, multapses: false, probability };
      const populations = { excitatory: 80, inhibitory: 20 };
      const counts = connectionCounts((seed) => connectivityOf({ seed, populations, connectivity }), networks);
      const ranges = rule === "projection-out-degree" || rule === "in-degree" ? [[0, 80], [80, 100]] : [[0, 100]];
      let sum = 0, degrees = 0;
      for (let i = 0; i < 100; i++) {
        for (const [first, end] of ranges) {
          const all = Array.from({ length: end - first }, (_, k) => first + k);
          // Where the degree is fixed for columns, the choice is among the sources of i.
          const count = (j: number) => rule === "in-degree" ? counts[j][i] : counts[i][j];
          const possible = all.filter((j) => autapses || j !== i).map(count);
          if (!autapses && i >= first && i < end) assert(count(i) === 0);
          if (rule === "bernoulli") {
            const expected = networks * probability;
            sum += possible.reduce((sum, c) => sum + (c - expected) ** 2 / (expected * (1 - probability)), 0);
            degrees += possible.length;
          } else {
            const one = memberStatistic(possible, (end - first) * probability, networks);
            sum += one.statistic;
            degrees += one.degrees;
          }
        }
      }
      assertChiSquared(sum, degrees, "connections");
    });
  }
}

Deno.test("out-degree with multapses: targets are independent draws, with and without autapses", () => {
  const networks = 1500, populations = { excitatory: 80, inhibitory: 20 };
  for (const autapses of [true, false]) {
    const connectivity = { rule: "projection-out-degree", probability: 0.25, autapses, multapses: true } as const;
    const counts = Array.from({ length: 100 }, () => new Float64Array(80));
    const different = [new Float64Array(21), new Float64Array(21)];
    for (let seed = 0; seed < networks; seed++) {
      const drawn = connectivityOf({ seed, populations, connectivity });
      for (let i = 0; i < 100; i++) {
        const row = drawn.targets(i).subarray(0, 20);
        for (const j of row) counts[i][j]++;
        different[i < 80 ? 0 : 1][new Set(row).size]++;
      }
    }
    let statistic = 0, degrees = 0;
    counts.forEach((count, i) => {
      const possible = count.filter((_, j) => autapses || j !== i);
      if (!autapses && i < 80) assert(count[i] === 0);
      const expected = networks * 20 / possible.length;
      statistic += possible.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
      degrees += possible.length - 1;
    });
    assertChiSquared(statistic, degrees, "targets");
    assertCounts(different[0], occupancyLaw(autapses ? 80 : 79, 20), "different targets of excitatory neurons");
    assertCounts(different[1], occupancyLaw(80, 20), "different targets of inhibitory neurons");
  }
});
