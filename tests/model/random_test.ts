/** Random numbers: Philox against its published vectors, and what is made of its words against its law. */

import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import {
  multiplyHigh,
  normal,
  philox4x32,
  PURPOSE,
  type Purpose,
  randomWords,
  sample,
  uniform,
  uniformFromWords,
} from "../../model/random.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import {
  assertCounts,
  assertDistribution,
  assertEqualChances,
  assertStandardNormal,
  normalTail,
} from "./goodness_of_fit.ts";

const PURPOSES = Object.values(PURPOSE);
const word = fc.integer({ min: 0, max: 0xffffffff });
const anySeed = fc.maxSafeNat();

function philox(counter: readonly [number, number, number, number], key: readonly [number, number]): string {
  const out = new Uint32Array(4);
  philox4x32(counter, key, out);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0")).join(" ");
}

Deno.test("philox4x32 gives the known answers of Random123 1.14.0", () => {
  const ones = 0xffffffff;
  assertEquals(philox([0, 0, 0, 0], [0, 0]), "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  assertEquals(philox([ones, ones, ones, ones], [ones, ones]), "408f276d 41c83b0e a20bc7c6 6d5451fd");
  assertEquals(
    philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  );
});

Deno.test("multiplyHigh is the upper half of the exact product", () => {
  const edges = fc.constantFrom(0, 1, 2, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffff0000, 0xfffffffe, 0xffffffff);
  const factor = fc.oneof(word, edges);
  const law = fc.property(factor, factor, (a, b) => {
    assertStrictEquals(multiplyHigh(a, b), Number(BigInt(a) * BigInt(b) >> 32n));
  });
  fc.assert(law, { ...PROPERTY, numRuns: 20_000 });
});

Deno.test("the words of a draw are Philox of [index, draw, purpose, 0] under the two words of the seed", () => {
  const law = fc.property(anySeed, fc.constantFrom(...PURPOSES), word, word, (seed, purpose, index, draw) => {
    const drawn = new Uint32Array(4), expected = new Uint32Array(4);
    randomWords(seed, purpose, index, draw, drawn);
    philox4x32([index, draw, purpose, 0], [Number(BigInt(seed) & 0xffffffffn), Number(BigInt(seed) >> 32n)], expected);
    assertEquals(drawn, expected);
  });
  fc.assert(law, PROPERTY);
});

Deno.test("every purpose has a number of its own", () => {
  assertEquals(new Set(PURPOSES).size, PURPOSES.length);
});

Deno.test("another seed, purpose, index or draw gives other numbers; so does a seed that differs above 2^32", () => {
  const law = fc.property(anySeed, fc.nat(), fc.nat(1000), (seed, index, draw) => {
    const number = uniform(seed, 1, index, draw);
    assertStrictEquals(uniform(seed, 1, index, draw), number);
    assertNotEquals(uniform(seed, 2, index, draw), number);
    assertNotEquals(uniform(seed, 1, index + 1, draw), number);
    assertNotEquals(uniform(seed, 1, index, draw + 1), number);
    assertNotEquals(uniform(seed === 0 ? 1 : seed - 1, 1, index, draw), number);
    const high = seed < 2 ** 52 ? seed + 2 ** 32 : seed - 2 ** 32;
    assertNotEquals(uniform(high, 1, index, draw), number);
  });
  fc.assert(law, PROPERTY);
});

Deno.test("uniformFromWords puts the upper 27 and 26 bits together, and is always below 1", () => {
  const law = fc.property(word, word, (high, low) => {
    const bits = (BigInt(high) >> 5n) << 26n | BigInt(low) >> 6n;
    assertStrictEquals(uniformFromWords(high, low), Number(bits) / 2 ** 53);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 1000 });
  assertStrictEquals(uniformFromWords(0, 0), 0);
  assertStrictEquals(uniformFromWords(0xffffffff, 0xffffffff), 1 - 2 ** -53);
});

/** Uniform numbers along each thing that they are a function of. */
const SEQUENCES: readonly { readonly along: string; readonly number: (k: number) => number }[] = [
  { along: "indices", number: (k) => uniform(1, PURPOSE.initialV, k, 0) },
  { along: "draws", number: (k) => uniform(2, PURPOSE.stimulus, 17, k) },
  { along: "seeds", number: (k) => uniform(k, PURPOSE.initialV, 5, 0) },
  { along: "upper words of the seed", number: (k) => uniform(k * 2 ** 32, PURPOSE.rows, 0, 0) },
  { along: "purposes", number: (k) => uniform(3, PURPOSES[k % PURPOSES.length], Math.floor(k / PURPOSES.length), 0) },
];

for (const { along, number } of SEQUENCES) {
  Deno.test(`uniform numbers of successive ${along} fill [0, 1) evenly, singly and in pairs`, () => {
    const n = 200_000;
    const values = Float64Array.from({ length: n }, (_, k) => number(k));
    assertDistribution(values, (x) => x, "values");
    const pairs = new Uint32Array(32 * 32);
    for (let k = 0; k < n; k += 2) pairs[Math.floor(32 * values[k]) * 32 + Math.floor(32 * values[k + 1])]++;
    assertEqualChances(pairs, "pairs");
    const between = new Uint32Array(32 * 32);
    for (let k = 1; k + 1 < n; k += 2) between[Math.floor(32 * values[k]) * 32 + Math.floor(32 * values[k + 1])]++;
    assertEqualChances(between, "pairs in between");
  });
}

Deno.test("every one of the 53 bits of a uniform number is set half the time, and none goes with its neighbour", () => {
  const n = 50_000;
  const set = new Uint32Array(53), equal = new Uint32Array(53);
  for (let k = 0; k < n; k++) {
    let rest = uniform(4, PURPOSE.initialGE, k, 0);
    for (let bit = 0, previous = 0; bit < 53; bit++) {
      const value = Math.floor(rest *= 2);
      rest -= value;
      set[bit] += value;
      if (bit > 0 && value === previous) equal[bit]++;
      previous = value;
    }
  }
  for (let bit = 0; bit < 53; bit++) {
    assertStandardNormal((2 * set[bit] - n) / Math.sqrt(n), `bit ${bit}`, 53);
    if (bit > 0) assertStandardNormal((2 * equal[bit] - n) / Math.sqrt(n), `bits ${bit - 1} and ${bit}`, 52);
  }
});

Deno.test("numbers of two purposes for the same neuron are independent", () => {
  const n = 40_000;
  for (const [a, first] of PURPOSES.entries()) {
    for (const second of PURPOSES.slice(a + 1)) {
      const pairs = new Uint32Array(16 * 16);
      for (let k = 0; k < n; k++) {
        pairs[Math.floor(16 * uniform(5, first, k, 0)) * 16 + Math.floor(16 * uniform(5, second, k, 0))]++;
      }
      assertEqualChances(pairs, `purposes ${first} and ${second}`, PURPOSES.length * (PURPOSES.length - 1) / 2);
    }
  }
});

Deno.test("normal numbers have the moments and the distribution of the normal law", () => {
  const n = 400_000;
  const values = Float64Array.from({ length: n }, (_, k) => normal(6, PURPOSE.initialV, k));
  assertDistribution(values, (x) => 1 - normalTail(x), "values");
  const moments = [1, 2, 3, 4].map((order) => values.reduce((sum, x) => sum + x ** order, 0) / n);
  // Means of x, x², x³ and x⁴ are 0, 1, 0 and 3, their variances 1, 2, 15 and 96.
  [[0, 1], [1, 2], [0, 15], [3, 96]].forEach(([mean, variance], k) => {
    assertStandardNormal((moments[k] - mean) * Math.sqrt(n / variance), `moment ${k + 1}`, 4);
  });
  let neighbours = 0;
  for (let k = 1; k < n; k++) neighbours += values[k] * values[k - 1];
  assertStandardNormal(neighbours / Math.sqrt(n - 1), "product of neighbours");
});

Deno.test("normal numbers reach the tails as often as they have to", () => {
  const n = 1_000_000;
  const edges = [-4, -3.5, -3, -2, 2, 3, 3.5, 4];
  const counts = new Uint32Array(edges.length + 1);
  for (let k = 0; k < n; k++) {
    const x = normal(7, PURPOSE.initialGI, k);
    counts[edges.filter((edge) => x > edge).length]++;
  }
  const tails = [1, ...edges.map(normalTail), 0];
  assertCounts(counts, tails.slice(1).map((tail, k) => tails[k] - tail), "tails");
});

Deno.test("sample gives a neuron the same value whatever the size of the population", () => {
  const distributions = [
    { kind: "constant", value: -60 },
    { kind: "uniform", low: -70, high: -60 },
    { kind: "normal", mean: -65, sd: 5 },
  ] as const;
  for (const distribution of distributions) {
    const all = sample(distribution, 8, PURPOSE.initialV, 500);
    assertEquals(sample(distribution, 8, PURPOSE.initialV, 100), all.slice(0, 100));
    assertEquals(sample(distribution, 8, PURPOSE.initialV, 0), new Float64Array(0));
  }
});

Deno.test("sample follows the distribution that is asked for", () => {
  const n = 200_000, seed = 9;
  assertEquals(sample({ kind: "constant", value: 40 }, seed, PURPOSE.initialGE, 3), Float64Array.of(40, 40, 40));
  assertEquals(sample({ kind: "normal", mean: 7, sd: 0 }, seed, PURPOSE.initialGE, 2), Float64Array.of(7, 7));
  const evenly = sample({ kind: "uniform", low: -70, high: -60 }, seed, PURPOSE.initialV, n);
  assert(evenly.every((v) => v >= -70 && v < -60));
  assertDistribution(evenly, (v) => (v + 70) / 10, "uniform");
  const gE = sample({ kind: "normal", mean: 40, sd: 15 }, seed, PURPOSE.initialGE, n);
  assertDistribution(gE, (g) => 1 - normalTail((g - 40) / 15), "normal");
  const purposes = [PURPOSE.initialV, PURPOSE.initialGE, PURPOSE.initialGI] satisfies Purpose[];
  const [a, b, c] = purposes.map((purpose) => sample({ kind: "normal", mean: 0, sd: 1 }, seed, purpose, n));
  for (const [x, y] of [[a, b], [a, c], [b, c]]) {
    assertStandardNormal(
      x.reduce((sum, value, k) => sum + value * y[k], 0) / Math.sqrt(n),
      "correlation of purposes",
      3,
    );
  }
  assertAlmostEquals(Math.max(...evenly.subarray(0, 1000)), -60, 0.1);
});
