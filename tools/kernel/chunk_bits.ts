/**
 * A bit for each neuron of a chunk (substepped.ts): whether it is active, then whether it fires.
 *
 * @module
 */

import { FIRED_ADDRESS } from "../../engine/active_cells.ts";
import { get, plus, set } from "./expressions.ts";

/** Does something with each neuron $k of the chunk whose bit is set in one of the $words words of 64. */
export const eachBit = (act: string): string => `
    (loop $words
      ${set("bits", `(i64.load offset=${FIRED_ADDRESS} (i32.shl ${get("word")} (i32.const 3)))`)}
      (block $none
        (br_if $none (i64.eqz ${get("bits")}))
        (loop $bits
          ${set("k", plus(`(i32.shl ${get("word")} (i32.const 6))`, `(i32.wrap_i64 (i64.ctz ${get("bits")}))`))}
          ${act}
          ${set("bits", `(i64.and ${get("bits")} (i64.sub ${get("bits")} (i64.const 1)))`)}
          (br_if $bits (i64.ne ${get("bits")} (i64.const 0)))))
      ${set("word", plus(get("word"), 1))}
      (br_if $words (i32.lt_u ${get("word")} ${get("words")})))`;

/** Locals of eachBit. */
export const BIT_LOCALS = "(local $bits i64) (local $word i32) (local $words i32) (local $k i32)";

/** Words that have the bits of so many bytes. */
export const wordsOf = (bytes: string): string => `(i32.shr_u ${plus(bytes, 7)} (i32.const 3))`;
