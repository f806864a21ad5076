/**
 * Delivery without stored targets: the row of a neuron that fires is made again, exactly as model/connection_rules.ts makes it,
 * four draws at a time in the lanes of a vector. Where $rows points to, there is a header (engine/procedural_rows.ts writes
 * it): the number of parts, the thread's range of neurons, and the marks by which repetitions are found; then the parts of a row, each a range of targets (drawn) or of sources (dealt).
 *
 * @module
 */

import { PART, PROCEDURAL } from "../../engine/procedural_layout.ts";
import { FIRST_FACTOR, SECOND_FACTOR, WEYL } from "../../engine/layout.ts";
import { get, plus, set } from "./expressions.ts";
import { arriveLate, beginLate, LATE_DELIVERY_LOCALS, type Lateness, shareOfSpike } from "./late.ts";

const header = (offset: number): string => `(i32.load offset=${offset} ${get("rows")})`;
const part = (offset: number): string => `(i32.load offset=${offset} ${get("part")})`;
const hex = (word: number): string => `0x${word.toString(16)}`;
const splat = (value: string): string => `(i32x4.splat ${value})`;

/** The increment of the Weyl sequence, in hexadecimal. */
const INCREMENT = hex(WEYL);

/** lowbias32 in four lanes, as model/keyed_draws.ts has it for one. */
function mix(x: string): string[] {
  const xorShift = (by: number) => set(x, `(v128.xor ${get(x)} (i32x4.shr_u ${get(x)} (i32.const ${by})))`);
  const times = (factor: string) =>
    set(x, `(i32x4.mul ${get(x)} (v128.const i32x4 ${Array(4).fill(factor).join(" ")}))`);
  return [xorShift(16), times(hex(FIRST_FACTOR)), xorShift(15), times(hex(SECOND_FACTOR)), xorShift(16)];
}

/** Upper halves of the products of the lanes of x with those of n. */
function multiplyHigh(x: string, n: string): string {
  const low = `(i64x2.extmul_low_i32x4_u ${x} ${n})`, high = `(i64x2.extmul_high_i32x4_u ${x} ${n})`;
  return `(i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 ${low} ${high})`;
}

/** Counts one arrival at a target, counted from the range's first neuron, where it lies in the range. */
const arriveAt = (target: string, { isLate }: Lateness): string => `
              (if (i32.lt_u ${target} ${get("size")})
                (then
                  ${set("at", plus(get("counts"), `(i32.shl ${target} (i32.const 2))`))}
                  (i32.store ${get("at")} (i32.add (i32.load ${get("at")}) ${get("one")}))${
  isLate ? arriveLate : ""
}))`;

