/**
 * Two groups of four neurons side by side: their statements alternate, so that one group's arithmetic hides the other's
 * latency.
 *
 * @module
 */

import { get, set } from "./expressions.ts";

/** The statements of both groups in turn. */
export function alternating(stages: (group: 0 | 1) => readonly (readonly string[])[]): string {
  const first = stages(0).flat(), second = stages(1).flat();
  return first.flatMap((statement, k) => withSharedConstants([statement, second[k]])).join("\n      ");
}

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
  ..."ionic total j q r new left fires before".split(" "),
];

/** Locals of both groups. */
export const PAIR_LOCALS: string = Array.from({ length: SHARED }, (_, k) => `(local $shared${k} v128)`).join(" ") +
  "\n    " +
  [0, 1].map((g) => VECTORS.map((name) => `(local $${name}${g} v128)`).join(" ") + ` (local $offset${g} i32)`)
    .join("\n    ");

/** A bit for each of the eight neurons, from a local of both groups. */
export function bitsOf(local: string): string {
  return `(i32.or (i32x4.bitmask ${get(`${local}0`)}) (i32.shl (i32x4.bitmask ${
    get(`${local}1`)
  }) (i32.const 4)))`;
}
