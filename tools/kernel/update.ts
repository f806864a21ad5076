/**
 * The update kernel of exponential Euler: one step of eight neurons per iteration. Everything is computed from old values
 * (Jacobi), as in reference/exponential_euler.ts; the stages are those of group.ts.
 *
 * @module
 */

import { BLOCK, BLOCK_BYTES, MINIMUM_PAGES } from "../../engine/layout.ts";
import { type Arithmetic, constant, get, set } from "./expressions.ts";
import {
  arrived,
  conductanceStage,
  countStage,
  currentStage,
  gateStages,
  type Group,
  groupOf,
  relaxationStage,
  rowStage,
  type Rule,
  RULES,
  spikeStage,
} from "./group.ts";
import { advancePipeline, BEGIN_PIPELINE, bitsOf, PAIR_LOCALS, pipelined } from "./pair.ts";

/** The choices that make a kernel its own. */
export interface UpdateVariant {
  /** Whether conductances decay before they are used, or after. */
  readonly decay: "before" | "after";
  /** Whether the synaptic current is frozen over the step or linear in v. */
  readonly current: "frozen" | "linear";
  /** The spike rule. */
  readonly rule: Rule;
  /** Strict or relaxed SIMD. */
  readonly arithmetic: Arithmetic;
}

/** Name of the exported function. */
export function updateName({ decay, current, rule }: UpdateVariant): string {
  return `update_${decay}_${current}_${rule}`;
}

/** All variants with the same arithmetic. */
export function updateVariants(arithmetic: Arithmetic): UpdateVariant[] {
  const variants: UpdateVariant[] = [];
  for (const decay of ["before", "after"] as const) {
    for (const current of ["frozen", "linear"] as const) {
      for (const rule of RULES) variants.push({ decay, current, rule, arithmetic });
    }
  }
  return variants;
}

/** The stages of a group up to the current, each a list of statements. */
function firstHalf({ decay, current, arithmetic }: UpdateVariant, number: number): string[][] {
  const group = groupOf(number, BLOCK_BYTES, arithmetic, "first");
  const { at, to, l, let_, fma } = group;
  const grown = (which: "E" | "I") => {
    const g = at(BLOCK[`g${which}`]);
    const old = decay === "before" ? fma(g, constant(`decay${which}`), constant("floor")) : g;
    return fma(arrived(group, which), constant(`weight${which}`), old);
  };
  const stored = (which: "E" | "I") =>
    decay === "before" ? l(`g${which}`) : fma(l(`g${which}`), constant(`decay${which}`), constant("floor"));
  const synapses = [
    ...countStage(group),
    let_("gE", grown("E")),
    let_("gI", grown("I")),
    to(BLOCK.gE, stored("E")),
    to(BLOCK.gI, stored("I")),
  ];
  return [
    rowStage(group),
    ...gateStages(group, "old"),
    conductanceStage(group),
    synapses,
    currentStage(group, current),
  ];
}

/** The other stages of a group: those of the potential. `more` are a method's own. */
export function secondHalf(group: Group, rule: Rule, more: string[] = []): string[][] {
  return [relaxationStage(group), spikeStage(group, rule), more];
}

/**
 * The function: advances the neurons of the blocks from $block to $end by one step; the pair of blocks at $end and its counts
 * idle (pair.ts). `counts` holds the spikes that have arrived, excitatory in the lower half of a word and inhibitory in the
 * upper, and is cleared. The numbers of neurons that fire, counted from $first, are written to $list; the end of the list is
 * returned.
 */
export function updateOver(name: string, blockBytes: number, body: string, locals: string = PAIR_LOCALS): string {
  return `
  (func (export "${name}")
    (param $block i32) (param $end i32) (param $counts i32) (param $list i32) (param $first i32) (result i32)
    ${locals}
    (local $mask i32) (local $ahead i32) (local $idle i32)
    (block $done
      (br_if $done (i32.ge_u ${get("block")} ${get("end")}))
      ${set("idle", get("end"))}${BEGIN_PIPELINE}
      ${set("first", `(i32.sub ${get("first")} (i32.const 8))`)}
      (loop $pairs
      ${body}
      ${set("mask", bitsOf("fires"))}
      (block $silent
        (br_if $silent (i32.eqz ${get("mask")}))
        (loop $spikes
          (i32.store ${get("list")} (i32.add ${get("first")} (i32.ctz ${get("mask")})))
          ${set("list", `(i32.add ${get("list")} (i32.const 4))`)}
          ${set("mask", `(i32.and ${get("mask")} (i32.sub ${get("mask")} (i32.const 1)))`)}
          (br_if $spikes ${get("mask")})))
${advancePipeline(2 * blockBytes)}
      ${set("counts", `(i32.add ${get("counts")} (i32.const 32))`)}
      ${set("first", `(i32.add ${get("first")} (i32.const 8))`)}
      (br_if $pairs (i32.ne ${get("block")} ${get("idle")}))))
    ${get("list")})`;
}

/** The module with all variants of one arithmetic. */
export function updateModule(arithmetic: Arithmetic): string {
  const functions = updateVariants(arithmetic).map((variant) =>
    updateOver(
      updateName(variant),
      BLOCK_BYTES,
      pipelined(
        (g) => firstHalf(variant, g),
        (g) => secondHalf(groupOf(g, BLOCK_BYTES, arithmetic, "second"), variant.rule),
      ),
    )
  );
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${functions.join("\n")})`;
}
