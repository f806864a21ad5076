/**
 * Rows that are drawn once, to be stored: the targets of a neuron, ascending, exactly as model/connection_rules.ts makes them,
 * and their bytes in each format. Targets are marked in a bitmap; reading it off sorts them. Where rows are sparse, a second bitmap
 * has a bit for each word of the first, so that empty words are passed over.
 *
 * @module
 */

import { MINIMUM_PAGES } from "../../engine/layout.ts";
import { PART, PROCEDURAL } from "../../engine/procedural_layout.ts";
import { DRAW_LOCALS, drawsOf, type EachDraw, header, MIX_CONSTANTS, part, refuseUneven } from "./draws.ts";
import { get, plus, set } from "./expressions.ts";

/** The choices that make a function its own. */
interface RowVariant {
  /** Whether a neuron is left out of its own row. */
  readonly excludesSelf: boolean;
  /** Whether there is a bitmap of the bitmap's words, from $index on. */
  readonly isSparse: boolean;
}

/** The end of a function's name. */
const suffix = ({ excludesSelf, isSparse }: RowVariant): string =>
  `${excludesSelf ? "_others" : ""}${isSparse ? "_sparse" : ""}`;

/** Address of the word of 64 bits that has bit number `bit`, in the bitmap at `bits`. */
const wordOf = (bits: string, bit: string): string =>
  plus(bits, `(i32.shl (i32.shr_u ${bit} (i32.const 6)) (i32.const 3))`);

/** The word with nothing but this bit of the 64. */
const bitOf = (bit: string): string => `(i64.shl (i64.const 1) (i64.extend_i32_u ${bit}))`;

/** One of four draws: refused where it is uneven or already there. */
const marked = ({ isSparse }: RowVariant): EachDraw => ({ lane, isAnyUneven }) => `
            (block $refused
              ${isAnyUneven ? refuseUneven(lane) : ""}
              ${set("target", `(i32x4.extract_lane ${lane} ${get("high")})`)}
              ${set("at", wordOf(get("bits"), get("target")))}
              ${set("word", `(i64.load ${get("at")})`)}
              ${set("bit", bitOf(get("target")))}
              (br_if $refused (i64.ne (i64.and ${get("word")} ${get("bit")}) (i64.const 0)))
              (i64.store ${get("at")} (i64.or ${get("word")} ${get("bit")}))
              ${
  isSparse
    ? `${set("target", `(i32.shr_u ${get("target")} (i32.const 6))`)}
              ${set("at", wordOf(get("index"), get("target")))}
              (i64.store ${get("at")} (i64.or (i64.load ${get("at")}) ${bitOf(get("target"))}))`
    : ""
}
              ${set("wanted", `(i32.sub ${get("wanted")} (i32.const 1))`)}
              (br_if $full (i32.eqz ${get("wanted")})))`;

/** Writes the targets of a word of the bitmap, whose first bit is $least, and clears it. */
const readWord = (excludesSelf: boolean): string => `
            ${set("word", `(i64.load ${get("at")})`)}
            (if (i64.ne ${get("word")} (i64.const 0))
              (then
                (i64.store ${get("at")} (i64.const 0))
                (loop $eachBit
                  ${set("target", plus(get("least"), `(i32.wrap_i64 (i64.ctz ${get("word")}))`))}
                  (i32.store ${get("out")} ${
  plus(get("base"), excludesSelf ? plus(get("target"), `(i32.ge_u ${get("target")} ${get("self")})`) : get("target"))
})
                  ${set("out", plus(get("out"), 4))}
                  ${set("word", `(i64.and ${get("word")} (i64.sub ${get("word")} (i64.const 1)))`)}
                  (br_if $eachBit (i64.ne ${get("word")} (i64.const 0))))))`;

/** Reads the whole bitmap, word by word. */
const readDense = (excludesSelf: boolean): string => `
          ${set("at", get("bits"))}
          ${set("least", "(i32.const 0)")}
          (loop $eachWord
            ${readWord(excludesSelf)}
            ${set("at", plus(get("at"), 8))}
            ${set("least", plus(get("least"), 64))}
            (br_if $eachWord (i32.lt_u ${get("least")} ${get("candidates")})))`;

/** Reads the words of the bitmap that its index names. */
const readSparse = (excludesSelf: boolean): string => `
          ${set("place", get("index"))}
          ${set("first64", "(i32.const 0)")}
          (loop $eachEntry
            ${set("entries", `(i64.load ${get("place")})`)}
            (if (i64.ne ${get("entries")} (i64.const 0))
              (then
                (i64.store ${get("place")} (i64.const 0))
                (loop $eachNamed
                  ${set("least", plus(get("first64"), `(i32.wrap_i64 (i64.ctz ${get("entries")}))`))}
                  ${set("at", plus(get("bits"), `(i32.shl ${get("least")} (i32.const 3))`))}
                  ${set("least", `(i32.shl ${get("least")} (i32.const 6))`)}
                  ${readWord(excludesSelf)}
                  ${set("entries", `(i64.and ${get("entries")} (i64.sub ${get("entries")} (i64.const 1)))`)}
                  (br_if $eachNamed (i64.ne ${get("entries")} (i64.const 0))))))
            ${set("place", plus(get("place"), 8))}
            ${set("first64", plus(get("first64"), 64))}
            (br_if $eachEntry (i32.lt_u (i32.shl ${get("first64")} (i32.const 6)) ${get("candidates")})))`;