/** A loop over the spikes and over the parts of each row. */
function overSpikes(name: string, { isLate }: Lateness, locals: string, body: string): string {
  return `
  (func (export "${name}")
    (param $list i32) (param $listEnd i32) (param $rows i32) (param $counts i32) (param $excitatory i32)
    (local $neuron i32) (local $one i32) (local $parts i32) (local $part i32) (local $first i32) (local $size i32)
    (local $target i32) (local $at i32) ${locals}${isLate ? LATE_DELIVERY_LOCALS + beginLate : ""}
    ${set("first", header(PROCEDURAL.rangeFirst))}
    ${set("size", header(PROCEDURAL.rangeSize))}
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

/** The choices that make a kernel for drawn rows its own: tests of them would cost as much as the rest. */
interface DrawnVariant extends Lateness {
  /** Whether targets may repeat. */
  readonly repeats: boolean;
  /** Whether a neuron is left out of its own row. */
  readonly excludesSelf: boolean;
}

/** One of four draws of a drawn row: refused where it is uneven (looked at only if one of the four is) or already there. */
function drawn(
  { repeats, excludesSelf, isLate }: DrawnVariant,
  { lane, isAnyUneven }: { readonly lane: number; readonly isAnyUneven: boolean },
): string {
  const mark = `${set("at", plus(get("marks"), `(i32.shl ${get("target")} (i32.const 2))`))}
              (br_if $refused (i32.eq (i32.load ${get("at")}) ${get("mark")}))
              (i32.store ${get("at")} ${get("mark")})`;
  const beyondSelf = `(i32.ge_u ${get("target")} ${get("self")})`;
  const uneven = `(br_if $refused (i32.lt_u (i32x4.extract_lane ${lane} ${get("low")}) ${get("rejected")}))`;
  return `
            (block $refused
              ${isAnyUneven ? uneven : ""}
              ${set("target", `(i32x4.extract_lane ${lane} ${get("high")})`)}
              ${repeats ? "" : mark}
              ${set("target", plus(get("target"), excludesSelf ? plus(get("base"), beyondSelf) : get("base")))}
              ${arriveAt(get("target"), { isLate })}
              ${set("wanted", `(i32.sub ${get("wanted")} (i32.const 1))`)}
              (br_if $full (i32.eqz ${get("wanted")})))`;
}

const drawnFunction = (variant: DrawnVariant): string =>
  overSpikes(
    `deliver_drawn${variant.repeats ? "_repeats" : ""}${variant.excludesSelf ? "_others" : ""}`,
    variant,
    `(local $entry i32) (local $wanted i32) (local $candidates i32) (local $self i32) (local $base i32)
    (local $rejected i32) (local $mark i32) (local $marks i32) (local $n v128) (local $uneven v128)
    (local $weyl v128) (local $x v128) (local $key v128) (local $low v128) (local $high v128)`,
    `${set("entry", plus(part(PART.table), `(i32.mul ${get("neuron")} (i32.const 12))`))}
          ${set("wanted", `(i32.load offset=8 ${get("entry")})`)}
          (block $full
          (br_if $full (i32.eqz ${get("wanted")}))
          ${set("marks", header(PROCEDURAL.marks))}
          ${set("candidates", part(PART.size))}
          ${set("self", "(i32.const -1)")}
          ${
      variant.excludesSelf
        ? `(if (i32.lt_u (i32.sub ${get("neuron")} ${part(PART.first)}) ${get("candidates")})
            (then
              ${set("self", `(i32.sub ${get("neuron")} ${part(PART.first)})`)}
              ${set("candidates", `(i32.sub ${get("candidates")} (i32.const 1))`)}))`
        : ""
    }
          ${set("rejected", `(i32.rem_u (i32.sub (i32.const 0) ${get("candidates")}) ${get("candidates")})`)}
          ${set("n", splat(get("candidates")))}
          ${set("uneven", splat(get("rejected")))}
          ${set("base", `(i32.sub ${part(PART.first)} ${get("first")})`)}
          ${set("mark", plus(header(PROCEDURAL.mark), 1))}
          (if (i32.eqz ${get("mark")})
            (then
              (memory.fill ${get("marks")} (i32.const 0) ${header(PROCEDURAL.markBytes)})
              ${set("mark", "(i32.const 1)")}))
          (i32.store offset=${PROCEDURAL.mark} ${get("rows")} ${get("mark")})
          ${
      set(
        "weyl",
        `(i32x4.add ${splat(`(i32.load ${get("entry")})`)} (i32x4.mul (v128.const i32x4 0 1 2 3) ${
          splat(`(i32.const ${INCREMENT})`)
        }))`,
      )
    }
          ${set("key", splat(`(i32.load offset=4 ${get("entry")})`))}
          (loop $draws
          ${set("x", get("weyl"))}
          ${mix("x").join("\n          ")}
          ${set("x", `(v128.xor ${get("x")} ${get("key")})`)}
          ${mix("x").join("\n          ")}
          ${set("weyl", `(i32x4.add ${get("weyl")} (i32x4.shl ${splat(`(i32.const ${INCREMENT})`)} (i32.const 2)))`)}
          ${set("low", `(i32x4.mul ${get("x")} ${get("n")})`)}
          ${set("high", multiplyHigh(get("x"), get("n")))}
          (if (v128.any_true (i32x4.lt_u ${get("low")} ${get("uneven")}))
            (then ${[0, 1, 2, 3].map((lane) => drawn(variant, { lane, isAnyUneven: true })).join("")}
              (br $draws)))
          ${[0, 1, 2, 3].map((lane) => drawn(variant, { lane, isAnyUneven: false })).join("")}
          (br $draws)))`,
  );

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
    (local $oneEach v128) (local $round i32)`;

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
const walkFunction = `
  (func $walk (param $part i32) (param $point i32) (result i32) ${vectorsOf([0])}
    ${loadPart}
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

const dealtFunction = (lateness: Lateness): string =>
  overSpikes(
    "deliver_dealt",
    lateness,
    `(local $source i32) (local $s i32) (local $end i32) (local $site i32) (local $sites i32) (local $inverse f64)
    (local $l i32) (local $r i32) ${vectorsOf(GROUPS)}`,
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

/** The functions of the module. */
export const proceduralFunctions = (lateness: Lateness): readonly string[] => [
  ...[false, true].flatMap((repeats) =>
    [false, true].map((excludesSelf) => drawnFunction({ repeats, excludesSelf, ...lateness }))
  ),
  walkFunction,
  dealtFunction(lateness),
];
