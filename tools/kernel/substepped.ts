/**
 * The update kernel of the sub-stepped method: that of the staggered one (staggered.ts), in which active cells take four
 * sub-steps. A chunk of neurons at a time:
 *
 * 1. Active cells are copied to a dense list (gather.ts).
 * 2. Every neuron takes a whole step; what active ones become by it is void.
 * 3. The listed cells take their sub-steps, eight per iteration, one sub-step after the other (sub_steps.ts).
 * 4. They are copied back, and fire where the rule says so.
 * 5. The numbers of all neurons that fire are listed, in order.
 *
 * In the network at scale 1, where 5 % of the cells are active, a step takes 1.5 times that of exponential Euler. Taking
 * sub-steps with every vector of four that has an active cell (19 % of them), and keeping those of the active cells, took
 * 2.7 times, when neither was pipelined.
 *
 * `substepped_interpolated` has this kernel with times of spikes, which late.ts adds: an interpolated one.
 *
 * @module
 */

import { ACTIVE, ACTIVE_ADDRESS, ACTIVE_BLOCK_BYTES, CHUNK_NEURONS, FIRED_ADDRESS } from "../../engine/active_cells.ts";
import { BLOCK, BLOCK_NEURONS, LATE_BLOCK_BYTES, MINIMUM_PAGES, TABLE_BYTES } from "../../engine/layout.ts";
import { BIT_LOCALS, eachBit, wordsOf } from "./chunk_bits.ts";
import { get, plus, set } from "./expressions.ts";
import { blockBytesOf, type Form, gatesOf, gatherFunction, laneOf } from "./gather.ts";
import { groupOf, RULES, spikeStage } from "./group.ts";
import { findSums, lagOf, lagStage, LATE_LOCALS, type Lateness, lateSynapseStage } from "./late.ts";
import { advancePipeline, BEGIN_PIPELINE, bitsOf, PAIR_LOCALS, pipelined } from "./pair.ts";
import { firstHalf } from "./staggered.ts";
import { subStepsFunction } from "./sub_steps.ts";
import { secondHalf } from "./update.ts";

/**
 * Whole steps of the blocks from $block to $end. The pair of blocks at $idle, whose counts are at $idleCounts, is scratch
 * (pair.ts). Bits of active cells, which are set before, are cleared; those of others that fire are set.
 */
function wholeFunction({ rule, arithmetic, isLate }: Form): string {
  const blockBytes = blockBytesOf({ isLate });
  const body = pipelined((g) => {
    const group = groupOf(g, blockBytes, arithmetic, "first");
    return isLate ? firstHalf(group, lateSynapseStage(group)) : firstHalf(group);
  }, (g) => {
    const group = groupOf(g, blockBytes, arithmetic, "second");
    return secondHalf(group, rule, isLate ? lagStage(group) : []);
  });
  // $byte is that of the pair at $ahead, so one further than that of the pair that is ready.
  const fired = `offset=${FIRED_ADDRESS - 1} ${get("byte")}`;
  return `
  (func $whole_${rule} (param $block i32) (param $end i32) (param $counts i32) (param $idle i32) (param $idleCounts i32)
    ${PAIR_LOCALS}
    (local $ahead i32) (local $byte i32)${isLate ? LATE_LOCALS : ""}${BEGIN_PIPELINE}
    (loop $pairs
      ${isLate ? findSums : ""}
      ${body}
      (i32.store8 ${fired} (i32.and ${bitsOf("fires")} (i32.xor (i32.load8_u ${fired}) (i32.const 255))))${
    advancePipeline(2 * blockBytes)
  }
      ${set("counts", plus(get("counts"), 32))}
      ${set("byte", plus(get("byte"), 1))}
      (if (i32.eq ${get("ahead")} ${get("end")})
        (then
          ${set("ahead", get("idle"))}
          ${set("counts", get("idleCounts"))}))
      (br_if $pairs (i32.ne ${get("block")} ${get("idle")}))))`;
}

