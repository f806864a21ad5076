/**
 * The sub-steps of active cells (substepped.ts), which lie densely, four to a block: one sub-step of all of them after the other.
 *
 * @module
 */

import { ACTIVE, ACTIVE_ADDRESS, ACTIVE_BLOCK_BYTES } from "../../engine/active_cells.ts";
import { BLOCK } from "../../engine/layout.ts";
import { SUB_STEPS } from "../../model/methods.ts";
import { type Arithmetic, constant, get, set } from "./expressions.ts";
import { conductanceStage, currentStage, gateStages, type Group, groupOf, relaxationStage, rowStage } from "./group.ts";
import { countRemaining, LATE_LOCALS, lateConductanceStage, type Lateness, subStepLagStage } from "./late.ts";
import { advancePipeline, BEGIN_PIPELINE, PAIR_LOCALS, pipelined } from "./pair.ts";

/** A sub-step up to the current. */
function firstHalf(group: Group, { isLate }: Lateness): string[][] {
  const { at, to, l, let_, fma } = group;
  const synapses = (["E", "I"] as const).flatMap((which) => [
    let_(`g${which}`, at(BLOCK[`g${which}`])),
    to(BLOCK[`g${which}`], fma(l(`g${which}`), constant(`next${which}`), constant("floor"))),
  ]);
  return [
    [...rowStage(group, at(ACTIVE.lag)), to(ACTIVE.lag, constant("subTable"))],
    ...gateStages(group, "new"),
    isLate ? [...synapses, ...lateConductanceStage(group)] : synapses,
    conductanceStage(group),
    currentStage(group, "linear"),
  ];
}

/** The rest of it. */
function secondHalf(group: Group, { isLate }: Lateness): string[][] {
  return [relaxationStage(group, ["s1", "s2", "s3", "s4", "s5"]), isLate ? subStepLagStage(group) : []];
}

/** The function `subSteps`: all sub-steps of $active cells. The pair of blocks behind theirs idles. */
export function subStepsFunction({ arithmetic, isLate }: Lateness & { readonly arithmetic: Arithmetic }): string {
  const pairBytes = 2 * ACTIVE_BLOCK_BYTES;
  const body = pipelined(
    (g) => firstHalf(groupOf(g, ACTIVE_BLOCK_BYTES, arithmetic, "first"), { isLate }),
    (g) => secondHalf(groupOf(g, ACTIVE_BLOCK_BYTES, arithmetic, "second"), { isLate }),
  );
  const pairs = `(i32.shr_u (i32.add ${get("active")} (i32.const 7)) (i32.const 3))`;
  return `
  (func $subSteps (param $active i32)
    ${PAIR_LOCALS}
    (local $block i32) (local $ahead i32) (local $idle i32) (local $left i32)${isLate ? LATE_LOCALS : ""}
    ${set("idle", `(i32.add (i32.const ${ACTIVE_ADDRESS}) (i32.mul ${pairs} (i32.const ${pairBytes})))`)}
    ${set("left", `(i32.const ${SUB_STEPS})`)}
    (loop $again
      ${isLate ? countRemaining : ""}${set("block", `(i32.const ${ACTIVE_ADDRESS})`)}${BEGIN_PIPELINE}
      (loop $pairs
      ${body}${advancePipeline(pairBytes)}
        (br_if $pairs (i32.ne ${get("block")} ${get("idle")})))
      ${set("left", `(i32.sub ${get("left")} (i32.const 1))`)}
      (br_if $again ${get("left")})))`;
}