/** Writes the targets of $neuron from $out on and gives the address behind them. All bits are clear before and after. */
const rowFunction = (variant: RowVariant): string => `
  (func $row${suffix(variant)}
    (param $neuron i32) (param $rows i32) (param $bits i32) (param $index i32) (param $out i32) (result i32)
    (local $parts i32) (local $part i32) (local $first i32) (local $target i32) (local $at i32) (local $word i64)
    (local $bit i64) (local $least i32) (local $place i32) (local $first64 i32) (local $entries i64) ${DRAW_LOCALS}
    ${MIX_CONSTANTS}
    ${set("parts", header(PROCEDURAL.parts))}
    ${set("part", plus(get("rows"), PROCEDURAL.bytes))}
    (loop $eachPart
          ${set("candidates", "(i32.const 0)")}
          ${drawsOf(variant.excludesSelf, "", marked(variant))}
          (if ${get("candidates")} (then ${
  variant.isSparse ? readSparse(variant.excludesSelf) : readDense(variant.excludesSelf)
}))
          ${set("part", plus(get("part"), PART.bytes))}
          ${set("parts", `(i32.sub ${get("parts")} (i32.const 1))`)}
          (br_if $eachPart ${get("parts")}))
    ${get("out")})`;

/** Writes the targets of the neurons $neuron … $last - 1 from $out on, and to $begins and $ends where those of each begin and end. */
const rowsFunction = (variant: RowVariant): string => `
  (func (export "rows${suffix(variant)}")
    (param $neuron i32) (param $last i32) (param $rows i32) (param $bits i32) (param $index i32) (param $out i32)
    (param $begins i32) (param $ends i32)
    (block $done
      (loop $each
        (br_if $done (i32.ge_u ${get("neuron")} ${get("last")}))
        (i32.store ${get("begins")} ${get("out")})
        ${set("out", `(call $row${suffix(variant)} ${["neuron", "rows", "bits", "index", "out"].map(get).join(" ")})`)}
        (i32.store ${get("ends")} ${get("out")})
        ${set("begins", plus(get("begins"), 4))}
        ${set("ends", plus(get("ends"), 4))}
        ${set("neuron", plus(get("neuron"), 1))}
        (br $each))))`;

/** One target in 16 bits: its distance from the first neuron of the range. */
const writeU16 = `
            (i32.store16 ${get("out")} (i32.sub ${get("target")} ${get("first")}))
            ${set("out", plus(get("out"), 2))}`;

/** One target in 1 or 2 bytes: its distance from the one before; `escape` moves on without a target. */
const writeGap = (width: 1 | 2, escape: number): string => `
            ${set("gap", `(i32.sub ${get("target")} ${get("before")})`)}
            ${set("before", get("target"))}
            (block $short
              (loop $long
                (br_if $short (i32.lt_u ${get("gap")} (i32.const ${escape})))
                (i32.store${8 * width} ${get("out")} (i32.const ${escape}))
                ${set("out", plus(get("out"), width))}
                ${set("gap", `(i32.sub ${get("gap")} (i32.const ${escape}))`)}
                (br $long)))
            (i32.store${8 * width} ${get("out")} ${get("gap")})
            ${set("out", plus(get("out"), width))}`;

/**
 * Writes the bytes of $count rows from $out on: of each the targets from where $begins says, as far as they are below $limit, and no
 * further than $ends says. $begins then says where the next range begins, and $bytes where the bytes of each row end.
 */
const encodeFunction = (format: string, write: string): string => `
  (func (export "${format}")
    (param $count i32) (param $begins i32) (param $ends i32) (param $first i32) (param $limit i32) (param $out i32)
    (param $bytes i32) (local $from i32) (local $to i32) (local $target i32) (local $gap i32) (local $before i32)
    (block $done
      (loop $each
        (br_if $done (i32.eqz ${get("count")}))
        ${set("from", `(i32.load ${get("begins")})`)}
        ${set("to", `(i32.load ${get("ends")})`)}
        ${set("before", get("first"))}
        (block $over
          (loop $targets
            (br_if $over (i32.ge_u ${get("from")} ${get("to")}))
            ${set("target", `(i32.load ${get("from")})`)}
            (br_if $over (i32.ge_u ${get("target")} ${get("limit")}))${write}
            ${set("from", plus(get("from"), 4))}
            (br $targets)))
        (i32.store ${get("begins")} ${get("from")})
        (i32.store ${get("bytes")} ${get("out")})
        ${["begins", "ends", "bytes"].map((name) => set(name, plus(get(name), 4))).join("\n        ")}
        ${set("count", `(i32.sub ${get("count")} (i32.const 1))`)}
        (br $each))))`;

/** The module. */
export function rowsModule(): string {
  const variants = [false, true].flatMap((excludesSelf) =>
    [false, true].map((isSparse) => ({ excludesSelf, isSparse }))
  );
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${variants.map(rowFunction).join("\n")}
  ${variants.map(rowsFunction).join("\n")}
  ${encodeFunction("u16", writeU16)}
  ${encodeFunction("gaps8", writeGap(1, 255))}
  ${encodeFunction("gaps16", writeGap(2, 65535))})`;
}
