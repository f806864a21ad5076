/** Rows: the hash that draws, the integers made of its words, and the subsets and repetitions made of those. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { PURPOSE, randomWords } from "../../model/random.ts";
import { distinctIntegers, draw, drawInteger, repeatedIntegers, rowScratch } from "../../model/keyed_draws.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertChiSquared, assertEqualChances, assertEqualMembers, assertStandardNormal } from "./goodness_of_fit.ts";

const word = fc.integer({ min: 0, max: 0xffffffff });

/** Key number k of a sequence of unrelated keys, as rows have them. */
function keyOf(k: number, seed: number = 1): [number, number] {
  const words = new Uint32Array(4);
  randomWords(seed, PURPOSE.rows, k, 0, words);
  return [words[0], words[1]];
}

function distinct(key: readonly [number, number], count: number, n: number): Uint32Array {
  const out = new Uint32Array(count);
  distinctIntegers(key[0], key[1], count, n, rowScratch(n), out);
  return out;
}

function repeated(key: readonly [number, number], count: number, n: number): Uint32Array {
  const out = new Uint32Array(count);
  repeatedIntegers(key[0], key[1], count, n, out);
  return out;
}

Deno.test("the draws of one key are distinct words", () => {
  const draws = Uint32Array.from({ length: 1 << 20 }, (_, k) => draw(0x01234567, 0x89abcdef, k)).sort();
  assert(draws.every((word, k) => k === 0 || word !== draws[k - 1]));
});

Deno.test("draws do not depend on whether key words are taken as signed, and are unsigned", () => {
  const law = fc.property(word, word, fc.nat(), (key0, key1, k) => {
    assertStrictEquals(draw(key0 | 0, key1 | 0, k), draw(key0, key1, k));
    assert(draw(key0, key1, k) >= 0);
  });
  fc.assert(law, PROPERTY);
});

/** A bit of the input of `draw`, by its place, flipped. */
const FLIPS: readonly { readonly of: string; readonly flip: (bit: number) => readonly [number, number, number] }[] = [
  { of: "the first key word", flip: (bit) => [1 << bit, 0, 0] },
  { of: "the second key word", flip: (bit) => [0, 1 << bit, 0] },
  { of: "the number of the draw", flip: (bit) => [0, 0, 1 << bit] },
];

for (const { of, flip } of FLIPS) {
  Deno.test(`flipping a bit of ${of} flips every bit of the draw half the time`, () => {
    const samples = 1 << 15;
    const flipped = new Uint32Array(32 * 32);
    for (let s = 0; s < samples; s++) {
      const [key0, key1] = keyOf(s, 10);
      const k = s % 100;
      const word = draw(key0, key1, k);
      for (let bit = 0; bit < 32; bit++) {
        const [flip0, flip1, flipK] = flip(bit);
        const difference = word ^ draw(key0 ^ flip0, key1 ^ flip1, k ^ flipK);
        for (let out = 0; out < 32; out++) flipped[bit * 32 + out] += difference >>> out & 1;
      }
    }
    let statistic = 0;
    flipped.forEach((count, cell) => {
      const z = (2 * count - samples) / Math.sqrt(samples);
      assertStandardNormal(z, `bit ${cell >> 5} in, bit ${cell & 31} out`, flipped.length);
      statistic += z * z;
    });
    assertChiSquared(statistic, flipped.length, "all bits together");
  });
}

/** Draws that could know of each other: of one row, and of keys that are close. */
const PAIRS: readonly { readonly name: string; readonly second: (a: number, b: number, k: number) => number }[] = [
  { name: "draws 1 apart", second: (a, b, k) => draw(a, b, k + 1) },
  { name: "draws 2 apart", second: (a, b, k) => draw(a, b, k + 2) },
  { name: "draws 3 apart", second: (a, b, k) => draw(a, b, k + 3) },
  { name: "draws 8 apart", second: (a, b, k) => draw(a, b, k + 8) },
  { name: "draws 55 apart", second: (a, b, k) => draw(a, b, k + 55) }, // 55 Weyl steps nearly return
  { name: "draws 65536 apart", second: (a, b, k) => draw(a, b, k + 65536) },
  { name: "draws of first key words 1 apart", second: (a, b, k) => draw(a + 1, b, k) },
  { name: "draws of second key words 1 apart", second: (a, b, k) => draw(a, b ^ 1, k) },
  { name: "draws of exchanged key words", second: (a, b, k) => draw(b, a, k) },
];

