/**
 * Targets of a row under each rule, against the law of a random subset or of independent pairs: over some 10^6
 * rows, every target is equally likely, targets do not know of each other, and their positions have no structure.
 */

import { PURPOSE, randomWords } from "../../model/random.ts";
import {
  assertChiSquared,
  assertCounts,
  assertEqualChances,
  assertEqualMembers,
  assertStandardNormal,
} from "./goodness_of_fit.ts";
import { adjacentLaw, binomialLaw, gapLaw, geometricLaw, hypergeometricLaw, occupancyLaw } from "./laws.ts";
import { below, columnsOf, connectivityOf } from "./networks.ts";

/** Networks of 4000 neurons per rule: 160,000 rows. */
const NETWORKS = 40;

/** Classes into which the positions of pairs are sorted. */
const CLASSES = 16;

/** Statistics of k-subsets of [0, n), a random one in each call of `add`. */
class SubsetStatistics {
  readonly #n: number;
  readonly #k: number;
  #subsets = 0;
  readonly #members: Float64Array;
  readonly #gaps: Float64Array;
  readonly #smallest: Float64Array;
  readonly #adjacent: Float64Array;
  readonly #even: Float64Array;
  readonly #eighth: Float64Array;
  readonly #quarter: Float64Array;
  readonly #remainders = new Float64Array(CLASSES * CLASSES);
  readonly #places = new Float64Array(CLASSES * CLASSES);
  readonly #words = new Uint32Array(4);

  constructor(n: number, k: number) {
    this.#n = n;
    this.#k = k;
    this.#members = new Float64Array(n);
    this.#gaps = new Float64Array(n + 1);
    this.#smallest = new Float64Array(n + 1);
    this.#adjacent = new Float64Array(k);
    this.#even = new Float64Array(k + 1);
    this.#eighth = new Float64Array(k + 1);
    this.#quarter = new Float64Array(k + 1);
  }

