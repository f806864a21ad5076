/**
 * Rows of targets as a pure function of a key: the primitives of the connection rules.
 *
 * A row's key is two words of Philox; its draws are a 32-bit hash of (key, k), cheap enough to be made again at each
 * spike, four at a time in SIMD lanes: two rounds of the mixer lowbias32 (Wellons 2018, "Prospecting for hash functions",
 * bias 0.17), the k-th point of a Weyl sequence going in and the second key word in between.
 *
 * @module
 */

import { multiplyHigh } from "./random.ts";

/** The first factor of lowbias32. This constant and the next two are in the kernels as well (engine/layout.ts). */
export const FIRST_FACTOR = 0x7feb352d;

/** The second factor of lowbias32. */
export const SECOND_FACTOR = 0x846ca68b;

/** The increment of the Weyl sequence. */
export const WEYL = 0x9e3779b9;

/** lowbias32: a bijection of 32-bit words in which every input bit flips every output bit with probability near 1/2. */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), FIRST_FACTOR);
  x = Math.imul(x ^ (x >>> 15), SECOND_FACTOR);
  return x ^ (x >>> 16);
}

/** Draw k of the key: a word on [0, 2^32). The draws of one key are distinct words. */
export function draw(key0: number, key1: number, k: number): number {
  return mix(mix((key0 + Math.imul(k, WEYL)) | 0) ^ key1) >>> 0;
}

/**
 * A random word as an integer on [0, n), or -1 where the word has to be rejected so that every integer is equally likely
 * (Lemire 2019, ACM Trans. Model. Comput. Simul. 29:3, algorithm 5). `rejected` is 2^32 mod n.
 */
function below(word: number, n: number, rejected: number): number {
  return (Math.imul(word, n) >>> 0) < rejected ? -1 : multiplyHigh(word, n);
}

/** An integer on [0, n), every one equally likely: draw k of the key, or draw k + stride, k + 2 stride, … after rejections. */
export function drawInteger(key0: number, key1: number, k: number, stride: number, n: number): number {
  const rejected = 4294967296 % n;
  for (;; k += stride) {
    const j = below(draw(key0, key1, k), n, rejected);
    if (j >= 0) return j;
  }
}

/** Memory that drawing rows needs, made once for populations of up to n neurons. */
export interface RowScratch {
  /** seen[j] = mark where j is already in the row. */
  readonly seen: Uint32Array;
  /** The mark of the present row. */
  mark: number;
}

/** Scratch memory for populations of up to n neurons. */
export function rowScratch(n: number): RowScratch {
  return { seen: new Uint32Array(n), mark: 0 };
}

/**
 * The first `count` distinct integers on [0, n) among the key's draws, ascending, written to out[0 .. count): a uniformly
 * random subset of that size. Takes about n ln(n / (n - count)) draws.
 */
export function distinctIntegers(
  key0: number,
  key1: number,
  count: number,
  n: number,
  scratch: RowScratch,
  out: Uint32Array,
): void {
  const seen = scratch.seen;
  if (scratch.mark === 0xffffffff) {
    seen.fill(0);
    scratch.mark = 0;
  }
  const mark = ++scratch.mark;
  const rejected = 4294967296 % n;
  for (let found = 0, k = 0; found < count; k++) {
    const j = below(draw(key0, key1, k), n, rejected);
    if (j < 0 || seen[j] === mark) continue;
    seen[j] = mark;
    out[found++] = j;
  }
  // A dense row is cheaper to read off the marks than to sort.
  if (count * 32 < n) out.subarray(0, count).sort();
  else for (let j = 0, found = 0; found < count; j++) if (seen[j] === mark) out[found++] = j;
}

/** `count` independent integers on [0, n), repetitions allowed, ascending, written to out[0 .. count). */
export function repeatedIntegers(key0: number, key1: number, count: number, n: number, out: Uint32Array): void {
  const rejected = 4294967296 % n;
  for (let found = 0, k = 0; found < count; k++) {
    const j = below(draw(key0, key1, k), n, rejected);
    if (j >= 0) out[found++] = j;
  }
  out.subarray(0, count).sort();
}
