/**
 * Delivery of dealt rows (model/connection_rules.ts): the sites of a source are consecutive until a keyed permutation deals them
 * out, sixteen at a time here.
 *
 * @module
 */

import { PART } from "../../engine/procedural_layout.ts";
import { get, plus, set } from "./expressions.ts";
import { INCREMENT, mix, MIX_CONSTANTS, MIX_LOCALS, multiplyHigh, part, splat } from "./draws.ts";
import type { Lateness } from "./late.ts";
import { arriveAt, overSpikes } from "./over_spikes.ts";

/** Vectors of four sites that are permuted side by side: a round is one long chain of dependence. */
const GROUPS = [0, 1, 2, 3];

/** The statements of each group in turn. */
function sideBySide(groups: readonly number[], statements: (g: number) => readonly string[]): string[] {
  const lists = groups.map(statements);
  return lists[0].flatMap((_, k) => lists.map((list) => list[k]));
}

/** half ← (half + hash of the other half) mod modulus, in four lanes; the hash is draw(key0 + round, key1, other). */
function feistelRound(groups: readonly number[], half: string, other: string, modulus: string): string[] {
  const statements = (g: number) => {
    const [x, own] = [`x${g}`, `${half}${g}`];
    return [
      set(x, `(i32x4.add ${get("roundKey")} (i32x4.mul ${get(`${other}${g}`)} ${get("weyl")}))`),
      ...mix(x),
      set(x, `(v128.xor ${get(x)} ${get("key1")})`),
      ...mix(x),
      set(own, `(i32x4.add ${get(own)} ${multiplyHigh(get(x), get(modulus))})`),
      set(own, `(i32x4.min_u ${get(own)} (i32x4.sub ${get(own)} ${get(modulus)}))`),
    ];
  };
  return [
    ...sideBySide(groups, statements),
    set("roundKey", `(i32x4.add ${get("roundKey")} ${get("oneEach")})`),
  ];
}

/** One of the sites: who holds it is a target, unless the walk is not over or the row ends before it. */
function dealt(g: number, lane: number, lateness: Lateness): string {
  return `
          ${set("site", `(i32x4.extract_lane ${lane} ${get(`left${g}`)})`)}
          (br_if $over (i32.ge_u ${plus(get("s"), 4 * g + lane)} ${get("end")}))
          (if (i32.ge_u ${get("site")} ${get("sites")})
            (then ${set("site", `(call $walk ${get("part")} ${get("site")})`)}))
          ${
    set(
      "target",
      `(i32.trunc_sat_f64_u (f64.mul (f64.add (f64.convert_i32_u ${get("site")}) (f64.const 0.5)) ${get("inverse")}))`,
    )
  }
          ${arriveAt(`(i32.sub ${get("target")} ${get("first")})`, lateness)}`;
}

const vectorsOf = (groups: readonly number[]): string =>
  groups.map((g) => `(local $left${g} v128) (local $right${g} v128) (local $x${g} v128)`).join(" ") + `
    (local $key0 v128) (local $key1 v128) (local $a v128) (local $b v128) (local $roundKey v128) (local $weyl v128)
    (local $oneEach v128) (local $round i32) ${MIX_LOCALS}`;

const loadPart = `
          ${set("key0", splat(part(PART.key0)))}
          ${set("key1", splat(part(PART.key1)))}
          ${set("a", splat(part(PART.a)))}
          ${set("b", splat(part(PART.b)))}
          ${set("weyl", splat(`(i32.const ${INCREMENT})`))}
          ${set("oneEach", splat("(i32.const 1)"))}`;

/** All rounds; what was left and right is the image, in left. */
const allRounds = (groups: readonly number[]): string => `
          ${set("round", "(i32.const 0)")}
          ${set("roundKey", get("key0"))}
          (loop $rounds
            ${
  [...feistelRound(groups, "left", "right", "a"), ...feistelRound(groups, "right", "left", "b")].join("\n            ")
}
            ${set("round", plus(get("round"), 2))}
            (br_if $rounds (i32.lt_u ${get("round")} ${part(PART.rounds)})))
          ${
  groups.map((g) => set(`left${g}`, `(i32x4.add (i32x4.mul ${get(`right${g}`)} ${get("a")}) ${get(`left${g}`)})`)).join(
    "\n          ",
  )
}`;

/** Sends a point on until it falls among the sites: rare, so one lane of four is used. */
export const walkFunction = `
  (func $walk (param $part i32) (param $point i32) (result i32) ${vectorsOf([0])}
    ${MIX_CONSTANTS}${loadPart}
    (loop $again
          ${set("left0", splat(`(i32.rem_u ${get("point")} ${part(PART.a)})`))}
          ${set("right0", splat(`(i32.div_u ${get("point")} ${part(PART.a)})`))}
          ${allRounds([0])}
          ${set("point", `(i32x4.extract_lane 0 ${get("left0")})`)}
          (br_if $again (i32.ge_u ${get("point")} ${part(PART.sites)})))
    ${get("point")})`;

/** Sets the lanes of a group to the sites that follow $s, which may run over the end of a row of the grid once. */
function pointsOf(g: number): string[] {
  const inGroup = [0, 1, 2, 3].map((lane) => 4 * g + lane).join(" ");
  return [
    set(`left${g}`, `(i32x4.add ${splat(get("l"))} (v128.const i32x4 ${inGroup}))`),
    set(`x${g}`, `(i32x4.ge_u ${get(`left${g}`)} ${get("a")})`),
    set(`left${g}`, `(i32x4.sub ${get(`left${g}`)} (v128.and ${get(`x${g}`)} ${get("a")}))`),
    set(`right${g}`, `(i32x4.sub ${splat(get("r"))} ${get(`x${g}`)})`),
  ];
}

export const dealtFunction = (lateness: Lateness): string =>
  overSpikes(
    "deliver_dealt",
    lateness,
    `(local $source i32) (local $s i32) (local $end i32) (local $site i32) (local $sites i32) (local $inverse f64)
    (local $l i32) (local $r i32) ${vectorsOf(GROUPS)}`,
    MIX_CONSTANTS,
    `${set("source", `(i32.sub ${get("neuron")} ${part(PART.first)})`)}
          (block $over
          (br_if $over (i32.ge_u ${get("source")} ${part(PART.size)}))
          ${set("at", plus(part(PART.table), `(i32.shl ${get("source")} (i32.const 2))`))}
          ${set("s", `(i32.load ${get("at")})`)}
          ${set("end", `(i32.load offset=4 ${get("at")})`)}
          ${set("sites", part(PART.sites))}
          ${set("inverse", `(f64.load offset=${PART.inverse} ${get("part")})`)}
          ${loadPart}
          (loop $more
          (br_if $over (i32.ge_u ${get("s")} ${get("end")}))
          ${set("l", `(i32.rem_u ${get("s")} ${part(PART.a)})`)}
          ${set("r", `(i32.div_u ${get("s")} ${part(PART.a)})`)}
          ${GROUPS.flatMap(pointsOf).join("\n          ")}
          ${allRounds(GROUPS)}
          ${GROUPS.flatMap((g) => [0, 1, 2, 3].map((lane) => dealt(g, lane, lateness))).join("")}
          ${set("s", plus(get("s"), 4 * GROUPS.length))}
          (br $more)))`,
  );
