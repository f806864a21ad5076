/**
 * Draws of a keyed row, four at a time in the lanes of a vector, exactly as model/keyed_draws.ts makes them. A header
 * (engine/procedural_rows.ts writes it), to which $rows points, has the number of parts, the range of neurons, and the marks by
 * which repetitions are found; then come the parts of a row, each a range of targets.
 *
 * @module
 */

import { PART, PROCEDURAL } from "../../engine/procedural_layout.ts";
import { FIRST_FACTOR, SECOND_FACTOR, WEYL } from "../../engine/layout.ts";
import { get, plus, set } from "./expressions.ts";

/** A word of the header at $rows. */
export const header = (offset: number): string => `(i32.load offset=${offset} ${get("rows")})`;
/** A word of the part at $part. */
export const part = (offset: number): string => `(i32.load offset=${offset} ${get("part")})`;
export const hex = (word: number): string => `0x${word.toString(16)}`;
export const splat = (value: string): string => `(i32x4.splat ${value})`;

/** The increment of the Weyl sequence, in hexadecimal. */
export const INCREMENT = hex(WEYL);

/** Constants of {@linkcode mix}, in locals: a vector literal in a loop would be built anew at each use. */
export const MIX_LOCALS = "(local $firstFactor v128) (local $secondFactor v128) (local $fourSteps v128)";

/** Sets them. */
export const MIX_CONSTANTS = `
    ${set("firstFactor", splat(`(i32.const ${hex(FIRST_FACTOR)})`))}
    ${set("secondFactor", splat(`(i32.const ${hex(SECOND_FACTOR)})`))}
    ${set("fourSteps", splat(`(i32.const ${hex((4 * WEYL) % 2 ** 32)})`))}`;

/** lowbias32 in four lanes, as model/keyed_draws.ts has it for one. */
export function mix(x: string): string[] {
  const xorShift = (by: number) => set(x, `(v128.xor ${get(x)} (i32x4.shr_u ${get(x)} (i32.const ${by})))`);
  const times = (factor: string) => set(x, `(i32x4.mul ${get(x)} ${get(factor)})`);
  return [xorShift(16), times("firstFactor"), xorShift(15), times("secondFactor"), xorShift(16)];
}

/** Upper halves of the products of the lanes of x with those of n. */
export function multiplyHigh(x: string, n: string): string {
  const low = `(i64x2.extmul_low_i32x4_u ${x} ${n})`, high = `(i64x2.extmul_high_i32x4_u ${x} ${n})`;
  return `(i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 ${low} ${high})`;
}

/** Text of one of four draws; a draw is uneven where its word has to be rejected (looked at only if one of the four is). */
export type EachDraw = (draw: { readonly lane: number; readonly isAnyUneven: boolean }) => string;

/** Local variables of {@linkcode drawsOf}. */
export const DRAW_LOCALS =
  `(local $entry i32) (local $wanted i32) (local $candidates i32) (local $self i32) (local $base i32)
    (local $rejected i32) (local $n v128) (local $uneven v128) (local $weyl v128) (local $x v128) (local $key v128)
    (local $low v128) (local $high v128) ${MIX_LOCALS}`;

/**
 * All draws of the part $part of neuron $neuron's row, four at a time, until `each` leaves the block $full. $wanted begins with
 * the row's length, $base is added to targets that count from $first, and $self is the neuron that is left out, if one is.
 */
export const drawsOf = (excludesSelf: boolean, begin: string, each: EachDraw): string =>
  `${set("entry", plus(part(PART.table), `(i32.mul ${get("neuron")} (i32.const 12))`))}
          ${set("wanted", `(i32.load offset=8 ${get("entry")})`)}
          (block $full
          (br_if $full (i32.eqz ${get("wanted")}))
          ${set("candidates", part(PART.size))}
          ${set("self", "(i32.const -1)")}
          ${
    excludesSelf
      ? `(if (i32.lt_u (i32.sub ${get("neuron")} ${part(PART.first)}) ${get("candidates")})
            (then
              ${set("self", `(i32.sub ${get("neuron")} ${part(PART.first)})`)}
              ${set("candidates", `(i32.sub ${get("candidates")} (i32.const 1))`)}))`
      : ""
  }
          ${set("rejected", `(i32.rem_u (i32.sub (i32.const 0) ${get("candidates")}) ${get("candidates")})`)}
          ${set("n", splat(get("candidates")))}
          ${set("uneven", splat(get("rejected")))}
          ${set("base", `(i32.sub ${part(PART.first)} ${get("first")})`)}
          ${begin}
          ${
    set(
      "weyl",
      `(i32x4.add ${splat(`(i32.load ${get("entry")})`)} (i32x4.mul (v128.const i32x4 0 1 2 3) ${
        splat(`(i32.const ${INCREMENT})`)
      }))`,
    )
  }
          ${set("key", splat(`(i32.load offset=4 ${get("entry")})`))}
          (loop $draws
          ${set("x", get("weyl"))}
          ${mix("x").join("\n          ")}
          ${set("x", `(v128.xor ${get("x")} ${get("key")})`)}
          ${mix("x").join("\n          ")}
          ${set("weyl", `(i32x4.add ${get("weyl")} ${get("fourSteps")})`)}
          ${set("low", `(i32x4.mul ${get("x")} ${get("n")})`)}
          ${set("high", multiplyHigh(get("x"), get("n")))}
          (if (v128.any_true (i32x4.lt_u ${get("low")} ${get("uneven")}))
            (then ${[0, 1, 2, 3].map((lane) => each({ lane, isAnyUneven: true })).join("")}
              (br $draws)))
          ${[0, 1, 2, 3].map((lane) => each({ lane, isAnyUneven: false })).join("")}
          (br $draws)))`;

/** Leaves the block $refused where this draw is uneven. */
export const refuseUneven = (lane: number): string =>
  `(br_if $refused (i32.lt_u (i32x4.extract_lane ${lane} ${get("low")}) ${get("rejected")}))`;