/** Three ways to sort words into 64 classes: by the upper bits, which choose targets, the lower ones, and others. */
const CLASSES: readonly { readonly name: string; readonly of: (word: number) => number }[] = [
  { name: "upper bits", of: (word) => word >>> 26 },
  { name: "lower bits", of: (word) => word & 63 },
  { name: "middle bits", of: (word) => word >>> 13 & 63 },
];

for (const { name, second } of PAIRS) {
  Deno.test(`${name} are independent`, () => {
    const counts = CLASSES.map(() => new Uint32Array(64 * 64));
    for (let row = 0; row < 4000; row++) {
      const [key0, key1] = keyOf(row, 11);
      for (let k = 0; k < 64; k++) {
        const a = draw(key0, key1, 200 * k), b = second(key0, key1, 200 * k);
        CLASSES.forEach(({ of }, c) => counts[c][of(a) * 64 + of(b)]++);
      }
    }
    CLASSES.forEach((bits, c) => assertEqualChances(counts[c], bits.name, CLASSES.length));
  });
}

Deno.test("draws of keys that count up from 0 are as even as those of unrelated keys", () => {
  for (const [name, key] of [["first", (k: number) => [k, 0]], ["second", (k: number) => [0, k]]] as const) {
    const counts = new Uint32Array(64 * 64);
    for (let k = 0; k < 200_000; k++) {
      const [key0, key1] = key(k);
      counts[(draw(key0, key1, 0) >>> 26) * 64 + (draw(key0, key1, 1) >>> 26)]++;
    }
    assertEqualChances(counts, `${name} key word`, 2);
  }
});

Deno.test("three successive draws fill the cube evenly", () => {
  const counts = new Uint32Array(16 ** 3);
  for (let row = 0; row < 6000; row++) {
    const [key0, key1] = keyOf(row, 12);
    for (let k = 0; k < 90; k += 3) {
      const [a, b, c] = [0, 1, 2].map((step) => draw(key0, key1, k + step) >>> 28);
      counts[(a * 16 + b) * 16 + c]++;
    }
  }
  assertEqualChances(counts, "cubes");
});

Deno.test("drawInteger is below n, and every integer is equally likely where words have to be rejected", () => {
  const law = fc.property(word, word, fc.nat(1000), fc.integer({ min: 1, max: 0x7fffffff }), (key0, key1, k, n) => {
    const j = drawInteger(key0, key1, k, 1, n);
    assert(Number.isInteger(j) && j >= 0 && j < n);
  });
  fc.assert(law, PROPERTY);
  // Without rejection every third integer below 3 × 2^30 would have two words.
  for (const n of [3, 7, 3 * 2 ** 28, 5 * 2 ** 28, 3 * 2 ** 29, 2 ** 31 - 1, 3 * 2 ** 30]) {
    const counts = new Uint32Array(n < 60 ? n : 60);
    for (let k = 0; k < 60_000; k++) {
      const j = drawInteger(0xcafe, 0xbeef, k, 60_000, n);
      counts[n < 60 ? j : j % 3 * 20 + Math.floor(j / n * 20)]++;
    }
    assertEqualChances(counts, `below ${n}`, 7);
  }
});

Deno.test("drawInteger goes on at k + stride after a rejection", () => {
  const n = 3 * 2 ** 30, stride = 7; // a quarter of the words are rejected
  let rejections = 0;
  for (let k = 0; k < 1000; k++) {
    // Of the 4 words that give 3 integers, the first is rejected: where word × n mod 2^32 < 2^32 mod n.
    let at = k;
    while (BigInt(draw(5, 6, at)) * BigInt(n) % 2n ** 32n < 2n ** 32n % BigInt(n)) at += stride;
    if (at !== k) rejections++;
    assertStrictEquals(drawInteger(5, 6, k, stride, n), Number(BigInt(draw(5, 6, at)) * BigInt(n) >> 32n));
  }
  assert(rejections > 200 && rejections < 300);
});

