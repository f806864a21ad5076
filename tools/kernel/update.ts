/**
 * The update kernel: one step of exponential Euler for eight neurons per iteration, as two groups of four whose stages
 * alternate, so that one group's arithmetic hides the other's latency.
 *
 * Per group of four neurons:
 *
 *     row    ← table row of the clamped potential, from the bits of w + magic
 *     gates  ← A + B gates with A, B linear in w within the row; m, h and n of a neuron share a vector
 *     y      ← gL + m³h + n⁴ (+ gE + gI where the current is linear); conductances carry a factor dt / cM throughout
 *     w      ← w + (j - G w) φ(y), with φ(y) = (1 - e^(-y)) / y = q R (1 + R)(1 + R²), Q = 1 + y q(y) ≈ e^(y/4), R = 1 / Q
 *     gE, gI ← decay and count × weight, before or after they are used
 *     spike  where the rule says so; the neuron's number goes to the list
 *
 * Everything is computed from old values (Jacobi), as in reference/exponential_euler.ts.
 *
 * @module
 */

import { BLOCK, BLOCK_BYTES, MINIMUM_PAGES, TABLE_ADDRESS } from "../../engine/layout.ts";
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

/** The choices that make a kernel its own. */
export interface UpdateVariant {
  /** Whether conductances decay before they are used, or after. */
  readonly decay: "before" | "after";
  /** Whether the synaptic current is frozen over the step or linear in v. */
  readonly current: "frozen" | "linear";
  /** The spike rule; all but `crossing` count refractory steps. */
  readonly rule: "crossing" | "refractoryCrossing" | "above" | "peak";
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
      for (const rule of ["crossing", "refractoryCrossing", "above", "peak"] as const) {
        variants.push({ decay, current, rule, arithmetic });
      }
    }
  }
  return variants;
}

/** A local of group g. */
type Local = (name: string) => string;

