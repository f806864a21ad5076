/**
 * Two groups of four neurons side by side, a pair: their statements alternate, so that one group's arithmetic hides the
 * other's latency.
 *
 * Where a kernel is pipelined, so are the pairs. A step ends with a chain of dependent operations (the relaxation of the
 * potential: some 55 cycles), and a processor cannot look far enough ahead to begin the next pair's gates meanwhile. So each
 * iteration has the first half of a pair's step, at $ahead, and among its statements those of the second half of the pair
 * before it, at $block: faster by a sixth (ARCHITECTURE.md), the same bits.
 *
 * @module
 */

import { get, set } from "./expressions.ts";
import { HANDED, handed } from "./group.ts";

/** The stages of a group, each a list of statements. */
export type Stages = (group: 0 | 1) => readonly (readonly string[])[];

/** The statements of both groups in turn. */
function inTurn(stages: Stages): string[][] {
  const first = stages(0).flat(), second = stages(1).flat();
  return first.map((statement, k) => withSharedConstants([statement, second[k]]));
}

/** Statements of the first half for each of the second: so the latter are over when conductances are due. */
const EVERY = 3;

/**
 * Both halves of a step, the second among the first, and then the hand-over from one to the other: `first` is the first half of
 * the pair at $ahead, `second` the second half of the pair at $block.
 */
export function pipelined(first: Stages, second: Stages, every: number = EVERY): string {
  const later = inTurn(second), statements: string[] = [];
  for (const [k, statement] of inTurn(first).entries()) {
    if (k % every === 0) statements.push(...later.shift() ?? []);
    statements.push(...statement);
  }
  statements.push(...later.flat());
  for (const local of HANDED) {
    for (const g of [0, 1]) statements.push(set(`${handed(local)}${g}`, get(`${local}${g}`)));
  }
  return statements.join("\n      ");
}

/**
 * What a pipelined loop does first: $idle is the address of a scratch pair. It goes before the first pair, with a
 * potential that is not a number, so that it neither fires nor counts as active, and after the last.
 */
export const BEGIN_PIPELINE: string = `
      ${set("ahead", get("block"))}
      ${set("block", get("idle"))}
      ${[0, 1].map((g) => set(`${handed("w")}${g}`, "(v128.const f32x4 nan nan nan nan)")).join(" ")}`;

/** What it does at the end of each iteration: it is over where $block is $idle. */
export const advancePipeline = (pairBytes: number): string => `
      ${set("block", get("ahead"))}
      ${set("ahead", `(i32.add ${get("ahead")} (i32.const ${pairBytes}))`)}`;

/**
 * The statements with a local variable for each constant that occurs more than once: loads are what the kernel has most of
 * (some 50 for four neurons, two a cycle).
 */
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

/** Vectors of a group. */
const VECTORS = [
  ..."w clamped row splat x0 x1 x2 x3 a b mh01 mh23 n01 n23 m h n sodium potassium count gE gI".split(" "),
  ..."ionic total j y q r new left fires before".split(" "),
  ...HANDED.map(handed),
];

/** Vectors of both groups that a kernel has beyond these. */
export function pairLocals(names: readonly string[]): string {
  return [0, 1].map((g) => names.map((name) => `(local $${name}${g} v128)`).join(" ")).join("\n    ");
}

/** Locals of both groups. */
export const PAIR_LOCALS: string = Array.from({ length: SHARED }, (_, k) => `(local $shared${k} v128)`).join(" ") +
  "\n    " +
  [0, 1].map((g) => VECTORS.map((name) => `(local $${name}${g} v128)`).join(" ") + ` (local $offset${g} i32)`)
    .join("\n    ");

/** A bit for each of the eight neurons, from a local of both groups. */
export function bitsOf(local: string): string {
  return `(i32.or (i32x4.bitmask ${get(`${local}0`)}) (i32.shl (i32x4.bitmask ${get(`${local}1`)}) (i32.const 4)))`;
}
