/**
 * Delivery of rows that are made again: a loop over the spikes and the parts of their rows, and the arrival at a target.
 *
 * @module
 */

import { PART, PROCEDURAL } from "../../engine/procedural_layout.ts";
import { get, plus, set } from "./expressions.ts";
import { header } from "./draws.ts";
import { arriveLate, beginLate, LATE_DELIVERY_LOCALS, type Lateness, shareOfSpike } from "./late.ts";

/** Counts one arrival at a target, counted from the range's first neuron, where it lies in the range. */
export const arriveAt = (target: string, { isLate }: Lateness): string => `
              (if (i32.lt_u ${target} ${get("size")})
                (then
                  ${set("at", plus(get("counts"), `(i32.shl ${target} (i32.const 2))`))}
                  (i32.store ${get("at")} (i32.add (i32.load ${get("at")}) ${get("one")}))${
  isLate ? arriveLate : ""
}))`;

/** A loop over the spikes and over the parts of each row. */
export function overSpikes(name: string, { isLate }: Lateness, locals: string, begin: string, body: string): string {
  return `
  (func (export "${name}")
    (param $list i32) (param $listEnd i32) (param $rows i32) (param $counts i32) (param $excitatory i32)
    (local $neuron i32) (local $one i32) (local $parts i32) (local $part i32) (local $first i32) (local $size i32)
    (local $target i32) (local $at i32) ${locals}${isLate ? LATE_DELIVERY_LOCALS + beginLate : ""}
    ${set("first", header(PROCEDURAL.rangeFirst))}
    ${set("size", header(PROCEDURAL.rangeSize))}${begin}
    (block $done
      (loop $spikes
        (br_if $done (i32.ge_u ${get("list")} ${get("listEnd")}))
        ${set("neuron", `(i32.load ${get("list")})`)}
        ${set("one", `(select (i32.const 1) (i32.const 65536) (i32.lt_u ${get("neuron")} ${get("excitatory")}))`)}
        ${isLate ? shareOfSpike : ""}${set("parts", header(PROCEDURAL.parts))}
        ${set("part", plus(get("rows"), PROCEDURAL.bytes))}
        (loop $eachPart
          ${body}
          ${set("part", plus(get("part"), PART.bytes))}
          ${set("parts", `(i32.sub ${get("parts")} (i32.const 1))`)}
          (br_if $eachPart ${get("parts")}))
        ${set("list", plus(get("list"), 4))}
        (br $spikes))))`;
}
