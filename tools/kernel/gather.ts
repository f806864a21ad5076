/**
 * The list of active cells of a chunk (substepped.ts): which they are, and copies of them, four to a block.
 *
 * They are found before any neuron is advanced, in passes of their own: branches that depend on which cells are active cannot
 * be foreseen, and amid the whole steps each would cost what the processor has begun of the pairs that follow.
 *
 * @module
 */

import { ACTIVE, ACTIVE_ADDRESS, ACTIVE_BLOCK_BYTES, FIRED_ADDRESS } from "../../engine/active_cells.ts";
import { BLOCK, LAGGED_BLOCK_BYTES, LATE_BLOCK_BYTES, TABLE_BYTES } from "../../engine/layout.ts";
import { BIT_LOCALS, eachBit, wordsOf } from "./chunk_bits.ts";
import { type Arithmetic, constant, get, plus, scalar, set } from "./expressions.ts";
import { groupOf, type Rule } from "./group.ts";
import { findSums, gatherLate, LATE_LOCALS, type Lateness, lessLost } from "./late.ts";
import { bitsOf, PAIR_LOCALS } from "./pair.ts";

/** The choices that make a kernel its own. */
export interface Form extends Lateness {
  /** The spike rule. */
  readonly rule: Rule;
  /** Strict or relaxed SIMD. */
  readonly arithmetic: Arithmetic;
}

/** Bytes of a block of neurons. */
export const blockBytesOf = ({ isLate }: Lateness): number => isLate ? LATE_BLOCK_BYTES : LAGGED_BLOCK_BYTES;

const times = (a: string, b: number): string => `(i32.mul ${a} (i32.const ${b}))`;

/** Address of the first lane of number `k` in blocks from `base` on. */
export const laneOf = (base: string, k: string, blockBytes: number): string =>
  plus(
    plus(base, times(`(i32.shr_u ${k} (i32.const 2))`, blockBytes)),
    `(i32.shl (i32.and ${k} (i32.const 3)) (i32.const 2))`,
  );

/** Address of the gates, from that of the first lane: gates lie four words apart, lanes one. */
export const gatesOf = (lane: string, k: string): string => plus(lane, times(`(i32.and ${k} (i32.const 3))`, 12));

/** Copies neuron $k of the chunk to the end of the list of active cells. */
function gather({ rule, isLate }: Form): string {
  const word = (from: number, to: number) =>
    `(i32.store offset=${to} ${get("to")} (i32.load offset=${from} ${get("from")}))`;
  const asFloat = (count: string) => `(f32.convert_i32_u ${count})`;
  const middle = (which: "E" | "I", arrived: string) =>
    `(f32.store offset=${BLOCK[`g${which}`]} ${get("to")} (f32.mul ${scalar(`first${which}`)} (f32.add
            (f32.mul ${isLate ? lessLost(which, asFloat(arrived)) : asFloat(arrived)} ${scalar(`weight${which}`)})
            (f32.load offset=${BLOCK[`g${which}`]} ${get("from")}))))`;
  return `
          ${set("from", laneOf(get("block"), get("k"), blockBytesOf({ isLate })))}
          ${set("to", laneOf(`(i32.const ${ACTIVE_ADDRESS})`, get("active"), ACTIVE_BLOCK_BYTES))}
          ${set("count", `(i32.load ${plus(get("counts"), `(i32.shl ${get("k")} (i32.const 2))`)})`)}
          ${word(BLOCK.v, BLOCK.v)}
          ${word(BLOCK.v, ACTIVE.before)}
          ${middle("E", `(i32.and ${get("count")} (i32.const 65535))`)}
          ${middle("I", `(i32.shr_u ${get("count")} (i32.const 16))`)}
          ${rule === "crossing" ? "" : word(BLOCK.refractory, BLOCK.refractory)}${isLate ? gatherLate : ""}
          (i32.store offset=${ACTIVE.lag} ${get("to")}
            ${plus(`(i32.load offset=${BLOCK.lag} ${get("from")})`, 2 * TABLE_BYTES)})
          (i32.store offset=${ACTIVE.place} ${get("to")} ${get("k")})
          (v128.store offset=${BLOCK.gates} ${gatesOf(get("to"), get("active"))}
            (v128.load offset=${BLOCK.gates} ${gatesOf(get("from"), get("k"))}))
          ${set("active", plus(get("active"), 1))}`;
}

/**
 * The function `gather`: lists the active cells among the neurons of the blocks from $block to $end, a chunk; gives their
 * number. Their bits are set at FIRED_ADDRESS, from where they are taken when it is known what has fired; what follows the
 * last one up to a whole word is 0.
 */
export function gatherFunction(form: Form): string {
  const { rule, arithmetic, isLate } = form;
  const blockBytes = blockBytesOf(form);
  const isActive = (g: number) =>
    set(`before${g}`, `(f32x4.gt ${groupOf(g, blockBytes, arithmetic, "first").at(BLOCK.v)} ${constant("active")})`);
  return `
  (func $gather_${rule} (param $block i32) (param $end i32) (param $counts i32) (result i32)
    ${PAIR_LOCALS} ${BIT_LOCALS}
    (local $ahead i32) (local $byte i32) (local $active i32) (local $count i32) (local $from i32) (local $to i32)${
    isLate ? LATE_LOCALS : ""
  }
    ${set("ahead", get("block"))}
    (loop $pairs
      ${isActive(0)}
      ${isActive(1)}
      (i32.store8 offset=${FIRED_ADDRESS} ${get("byte")} ${bitsOf("before")})
      ${set("byte", plus(get("byte"), 1))}
      ${set("ahead", plus(get("ahead"), 2 * blockBytes))}
      (br_if $pairs (i32.lt_u ${get("ahead")} ${get("end")})))
    (i64.store offset=${FIRED_ADDRESS} ${get("byte")} (i64.const 0))
    ${set("words", wordsOf(get("byte")))}${isLate ? findSums : ""}${eachBit(gather(form))}
    ${get("active")})`;
}
