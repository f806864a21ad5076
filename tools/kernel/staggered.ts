/**
 * The update kernel of the staggered method: as that of exponential Euler (update.ts), but one after the other:
 *
 *     g      ← g + count × weight
 *     gates  advance over lag + dt / 2 with the present potential; their lag is dt / 2 from then on
 *     v      advances with the new gates and the conductances at mid-step, g e^(-dt / 2τ); linear in v
 *     g      ← g e^(-dt / τ)
 *
 * Each neuron's lag is kept as the offset of the gate table for its next step, so it costs a load and no choice.
 *
 * @module
 */

import { BLOCK, LAGGED_BLOCK_BYTES, MINIMUM_PAGES } from "../../engine/layout.ts";
import { type Arithmetic, constant, mul } from "./expressions.ts";
import {
  arrived,
  conductanceStage,
  countStage,
  currentStage,
  gateStages,
  type Group,
  groupOf,
  rowStage,
  type Rule,
  RULES,
  ZERO,
} from "./group.ts";
import { pipelined } from "./pair.ts";
import { secondHalf, updateOver } from "./update.ts";

/** Sets gE and gI to their values at mid-step; what is stored has decayed over the whole step. */
function synapseStage(group: Group): string[] {
  const { at, to, l, let_, fma } = group;
  const grown = (which: "E" | "I") =>
    let_(`g${which}`, fma(arrived(group, which), constant(`weight${which}`), at(BLOCK[`g${which}`])));
  const decayed = (which: "E" | "I") =>
    to(BLOCK[`g${which}`], fma(l(`g${which}`), constant(`decay${which}`), constant("floor")));
  const middle = (which: "E" | "I") => let_(`g${which}`, mul(l(`g${which}`), constant(`half${which}`)));
  return [
    ...countStage(group),
    grown("E"),
    grown("I"),
    decayed("E"),
    decayed("I"),
    middle("E"),
    middle("I"),
  ];
}

/** The stages of a whole step of a group, up to the current; `synapses` sets gE and gI as synapseStage does. */
export function firstHalf(group: Group, synapses: string[] = synapseStage(group)): string[][] {
  const { at, to } = group;
  return [
    [...rowStage(group, at(BLOCK.lag)), to(BLOCK.lag, ZERO)],
    ...gateStages(group, "new"),
    synapses,
    conductanceStage(group),
    currentStage(group, "linear"),
  ];
}

function staggeredFunction(rule: Rule, arithmetic: Arithmetic): string {
  const body = pipelined(
    (g) => firstHalf(groupOf(g, LAGGED_BLOCK_BYTES, arithmetic, "first")),
    (g) => secondHalf(groupOf(g, LAGGED_BLOCK_BYTES, arithmetic, "second"), rule),
  );
  return updateOver(`update_staggered_${rule}`, LAGGED_BLOCK_BYTES, body);
}

/** The module with a kernel for each spike rule. */
export function staggeredModule(arithmetic: Arithmetic): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${RULES.map((rule) => staggeredFunction(rule, arithmetic)).join("\n")})`;
}