/** The stages of a group, each a list of statements. */
function stages(variant: UpdateVariant, g: number): string[][] {
  const { decay, current, rule, arithmetic } = variant;
  const fma = multiplyAdd(arithmetic), fnma = multiplySubtract(arithmetic);
  const base = g * BLOCK_BYTES;
  const name: Local = (local) => `${local}${g}`;
  const at = (offset: number) => `(v128.load offset=${base + offset} ${get("block")})`;
  const to = (offset: number, value: string) => `(v128.store offset=${base + offset} ${get("block")} ${value})`;
  const l = (local: string) => get(name(local));
  const let_ = (local: string, value: string) => set(name(local), value);
  const isPaused = rule !== "crossing";

  const row = [
    let_("w", at(BLOCK.v)),
    let_(
      "clamped",
      `(f32x4.pmin (f32x4.pmax ${l("w")} ${constant("clampLow")}) ${constant("clampHigh")})`,
    ),
    let_(
      "row",
      `(v128.and (i32x4.shl ${add(l("clamped"), constant("magic"))} (i32.const 6)) ${constant("rowMask")})`,
    ),
  ];

  const gates = [0, 1, 2, 3].map((k) => {
    const table = (part: number) => `(v128.load offset=${TABLE_ADDRESS + 16 * part} ${l("offset")})`;
    return [
      let_("offset", `(i32x4.extract_lane ${k} ${l("row")})`),
      let_("splat", lanes([k, k, k, k], l("clamped"), l("clamped"))),
      let_(`x${k}`, at(BLOCK.gates + 16 * k)),
      let_("a", fma(table(1), l("splat"), table(0))),
      let_("b", fma(table(3), l("splat"), table(2))),
      to(BLOCK.gates + 16 * k, fma(l("b"), l(`x${k}`), l("a"))),
    ];
  });

  const conductances = [
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

  const count = `(v128.load offset=${16 * g} ${get("counts")})`;
  const arrived = (which: "E" | "I") =>
    `(f32x4.convert_i32x4_s ${
      which === "E" ? `(v128.and ${l("count")} ${constant("lowHalf")})` : `(i32x4.shr_u ${l("count")} (i32.const 16))`
    })`;
  const grown = (which: "E" | "I") => {
    const g = at(BLOCK[`g${which}`]);
    const old = decay === "before" ? fma(g, constant(`decay${which}`), constant("floor")) : g;
    return fma(arrived(which), constant(`weight${which}`), old);
  };
  const stored = (which: "E" | "I") =>
    decay === "before" ? l(`g${which}`) : fma(l(`g${which}`), constant(`decay${which}`), constant("floor"));
  const synapses = [
    let_("count", count),
    `(v128.store offset=${16 * g} ${get("counts")} (v128.const i32x4 0 0 0 0))`,
    let_("gE", grown("E")),
    let_("gI", grown("I")),
    to(BLOCK.gE, stored("E")),
    to(BLOCK.gI, stored("I")),
  ];

  const membrane = [
    let_("ionic", add(add(l("sodium"), l("potassium")), constant("gL"))),
    let_("total", add(l("ionic"), add(l("gE"), l("gI")))),
    let_("j", fma(l("sodium"), constant("eNa"), constant("j0"))),
    let_("j", fma(l("potassium"), constant("eK"), l("j"))),
    let_("j", fma(l("gE"), constant("eE"), l("j"))),
    let_("j", fma(l("gI"), constant("eI"), l("j"))),
    let_("j", fnma(l("total"), l("w"), l("j"))),
  ];

  const y = current === "linear" ? l("total") : l("ionic");
  const relaxation = [
    let_("q", fma(constant("q5"), y, constant("q4"))),
    let_("q", fma(l("q"), y, constant("q3"))),
    let_("q", fma(l("q"), y, constant("q2"))),
    let_("q", fma(l("q"), y, constant("q1"))),
    let_("r", div(constant("one"), fma(l("q"), y, constant("one")))),
    let_("q", mul(mul(l("q"), l("r")), l("j"))),
    let_("q", mul(l("q"), add(l("r"), constant("one")))),
    let_("new", fma(l("q"), fma(l("r"), l("r"), constant("one")), l("w"))),
    to(BLOCK.v, l("new")),
  ];

  const zero = "(v128.const i32x4 0 0 0 0)";
  const fulfilled = {
    crossing: `(v128.and (f32x4.lt ${l("w")} ${zero}) (f32x4.ge ${l("new")} ${zero}))`,
    above: `(f32x4.gt ${l("new")} ${zero})`,
    peak: `(v128.and (f32x4.ge ${l("new")} ${zero}) (f32x4.lt ${l("new")} ${l("w")}))`,
  }[rule === "refractoryCrossing" ? "crossing" : rule];
  const spike = isPaused
    ? [
      let_("left", at(BLOCK.refractory)),
      let_("left", `(i32x4.max_s (i32x4.sub ${l("left")} ${constant("oneInteger")}) ${zero})`),
      let_("fires", `(v128.and ${fulfilled} (i32x4.eq ${l("left")} ${zero}))`),
      to(BLOCK.refractory, `(v128.bitselect ${constant("pause")} ${l("left")} ${l("fires")})`),
    ]
    : [let_("fires", fulfilled)];

  return [row, ...gates, conductances, synapses, membrane, relaxation, spike];
}

/**
 * The statements of both groups in turn. A constant that both need is loaded once for the two: loads are what the kernel has
 * most of (some 50 for four neurons, two a cycle).
 */
function alternating(variant: UpdateVariant): string {
  const first = stages(variant, 0).flat(), second = stages(variant, 1).flat();
  return first.flatMap((statement, k) => withSharedConstants([statement, second[k]])).join("\n      ");
}

/** The statements with a local variable for each constant that occurs more than once. */
function withSharedConstants(statements: readonly string[]): string[] {
  const loads: Record<string, number> = {};
  for (const [load] of statements.join(" ").matchAll(CONSTANT_LOAD)) loads[load] = (loads[load] ?? 0) + 1;
  const shared = Object.keys(loads).filter((load) => loads[load] > 1);
  const local = (load: string) => `shared${shared.indexOf(load)}`;
  return [
    ...shared.map((load) => set(local(load), load)),
    ...statements.map((statement) =>
      statement.replaceAll(CONSTANT_LOAD, (load) => shared.includes(load) ? get(local(load)) : load)
    ),
  ];
}

/** What `constant` writes. */
const CONSTANT_LOAD = /\(v128\.load offset=\d+ \(i32\.const 0\)\)/g;

/** Most constants of one statement. */
const SHARED = 6;

/** Locals of both groups. */
function locals(): string {
  const vectors = [
    ..."w clamped row splat x0 x1 x2 x3 a b mh01 mh23 n01 n23 m h n sodium potassium count gE gI".split(" "),
    ..."ionic total j q r new left fires".split(" "),
  ];
  const shared = Array.from({ length: SHARED }, (_, k) => `(local $shared${k} v128)`).join(" ");
  return shared + "\n    " +
    [0, 1].map((g) => vectors.map((name) => `(local $${name}${g} v128)`).join(" ") + ` (local $offset${g} i32)`)
      .join("\n    ");
}

/**
 * The function: advances the neurons of the blocks from $block to $end by one step. `counts` holds the spikes that have
 * arrived, excitatory in the lower half of a word and inhibitory in the upper, and is cleared. The numbers of neurons that
 * fire, counted from $first, are written to $list; the end of the list is returned.
 */
export function updateFunction(variant: UpdateVariant): string {
  return `
  (func (export "${updateName(variant)}")
    (param $block i32) (param $end i32) (param $counts i32) (param $list i32) (param $first i32) (result i32)
    ${locals()}
    (local $mask i32)
    (block $done
      (br_if $done (i32.ge_u ${get("block")} ${get("end")}))
      (loop $pairs
      ${alternating(variant)}
      ${
    set(
      "mask",
      `(i32.or (i32x4.bitmask ${get("fires0")}) (i32.shl (i32x4.bitmask ${get("fires1")}) (i32.const 4)))`,
    )
  }
      (block $silent
        (br_if $silent (i32.eqz ${get("mask")}))
        (loop $spikes
          (i32.store ${get("list")} (i32.add ${get("first")} (i32.ctz ${get("mask")})))
          ${set("list", `(i32.add ${get("list")} (i32.const 4))`)}
          ${set("mask", `(i32.and ${get("mask")} (i32.sub ${get("mask")} (i32.const 1)))`)}
          (br_if $spikes ${get("mask")})))
      ${set("block", `(i32.add ${get("block")} (i32.const ${2 * BLOCK_BYTES}))`)}
      ${set("counts", `(i32.add ${get("counts")} (i32.const 32))`)}
      ${set("first", `(i32.add ${get("first")} (i32.const 8))`)}
      (br_if $pairs (i32.lt_u ${get("block")} ${get("end")}))))
    ${get("list")})`;
}

/** The module with all variants of one arithmetic. */
export function updateModule(arithmetic: Arithmetic): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${updateVariants(arithmetic).map(updateFunction).join("\n")})`;
}