Deno.test("distinctIntegers are the first distinct draws in order, repeatedIntegers the first draws in order", () => {
  const sizes = fc.integer({ min: 1, max: 3000 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(Math.min(n, 200))));
  const law = fc.property(word, word, sizes, (key0, key1, [n, count]) => {
    // Rejections have a chance below 1e-6 here; drawInteger itself would repeat the draw that follows.
    const first = new Set<number>(), all: number[] = [];
    for (let k = 0; first.size < count; k++) first.add(drawInteger(key0, key1, k, 1, n));
    for (let k = 0; all.length < count; k++) all.push(drawInteger(key0, key1, k, 1, n));
    assertEquals(Array.from(distinct([key0, key1], count, n)), [...first].sort((a, b) => a - b));
    assertEquals(Array.from(repeated([key0, key1], count, n)), all.sort((a, b) => a - b));
  });
  fc.assert(law, { ...PROPERTY, numRuns: 1000 });
});

Deno.test("distinctIntegers of all n are 0 to n - 1", () => {
  for (const n of [1, 2, 31, 32, 33, 1000]) {
    assertEquals(
      distinct([1, 2], n, n),
      Uint32Array.from({ length: n }, (_, j) => j),
    );
  }
});

Deno.test("rows are the same whatever the scratch memory was used for, also when its marks are used up", () => {
  const used = rowScratch(50), out = new Uint32Array(50);
  used.mark = 0xfffffffc;
  for (let k = 0; k < 8; k++) {
    const n = 20 + k, count = 10 + k;
    distinctIntegers(k, 3, count, n, used, out);
    assertEquals(out.slice(0, count), distinct([k, 3], count, n));
  }
  assert(used.mark < 10);
});

Deno.test("every 3-subset of 6 is equally likely, and so is every 2-subset of 20", () => {
  for (const [n, count] of [[6, 3], [20, 2]]) {
    const subsets = new Map<string, number>();
    for (let k = 0; k < 100_000; k++) {
      const subset = distinct(keyOf(k, 13), count, n).join();
      subsets.set(subset, (subsets.get(subset) ?? 0) + 1);
    }
    assertEquals(subsets.size, n === 6 ? 20 : 190);
    assertEqualChances([...subsets.values()], `${count}-subsets of ${n}`);
  }
});

Deno.test("every triple of repeated integers below 4 is equally likely, as often as it can be ordered", () => {
  const triples = new Map<string, number>();
  for (let k = 0; k < 100_000; k++) {
    const triple = repeated(keyOf(k, 14), 3, 4).join();
    triples.set(triple, (triples.get(triple) ?? 0) + 1);
  }
  assertEquals(triples.size, 20);
  // A triple of equal numbers has 1 order, of two numbers 3, of three numbers 6: the count per order is 1/64.
  let statistic = 0;
  for (const [triple, count] of triples) {
    const expected = 100_000 / 64 * [1, 3, 6][new Set(triple.split(",")).size - 1];
    statistic += (count - expected) ** 2 / expected;
  }
  assertChiSquared(statistic, 19, "triples");
});

Deno.test("every integer is equally often among the subsets of unrelated keys, and of keys that count up", () => {
  const draws = 10_000, n = 1000;
  for (const count of [5, 31, 32, 500]) {
    for (const keys of ["unrelated", "counting"]) {
      const members = new Float64Array(n);
      const out = new Uint32Array(count), scratch = rowScratch(n);
      for (let k = 0; k < draws; k++) {
        const [key0, key1] = keys === "unrelated" ? keyOf(k, 15) : [k, 0];
        distinctIntegers(key0, key1, count, n, scratch, out);
        for (const j of out) members[j]++;
      }
      assertEqualMembers(members, { size: count, draws }, `${count} of ${n}, ${keys} keys`);
    }
  }
});
