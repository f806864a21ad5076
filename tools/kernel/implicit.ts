/**
 * The update kernel of implicit Euler, as reference/implicit_euler.ts has it: one step of eight neurons per iteration.
 *
 *     g      ← g + count × weight
 *     w      ← w + j / (1 + y), with y and j of the old gates and of g: backward Euler, the current linear in v
 *     gates  advance over dt at the new potential
 *     g      ← g e^(-dt / τ)
 *
 * A division stands in the place of the relaxation of exponential Euler (group.ts). The chain of dependent operations is that
 * division and the row of the table behind it, so the first half of a pair's step ends with y and j, and its gates are in
 * the second half.
 *
 * @module
 */

import { BLOCK, BLOCK_BYTES, MINIMUM_PAGES } from "../../engine/layout.ts";
import { add, type Arithmetic, constant, div } from "./expressions.ts";
import {
  arrived,
  conductanceStage,
  countStage,
  currentStage,
  gateStages,
  type Group,
  groupOf,
  rowOf,
  type Rule,
  RULES,
  spikeStage,
} from "./group.ts";
import { PAIR_LOCALS, pairLocals, pipelined } from "./pair.ts";
import { updateOver } from "./update.ts";

/** Gates of the second half, whose names the first half has for its own. */
const GATES = ["gates0", "gates1", "gates2", "gates3"];

/** Statements of the first half for each of the second. */
const EVERY = 1;

/** The group with other names for its gates, so that both halves can have some. */
function withOwnGates(group: Group): Group {
  const own = (local: string) => /^x\d$/.test(local) ? GATES[Number(local[1])] : local;
  return { ...group, l: (local) => group.l(own(local)), let_: (local, value) => group.let_(own(local), value) };
}

/** Sets y and j from the old gates, and the conductances with what has arrived; what is stored of these has decayed. */
function firstHalf(group: Group): string[][] {
  const { at, to, l, let_, fma } = group;
  const grown = (which: "E" | "I") =>
    let_(`g${which}`, fma(arrived(group, which), constant(`weight${which}`), at(BLOCK[`g${which}`])));
  const decayed = (which: "E" | "I") =>
    to(BLOCK[`g${which}`], fma(l(`g${which}`), constant(`decay${which}`), constant("floor")));
  return [
    [let_("w", at(BLOCK.v)), ...[0, 1, 2, 3].map((k) => let_(`x${k}`, at(BLOCK.gates + 16 * k)))],
    [...countStage(group), grown("E"), grown("I"), decayed("E"), decayed("I")],
    conductanceStage(group),
    currentStage(group, "linear"),
  ];
}

/** The potential, the gates that follow it, and the spike. */
function secondHalf(group: Group, rule: Rule): string[][] {
  const { to, l, let_ } = group;
  return [
    [let_("new", add(l("w"), div(l("j"), add(l("y"), constant("one"))))), to(BLOCK.v, l("new"))],
    rowOf(group, "new"),
    ...gateStages(withOwnGates(group), "old"),
    spikeStage(group, rule),
  ];
}

function implicitFunction(rule: Rule, arithmetic: Arithmetic): string {
  const body = pipelined(
    (g) => firstHalf(groupOf(g, BLOCK_BYTES, arithmetic, "first")),
    (g) => secondHalf(groupOf(g, BLOCK_BYTES, arithmetic, "second"), rule),
    EVERY,
  );
  return updateOver(`update_implicit_${rule}`, BLOCK_BYTES, body, `${PAIR_LOCALS}\n    ${pairLocals(GATES)}`);
}

/** The module with a kernel for each spike rule. */
export function implicitModule(arithmetic: Arithmetic): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${RULES.map((rule) => implicitFunction(rule, arithmetic)).join("\n")})`;
}