  /** Adds the subset that consists of row[from .. from + k) minus first. */
  add(row: Uint32Array, from: number, first: number): void {
    const n = this.#n, k = this.#k;
    let even = 0, eighth = 0, quarter = 0, adjacent = 0;
    for (let m = 0; m < k; m++) {
      const j = row[from + m] - first;
      this.#members[j]++;
      if (j % 2 === 0) even++;
      if (j % 8 === 5) eighth++;
      if (4 * j < n) quarter++;
      if (m > 0 && row[from + m] === row[from + m - 1] + 1) adjacent++;
    }
    this.#even[even]++;
    this.#eighth[eighth]++;
    this.#quarter[quarter]++;
    this.#adjacent[adjacent]++;
    this.#smallest[row[from] - first + 1]++;
    // One gap of each row, and one ordered pair of its members, are independent from row to row.
    const place = from + this.#subsets % (k - 1);
    this.#gaps[row[place + 1] - row[place]]++;
    randomWords(0, PURPOSE.rows, this.#subsets++, n, this.#words);
    const p = this.#words[0] % k, q = (p + 1 + this.#words[1] % (k - 1)) % k;
    const a = row[from + p] - first, b = row[from + q] - first;
    this.#remainders[a % CLASSES * CLASSES + b % CLASSES]++;
    this.#places[Math.floor(a / n * CLASSES) * CLASSES + Math.floor(b / n * CLASSES)]++;
  }

  /** Requires the law of equally likely k-subsets of [0, n), n being a multiple of CLASSES. */
  assertRandom(): void {
    const n = this.#n, k = this.#k;
    assertEqualMembers(this.#members, { size: k, draws: this.#subsets }, "members");
    assertCounts(this.#smallest, gapLaw(n, k), "smallest member");
    assertCounts(this.#gaps, gapLaw(n, k), "gaps");
    assertCounts(this.#adjacent, adjacentLaw(n, k), "adjacent members");
    assertCounts(this.#even, hypergeometricLaw(n, n / 2, k), "even members");
    assertCounts(this.#eighth, hypergeometricLaw(n, n / 8, k), "members of the form 8 m + 5");
    assertCounts(this.#quarter, hypergeometricLaw(n, n / 4, k), "members in the first quarter");
    const size = n / CLASSES;
    const pair = Float64Array.from({ length: CLASSES * CLASSES }, (_, cell) => {
      const isSame = Math.floor(cell / CLASSES) === cell % CLASSES;
      return size * (size - (isSame ? 1 : 0)) / (n * (n - 1));
    });
    assertCounts(this.#remainders, pair, "remainders of pairs");
    assertCounts(this.#places, pair, "places of pairs");
  }
}

Deno.test("projection-out-degree: targets are independent random 64-subsets of 3200 and 16-subsets of 800", () => {
  const excitatory = new SubsetStatistics(3200, 64), inhibitory = new SubsetStatistics(800, 16);
  const even = new Float64Array(65 * 17), lower = new Float64Array(65 * 17);
  let autapses = 0;
  for (let seed = 0; seed < NETWORKS; seed++) {
    const connectivity = connectivityOf({ variant: "seed-1", seed });
    for (let i = 0; i < 4000; i++) {
      const row = connectivity.targets(i);
      excitatory.add(row, 0, 0);
      inhibitory.add(row, 64, 3200);
      const evenE = row.subarray(0, 64).reduce((sum, j) => sum + 1 - j % 2, 0);
      even[evenE * 17 + row.subarray(64).reduce((sum, j) => sum + 1 - j % 2, 0)]++;
      lower[below(row, 1600) * 17 + below(row, 3600) - 64]++;
      if (row.includes(i)) autapses++;
    }
  }
  excitatory.assertRandom();
  inhibitory.assertRandom();
  const halfI = hypergeometricLaw(800, 400, 16);
  const joint = Array.from(hypergeometricLaw(3200, 1600, 64), (p) => Array.from(halfI, (q) => p * q)).flat();
  assertCounts(even, joint, "even targets in both populations");
  assertCounts(lower, joint, "targets in the lower halves of both populations");
  assertCounts([autapses, NETWORKS * 4000 - autapses], [0.02, 0.98], "autapses");
});

Deno.test("out-degree: targets are random 80-subsets of 4000", () => {
  const all = new SubsetStatistics(4000, 80);
  let autapses = 0;
  for (let seed = 0; seed < NETWORKS; seed++) {
    const connectivity = connectivityOf({ variant: "seed-2", seed });
    for (let i = 0; i < 4000; i++) {
      const row = connectivity.targets(i);
      all.add(row, 0, 0);
      if (row.includes(i)) autapses++;
    }
  }
  all.assertRandom();
  assertCounts([autapses, NETWORKS * 4000 - autapses], [0.02, 0.98], "autapses");
});

Deno.test("bernoulli: every pair is connected with the same probability, independently of every other", () => {
  const n = 4000, p = 0.02, windows = 4;
  const members = new Float64Array(n), even = new Float64Array(n / 2 + 1), neighbours = new Float64Array(n / 2 + 1);
  const parities = new Float64Array(121 * 121);
  const waits = Array.from({ length: windows }, () => new Float64Array(n / windows + 1));
  let autapses = 0;
  for (let seed = 0; seed < NETWORKS; seed++) {
    const connectivity = connectivityOf({ variant: "brian2", seed });
    for (let i = 0; i < n; i++) {
      const row = connectivity.targets(i);
      let evens = 0, pairs = 0;
      for (let k = 0; k < row.length; k++) {
        members[row[k]]++;
        if (row[k] % 2 === 0) evens++;
        else if (k > 0 && row[k - 1] === row[k] - 1) pairs++;
      }
      even[evens]++;
      neighbours[pairs]++;
      parities[Math.min(evens, 120) * 121 + Math.min(row.length - evens, 120)]++;
      for (let w = 0; w < windows; w++) {
        const start = w * n / windows;
        const next = row[below(row, start)] ?? n;
        waits[w][Math.min(next - start, n / windows)]++;
      }
      if (row.includes(i)) autapses++;
    }
  }
  const rows = NETWORKS * n;
  const statistic = members.reduce((sum, count) => sum + (count - rows * p) ** 2 / (rows * p * (1 - p)), 0);
  assertChiSquared(statistic, n, "targets");
  assertCounts(even, binomialLaw(n / 2, p), "even targets");
  assertCounts(neighbours, binomialLaw(n / 2, p * p), "pairs 2 j, 2 j + 1");
  waits.forEach((counts, w) => assertCounts(counts, geometricLaw(p, n / windows), `waits in quarter ${w}`));
  const parity = binomialLaw(n / 2, p).subarray(0, 121);
  assertCounts(parities, Array.from(parity, (a) => Array.from(parity, (b) => a * b)).flat(), "even and odd targets");
  assertCounts([autapses, rows - autapses], [p, 1 - p], "autapses");
});

Deno.test("in-degree with distinct sources: those of the other population are random 64- and 16-subsets", () => {
  const excitatory = new SubsetStatistics(3200, 64), inhibitory = new SubsetStatistics(800, 16);
  for (let seed = 0; seed < NETWORKS; seed++) {
    const columns = columnsOf(connectivityOf({ variant: "neuron", seed }));
    for (let j = 0; j < 3200; j++) inhibitory.add(columns.targets(j), 64, 3200);
    for (let j = 3200; j < 4000; j++) excitatory.add(columns.targets(j), 0, 0);
  }
  excitatory.assertRandom();
  inhibitory.assertRandom();
});

Deno.test("in-degree with multapses: every input site draws its source evenly and independently of the others", () => {
  const populations = [{ first: 0, size: 3200, degree: 64 }, { first: 3200, size: 800, degree: 16 }];
  const sources = populations.map(({ size }) => new Float64Array(size));
  const different = populations.map(({ degree }) => new Float64Array(degree + 1));
  const remainders = new Float64Array(CLASSES * CLASSES), places = new Float64Array(CLASSES * CLASSES);
  let autapses = 0, successive = 0, distant = 0;
  const networks = NETWORKS / 2; // they take longer, and each site counts alone
  for (let seed = 0; seed < networks; seed++) {
    const columns = columnsOf(connectivityOf({ variant: "nest", seed }));
    for (let j = 0; j < 4000; j++) {
      const column = columns.targets(j);
      for (const [which, { first, size, degree }] of populations.entries()) {
        let distinct = 0;
        const from = which === 0 ? 0 : 64;
        for (let k = from; k < from + degree; k++) {
          sources[which][column[k] - first]++;
          if (k === from || column[k] !== column[k - 1]) distinct++;
          if (column[k] === j) autapses++;
          remainders[column[k] % CLASSES * CLASSES + j % CLASSES]++;
          const place = Math.floor((column[k] - first) / size * CLASSES);
          places[place * CLASSES + Math.floor(j / 4000 * CLASSES)]++;
        }
        different[which][distinct]++;
      }
      // Pairs of excitatory sites of one neuron whose sources are i and i + 1, or i and i + 1600.
      for (let k = 0; k < 64; k++) {
        for (let l = k + 1; l < 64 && column[l] <= column[k] + 1; l++) if (column[l] === column[k] + 1) successive++;
        if (column[k] < 1600) distant += countOf(column, column[k] + 1600, 64);
      }
    }
  }
  const sites = networks * 4000 * 80;
  populations.forEach(({ size, degree }, which) => {
    assertEqualChances(sources[which], `sources of ${size}`);
    assertCounts(different[which], occupancyLaw(size, degree), `different ones among ${degree} of ${size} sources`);
  });
  assertEqualChances(remainders, "remainders of sources and targets");
  assertEqualChances(places, "places of sources and targets");
  // A neuron has a site for itself 64 / 3200 or 16 / 800 times, of 80: 0.02 times on average.
  const expected = networks * 4000 * 0.02;
  assertStandardNormal((autapses - expected) / Math.sqrt(expected), `${autapses} autapses of ${sites} sites`);
  // Whether two sites have such sources is independent from pair to pair of sites (but for 1 / 3200 or so).
  const pairs = networks * 4000 * 64 * 63;
  for (const [count, p] of [[successive, 3199 / 3200 ** 2], [distant, 1600 / 3200 ** 2]]) {
    assertStandardNormal((count - pairs * p) / Math.sqrt(pairs * p), "pairs of sources");
  }
});

/** The number of times that x is among the first n ascending numbers. */
function countOf(row: Uint32Array, x: number, n: number): number {
  const first = row.subarray(0, n);
  return below(first, x + 1) - below(first, x);
}
