/**
 * Random numbers as a pure function of (seed, purpose, index, draw): Philox4x32-10, a counter-based generator, so that
 * any neuron's numbers can be had alone, in any order and on any thread.
 *
 * Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, SC'11, section 4.3;
 * known-answer vectors of Random123 1.14.0 in the tests.
 *
 * @module
 */

import { log } from "./elementary.ts";
import type { Distribution } from "./spec.ts";

/** Purposes of random numbers. Each has its own stream. */
export const PURPOSE = {
  initialV: 1,
  initialGE: 2,
  initialGI: 3,
  rows: 4,
  columns: 5,
  sources: 6,
  permutation: 7,
  stimulus: 8,
  validation: 9,
} as const;

/** One of the values of PURPOSE. */
export type Purpose = typeof PURPOSE[keyof typeof PURPOSE];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, exactly. */
export function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16, aLow = a & 0xffff, bHigh = b >>> 16, bLow = b & 0xffff;
  const middle = aHigh * bLow + (Math.imul(aLow, bLow) >>> 16 | 0);
  // middle < 2^32; the other cross product is added to its lower half only.
  const cross = aLow * bHigh + (middle % 65536);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) >>> 0;
}

/**
 * Philox4x32-10 of a counter (four words) under a key (two words): four random words, into `out`.
 *
 * @example
 * ```ts
 * import { philox4x32 } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const out = new Uint32Array(4);
 * philox4x32([0, 0, 0, 0], [0, 0], out);
 * assertEquals(out, Uint32Array.of(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)); // known answer of Random123
 * ```
 *
 * @category Numbers
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0), low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2), low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Four random words of draw `draw` of the index-th thing that the purpose is about (a neuron, mostly), into `out`. */
export function randomWords(seed: number, purpose: Purpose, index: number, draw: number, out: Uint32Array): void {
  philox4x32([index, draw, purpose, 0], [seed >>> 0, Math.floor(seed / 4294967296)], out);
}

/** Two random words as a uniform number on [0, 1) with 53 random bits. */
export function uniformFromWords(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}

const words: Uint32Array = new Uint32Array(4);

/** A uniform number on [0, 1). */
export function uniform(seed: number, purpose: Purpose, index: number, draw: number): number {
  randomWords(seed, purpose, index, draw, words);
  return uniformFromWords(words[0], words[1]);
}

/** A standard normal number, by Marsaglia's polar method (Marsaglia & Bray 1964, SIAM Rev. 6:260–264). */
export function normal(seed: number, purpose: Purpose, index: number): number {
  for (let draw = 0;; draw++) {
    randomWords(seed, purpose, index, draw, words);
    const x = 2 * uniformFromWords(words[0], words[1]) - 1;
    const y = 2 * uniformFromWords(words[2], words[3]) - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt(-2 * log(s) / s);
  }
}

/** One value of the distribution for each of n neurons. */
export function sample(distribution: Distribution, seed: number, purpose: Purpose, n: number): Float64Array {
  const values = new Float64Array(n);
  switch (distribution.kind) {
    case "constant":
      values.fill(distribution.value);
      break;
    case "uniform":
      for (let i = 0; i < n; i++) {
        values[i] = distribution.low + (distribution.high - distribution.low) * uniform(seed, purpose, i, 0);
      }
      break;
    case "normal":
      for (let i = 0; i < n; i++) values[i] = distribution.mean + distribution.sd * normal(seed, purpose, i);
      break;
  }
  return values;
}
