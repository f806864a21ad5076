/**
 * The stages of an update that the methods have in common, for a group of four neurons:
 *
 *     row     ← table row of the clamped potential, from the bits of w + magic
 *     gates   ← A + B gates with A, B linear in w within the row; m, h and n of a neuron share a vector
 *     y       ← gL + m³h + n⁴ (+ gE + gI where the current is linear); conductances carry a factor dt / cM throughout
 *     j       ← Σ g E - G w
 *     w       ← w + j φ(y), with φ(y) = (1 - e^(-y)) / y = q R (1 + R)(1 + R²), Q = 1 + y q(y) ≈ e^(y/4), R = 1 / Q
 *     spike   where the rule says so
 *
 * @module
 */

import { BLOCK, type ConstantName, TABLE_ADDRESS } from "../../engine/layout.ts";
import {
  add,
  type Arithmetic,
  constant,
  div,
  get,
  lanes,
  mul,
  multiplyAdd,
  multiplySubtract,
  set,
} from "./expressions.ts";

/** The spike rule; all but `crossing` count refractory steps. */
export type Rule = "crossing" | "refractoryCrossing" | "above" | "peak";

/** Every rule. */
export const RULES: readonly Rule[] = ["crossing", "refractoryCrossing", "above", "peak"];

/** Zero in every lane. */
export const ZERO = "(v128.const i32x4 0 0 0 0)";

/**
 * Which half of a step a group is in, where a kernel is pipelined (pair.ts): the first one has its block at $ahead, the second
 * one at $block, and takes over what HANDED names; `whole` is both, at $block.
 */
export type Half = "first" | "second" | "whole";

/** Values that the first half of a step leaves to the second: the old potential, y and j. */
export const HANDED: readonly string[] = ["w", "y", "j"];

/** Name of a local of the second half. */
export const handed = (local: string): string => `${local}Before`;

/** A group: its number, where its block lies, and the arithmetic. */
export interface Group {
  /** Number of the group. */
  readonly number: number;
  /** What is in the block at an offset. */
  at(offset: number): string;
  /** Stores into the block. */
  to(offset: number, value: string): string;
  /** Value of a local of the group. */
  l(local: string): string;
  /** Assignment to a local of the group. */
  let_(local: string, value: string): string;
  /** a × b + c. */
  fma(a: string, b: string, c: string): string;
  /** c - a × b. */
  fnma(a: string, b: string, c: string): string;
}

/** Group number g of the blocks at $block, or at $ahead. */
export function groupOf(number: number, blockBytes: number, arithmetic: Arithmetic, half: Half = "whole"): Group {
  const base = number * blockBytes, block = get(half === "first" ? "ahead" : "block");
  const isHanded = (local: string) => half === "second" && HANDED.includes(local);
  return {
    number,
    at: (offset) => `(v128.load offset=${base + offset} ${block})`,
    to: (offset, value) => `(v128.store offset=${base + offset} ${block} ${value})`,
    l: (local) => get(`${isHanded(local) ? handed(local) : local}${number}`),
    let_: (local, value) => set(`${local}${number}`, value),
    fma: multiplyAdd(arithmetic),
    fnma: multiplySubtract(arithmetic),
  };
}

/** Sets `w`, `clamped` and `row`, the offset of the table row; `table` is the offset of each neuron's table, if there are more. */
export function rowStage(group: Group, table?: string): string[] {
  return [group.let_("w", group.at(BLOCK.v)), ...rowOf(group, "w", table)];
}

/** Sets `clamped` and `row` from the potential in a local. */
export function rowOf({ l, let_ }: Group, potential: string, table?: string): string[] {
  const row = `(v128.and (i32x4.shl ${add(l("clamped"), constant("magic"))} (i32.const 6)) ${constant("rowMask")})`;
  return [
    let_("clamped", `(f32x4.pmin (f32x4.pmax ${l(potential)} ${constant("clampLow")}) ${constant("clampHigh")})`),
    let_("row", table === undefined ? row : `(v128.or ${row} ${table})`),
  ];
}

/** Advances the gates of each neuron; `x0` … `x3` are the old gates afterwards, or the new ones. */
export function gateStages({ at, to, l, let_, fma }: Group, kept: "old" | "new"): string[][] {
  return [0, 1, 2, 3].map((k) => {
    const table = (part: number) => `(v128.load offset=${TABLE_ADDRESS + 16 * part} ${l("offset")})`;
    const stepped = fma(l("b"), l(`x${k}`), l("a"));
    return [
      let_("offset", `(i32x4.extract_lane ${k} ${l("row")})`),
      let_("splat", lanes([k, k, k, k], l("clamped"), l("clamped"))),
      let_(`x${k}`, at(BLOCK.gates + 16 * k)),
      let_("a", fma(table(1), l("splat"), table(0))),
      let_("b", fma(table(3), l("splat"), table(2))),
      ...(kept === "old"
        ? [to(BLOCK.gates + 16 * k, stepped)]
        : [let_(`x${k}`, stepped), to(BLOCK.gates + 16 * k, l(`x${k}`))]),
    ];
  });
}

