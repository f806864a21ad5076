/**
 * WebAssembly text, written as nested expressions.
 *
 * @module
 */

import { addressOf, type ConstantName } from "../../engine/layout.ts";

/** Which SIMD instructions a kernel may use: strict ones give the same bits everywhere, relaxed ones may fuse a × b + c. */
export type Arithmetic = "strict" | "relaxed";

/** A local variable. */
export const get = (name: string): string => `(local.get $${name})`;

/** Assignment to a local variable. */
export const set = (name: string, value: string): string => `(local.set $${name} ${value})`;

/** a + b, 32-bit integers: addresses and counters. */
export const plus = (a: string, b: string | number): string =>
  `(i32.add ${a} ${typeof b === "number" ? `(i32.const ${b})` : b})`;

/** A constant vector, loaded where it is used: a vector literal in a hot loop would be built anew at each use. */
export const constant = (name: ConstantName): string => `(v128.load offset=${addressOf(name)} (i32.const 0))`;

/** One lane of a constant. */
export const scalar = (name: ConstantName): string => `(f32.load offset=${addressOf(name)} (i32.const 0))`;

export const add = (a: string, b: string): string => `(f32x4.add ${a} ${b})`;
export const sub = (a: string, b: string): string => `(f32x4.sub ${a} ${b})`;
export const mul = (a: string, b: string): string => `(f32x4.mul ${a} ${b})`;
export const div = (a: string, b: string): string => `(f32x4.div ${a} ${b})`;

/** a × b + c. */
export const multiplyAdd = (arithmetic: Arithmetic) => (a: string, b: string, c: string): string =>
  arithmetic === "relaxed" ? `(f32x4.relaxed_madd ${a} ${b} ${c})` : add(mul(a, b), c);

/** c - a × b. */
export const multiplySubtract = (arithmetic: Arithmetic) => (a: string, b: string, c: string): string =>
  arithmetic === "relaxed" ? `(f32x4.relaxed_nmadd ${a} ${b} ${c})` : sub(c, mul(a, b));

/** Lanes chosen from two vectors: 0–3 of the first, 4–7 of the second. */
export function lanes(choice: readonly [number, number, number, number], a: string, b: string): string {
  const bytes = choice.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
  return `(i8x16.shuffle ${bytes.join(" ")} ${a} ${b})`;
}