/** Copies $active cells back to the chunk at $chunk, and sets the bits of those that fire. */
function scatterFunction({ rule, arithmetic, isLate }: Form): string {
  const group = groupOf(0, ACTIVE_BLOCK_BYTES, arithmetic);
  const { at, to, l, let_ } = group;
  const word = (offset: number, from = offset) =>
    `(i32.store offset=${offset} ${get("to")} (i32.load offset=${from} ${get("from")}))`;
  const onlyOfSpikes = to(ACTIVE.spikeLag, `(v128.and ${at(ACTIVE.spikeLag)} ${l("fires")})`);
  return `
  (func $scatter_${rule} (param $chunk i32) (param $active i32)
    ${PAIR_LOCALS}
    (local $block i32) (local $mask i32) (local $k i32) (local $place i32) (local $from i32) (local $to i32)
    (local $byte i32)
    ${set("block", `(i32.const ${ACTIVE_ADDRESS})`)}
    (loop $blocks
      ${[let_("w", at(ACTIVE.before)), let_("new", at(BLOCK.v)), ...spikeStage(group, rule)].join("\n      ")}${
    isLate ? onlyOfSpikes : ""
  }
      ${set("mask", `(i32x4.bitmask ${get("fires0")})`)}
      ${set("k", "(i32.const 0)")}
      ${set("from", get("block"))}
      (loop $cells
        ${set("place", `(i32.load offset=${ACTIVE.place} ${get("from")})`)}
        ${set("to", laneOf(get("chunk"), get("place"), blockBytesOf({ isLate })))}
        ${word(BLOCK.v)}
        ${rule === "crossing" ? "" : word(BLOCK.refractory)}${isLate ? word(BLOCK.spikeLag, ACTIVE.spikeLag) : ""}
        (i32.store offset=${BLOCK.lag} ${get("to")} (i32.const ${2 * TABLE_BYTES}))
        (v128.store offset=${BLOCK.gates} ${gatesOf(get("to"), get("place"))}
          (v128.load offset=${BLOCK.gates} ${gatesOf(get("from"), get("k"))}))
        ${set("byte", `(i32.shr_u ${get("place")} (i32.const 3))`)}
        (i32.store8 offset=${FIRED_ADDRESS} ${get("byte")}
          (i32.or (i32.load8_u offset=${FIRED_ADDRESS} ${get("byte")})
            (i32.shl (i32.and ${get("mask")} (i32.const 1)) (i32.and ${get("place")} (i32.const 7)))))
        ${set("mask", `(i32.shr_u ${get("mask")} (i32.const 1))`)}
        ${set("from", plus(get("from"), 4))}
        ${set("k", plus(get("k"), 1))}
        ${set("active", plus(get("active"), -1))}
        (br_if $cells (i32.and (i32.lt_u ${get("k")} (i32.const ${BLOCK_NEURONS})) (i32.ne ${
    get("active")
  } (i32.const 0)))))
      ${set("block", plus(get("block"), ACTIVE_BLOCK_BYTES))}
      (br_if $blocks ${get("active")})))`;
}

/** Stores the lag of the spike that is put on the list, of neuron $k of the chunk at $block. */
const listLag = `
          (i32.store ${lagOf(get("list"))}
            (i32.load offset=${BLOCK.spikeLag} ${laneOf(get("block"), get("k"), LATE_BLOCK_BYTES)}))`;

/** Lists the neurons whose bit is set, in order: bits of $bytes bytes, the first one that of neuron $first. */
const listFunction = ({ isLate }: Lateness): string => `
  (func $list (param $list i32) (param $first i32) (param $bytes i32)${isLate ? " (param $block i32)" : ""} (result i32)
    ${BIT_LOCALS}
    ${set("words", wordsOf(get("bytes")))}${
  eachBit(`(i32.store ${get("list")} ${plus(get("first"), get("k"))})${isLate ? listLag : ""}
          ${set("list", plus(get("list"), 4))}`)
}
    ${get("list")})`;

/** The function, with the parameters of updateOver (update.ts). */
function substeppedFunction({ rule, isLate }: Form): string {
  const blockBytes = blockBytesOf({ isLate });
  const pairsTo = (end: string) => `(i32.div_u (i32.sub ${get(end)} ${get("block")}) (i32.const ${2 * blockBytes}))`;
  return `
  (func (export "update_${isLate ? "interpolated" : "substepped"}_${rule}")
    (param $block i32) (param $end i32) (param $counts i32) (param $list i32) (param $first i32) (result i32)
    (local $chunkEnd i32) (local $active i32) (local $idleCounts i32)
    ${set("idleCounts", plus(get("counts"), `(i32.shl ${pairsTo("end")} (i32.const 5))`))}
    (block $done
      (br_if $done (i32.ge_u ${get("block")} ${get("end")}))
      (loop $chunks
        ${set("chunkEnd", plus(get("block"), CHUNK_NEURONS / BLOCK_NEURONS * blockBytes))}
        (if (i32.gt_u ${get("chunkEnd")} ${get("end")}) (then ${set("chunkEnd", get("end"))}))
        ${set("active", `(call $gather_${rule} ${get("block")} ${get("chunkEnd")} ${get("counts")})`)}
        (call $whole_${rule} ${get("block")} ${get("chunkEnd")} ${get("counts")} ${get("end")} ${get("idleCounts")})
        (if ${get("active")}
          (then
            (call $subSteps ${get("active")})
            (call $scatter_${rule} ${get("block")} ${get("active")})))
        ${
    set("list", `(call $list ${get("list")} ${get("first")} ${pairsTo("chunkEnd")}${isLate ? get("block") : ""})`)
  }
        ${set("block", get("chunkEnd"))}
        ${set("counts", plus(get("counts"), 4 * CHUNK_NEURONS))}
        ${set("first", plus(get("first"), CHUNK_NEURONS))}
        (br_if $chunks (i32.lt_u ${get("block")} ${get("end")}))))
    ${get("list")})`;
}

/** The module with a kernel for each spike rule; where spikes are late, it is that of the interpolated method. */
export function substeppedModule({ arithmetic, isLate }: Omit<Form, "rule">): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${subStepsFunction({ arithmetic, isLate })}
  ${listFunction({ isLate })}
  ${
    RULES.map((rule): Form => ({ rule, arithmetic, isLate }))
      .map((form) => gatherFunction(form) + wholeFunction(form) + scatterFunction(form) + substeppedFunction(form))
      .join("\n")
  })`;
}