/** Sets `sodium` and `potassium` from the gates in `x0` … `x3`. */
export function conductanceStage({ l, let_ }: Group): string[] {
  return [
    let_("mh01", lanes([0, 4, 1, 5], l("x0"), l("x1"))),
    let_("mh23", lanes([0, 4, 1, 5], l("x2"), l("x3"))),
    let_("n01", lanes([2, 6, 3, 7], l("x0"), l("x1"))),
    let_("n23", lanes([2, 6, 3, 7], l("x2"), l("x3"))),
    let_("m", lanes([0, 1, 4, 5], l("mh01"), l("mh23"))),
    let_("h", lanes([2, 3, 6, 7], l("mh01"), l("mh23"))),
    let_("n", lanes([0, 1, 4, 5], l("n01"), l("n23"))),
    let_("sodium", mul(mul(l("m"), l("m")), mul(l("m"), l("h")))),
    let_("n", mul(l("n"), l("n"))),
    let_("potassium", mul(l("n"), l("n"))),
  ];
}

/** Loads what arrived, into `count`, and clears it. */
export function countStage({ number, let_ }: Group): string[] {
  return [
    let_("count", `(v128.load offset=${16 * number} ${get("counts")})`),
    `(v128.store offset=${16 * number} ${get("counts")} ${ZERO})`,
  ];
}

/** The excitatory or inhibitory arrivals in `count`, as floats. */
export function arrived({ l }: Group, which: "E" | "I"): string {
  return `(f32x4.convert_i32x4_s ${
    which === "E" ? `(v128.and ${l("count")} ${constant("lowHalf")})` : `(i32x4.shr_u ${l("count")} (i32.const 16))`
  })`;
}

/** Sets `y` and `j` from `sodium`, `potassium`, `gE` and `gI`. */
export function currentStage({ l, let_, fma, fnma }: Group, current: "frozen" | "linear"): string[] {
  return [
    let_("ionic", add(add(l("sodium"), l("potassium")), constant("gL"))),
    let_("total", add(l("ionic"), add(l("gE"), l("gI")))),
    let_("j", fma(l("sodium"), constant("eNa"), constant("j0"))),
    let_("j", fma(l("potassium"), constant("eK"), l("j"))),
    let_("j", fma(l("gE"), constant("eE"), l("j"))),
    let_("j", fma(l("gI"), constant("eI"), l("j"))),
    let_("j", fnma(l("total"), l("w"), l("j"))),
    let_("y", l(current === "linear" ? "total" : "ionic")),
  ];
}

/** Sets `new`, the potential after the step, from `w`, `y` and `j`; and stores it. */
export function relaxationStage(
  { to, l, let_, fma }: Group,
  [q1, q2, q3, q4, q5]: readonly ConstantName[] = ["q1", "q2", "q3", "q4", "q5"],
): string[] {
  return [
    let_("q", fma(constant(q5), l("y"), constant(q4))),
    let_("q", fma(l("q"), l("y"), constant(q3))),
    let_("q", fma(l("q"), l("y"), constant(q2))),
    let_("q", fma(l("q"), l("y"), constant(q1))),
    let_("r", div(constant("one"), fma(l("q"), l("y"), constant("one")))),
    let_("q", mul(mul(l("q"), l("r")), l("j"))),
    let_("q", mul(l("q"), add(l("r"), constant("one")))),
    let_("new", fma(l("q"), fma(l("r"), l("r"), constant("one")), l("w"))),
    to(BLOCK.v, l("new")),
  ];
}

/** Sets `fires` from the potentials before the step, in local `before`, and after it, in `new`. */
export function spikeStage({ at, to, l, let_ }: Group, rule: Rule, before = "w"): string[] {
  const fulfilled = {
    crossing: `(v128.and (f32x4.lt ${l(before)} ${ZERO}) (f32x4.ge ${l("new")} ${ZERO}))`,
    above: `(f32x4.gt ${l("new")} ${ZERO})`,
    peak: `(v128.and (f32x4.ge ${l("new")} ${ZERO}) (f32x4.lt ${l("new")} ${l(before)}))`,
  }[rule === "refractoryCrossing" ? "crossing" : rule];
  if (rule === "crossing") return [let_("fires", fulfilled)];
  return [
    let_("left", at(BLOCK.refractory)),
    let_("left", `(i32x4.max_s (i32x4.sub ${l("left")} ${constant("oneInteger")}) ${ZERO})`),
    let_("fires", `(v128.and ${fulfilled} (i32x4.eq ${l("left")} ${ZERO}))`),
    to(BLOCK.refractory, `(v128.bitselect ${constant("refractorySteps")} ${l("left")} ${l("fires")})`),
  ];
}
