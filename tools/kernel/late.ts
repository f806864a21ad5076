/**
 * Late spikes: what kernels have where spikes have times between the steps (`substepped_interpolated`; its equations are in
 * reference/substepped_interpolated.ts). It is the time of a crossing, what spikes have lost by the time they arrive, and the
 * charge that they carry late.
 *
 * Lags are fractions of the time step here. A spike's share 1 - x is an integer from 0 to 65535, in units of its largest
 * value, so that sums of shares do not depend on the order of spikes either: a 64-bit word per neuron, excitatory spikes'
 * sum in its lower half and inhibitory spikes' in its upper half.
 *
 * @module
 */

import { ACTIVE } from "../../engine/active_cells.ts";
import { LATE, SHARES } from "../../engine/late_spikes.ts";
import { BLOCK } from "../../engine/layout.ts";
import { constant, div, get, lanes, mul, plus, scalar, set, sub } from "./expressions.ts";
import { arrived, countStage, type Group, ZERO } from "./group.ts";

/** Whether spikes are late: those of a method that interpolates their times. */
export interface Lateness {
  /** Whether they are. */
  readonly isLate: boolean;
}

/** A word of the thread. */
const word = (address: number): string => `(i32.load offset=${address} (i32.const 0))`;

/** Address of the lag of the spike at this place in a list. */
export const lagOf = (place: string): string => plus(place, word(LATE.toLags));

/** Address of the sums of a neuron's shares, from that of its count. */
const sumsOf = (count: string, toSums: string): string => plus(`(i32.shl ${count} (i32.const 1))`, toSums);

/** Locals of an update kernel. */
export const LATE_LOCALS: string = `
    (local $sums i32) (local $remaining v128)
    ${
  [0, 1].flatMap((g) => ["low", "high", "sumE", "sumI", "ratio", "crossed"].map((name) => `(local $${name}${g} v128)`))
    .join(" ")
}`;

/** Sets $sums to where the sums of the neurons at $counts begin. */
export const findSums: string = set("sums", sumsOf(get("counts"), word(LATE.toSums)));

/** Loads the sums of shares as floats, into `sumE` and `sumI`, and clears them. */
function sumStage({ number, l, let_ }: Group): string[] {
  const offset = 32 * number;
  const sum = (choice: readonly [number, number, number, number]) =>
    `(f32x4.convert_i32x4_u ${lanes(choice, l("low"), l("high"))})`;
  return [
    let_("low", `(v128.load offset=${offset} ${get("sums")})`),
    let_("high", `(v128.load offset=${offset + 16} ${get("sums")})`),
    `(v128.store offset=${offset} ${get("sums")} ${ZERO})`,
    `(v128.store offset=${offset + 16} ${get("sums")} ${ZERO})`,
    let_("sumE", sum([0, 2, 4, 6])),
    let_("sumI", sum([1, 3, 5, 7])),
  ];
}

/** As synapseStage (staggered.ts), of spikes that are late. */
export function lateSynapseStage(group: Group): string[] {
  const { at, to, l, let_, fma, fnma } = group;
  const each = (statement: (which: "E" | "I") => string) => [statement("E"), statement("I")];
  return [
    ...countStage(group),
    ...sumStage(group),
    ...each((which) => {
      const left = fnma(l(`sum${which}`), constant(`share${which}`), arrived(group, which));
      return let_(`g${which}`, fma(left, constant(`weight${which}`), at(BLOCK[`g${which}`])));
    }),
    ...each((which) => to(BLOCK[`g${which}`], fma(l(`g${which}`), constant(`decay${which}`), constant("floor")))),
    ...each((which) => let_(`sum${which}`, mul(l(`sum${which}`), constant(`late${which}`)))),
    ...each((which) => let_(`g${which}`, fma(l(`g${which}`), constant(`half${which}`), l(`sum${which}`)))),
  ];
}

/** Sets `ratio`, what is left of the (sub-)step from the crossing of the threshold on, and `crossed`: whether there is one. */
function crossing({ l, let_ }: Group): string[] {
  return [
    let_("crossed", `(v128.and (f32x4.lt ${l("w")} ${ZERO}) (f32x4.ge ${l("new")} ${ZERO}))`),
    let_("ratio", div(l("new"), sub(l("new"), l("w")))),
  ];
}

/** Stores the lag of neurons that fire after a whole step. */
export function lagStage(group: Group): string[] {
  const { to, l } = group;
  return [
    ...crossing(group),
    to(BLOCK.spikeLag, `(v128.and (v128.and ${l("ratio")} ${l("crossed")}) ${l("fires")})`),
  ];
}

/** Sets $remaining to the sub-steps that follow this one, when $left are left with it. */
export const countRemaining: string = set(
  "remaining",
  `(f32x4.splat (f32.convert_i32_s (i32.sub ${get("left")} (i32.const 1))))`,
);

/** Adds the late conductances of active cells to those of mid-sub-step. */
export function lateConductanceStage({ at, l, let_ }: Group): string[] {
  return (["E", "I"] as const).map((which) =>
    let_(`g${which}`, `(f32x4.add ${l(`g${which}`)} ${at(ACTIVE[`late${which}`])})`)
  );
}

/** Keeps the lag of active cells that cross the threshold in this sub-step. */
export function subStepLagStage(group: Group): string[] {
  const { at, to, l, let_ } = group;
  return [
    ...crossing(group),
    let_("ratio", mul(`(f32x4.add ${l("ratio")} ${get("remaining")})`, constant("subStep"))),
    to(ACTIVE.spikeLag, `(v128.bitselect ${l("ratio")} ${at(ACTIVE.spikeLag)} ${l("crossed")})`),
  ];
}

/** Share of the spikes that arrive at neuron $k of the chunk, as a float. */
export const sumAt = (which: "E" | "I"): string =>
  `(f32.convert_i32_u (i32.load offset=${which === "E" ? 0 : 4} ${
    plus(get("sums"), `(i32.shl ${get("k")} (i32.const 3))`)
  }))`;

/** Gives the active cell at $to what arrives late at neuron $k, and no lag as yet. */
export const gatherLate: string =
  (["E", "I"] as const).map((which) =>
    `(f32.store offset=${ACTIVE[`late${which}`]} ${get("to")} (f32.mul ${scalar(`late${which}`)} ${sumAt(which)}))`
  ).join("\n          ") + `
          (i32.store offset=${ACTIVE.spikeLag} ${get("to")} (i32.const 0))`;

/** Spikes that arrive, less what they have lost, given their number as a float. */
export const lessLost = (which: "E" | "I", count: string): string =>
  `(f32.sub ${count} (f32.mul ${scalar(`share${which}`)} ${sumAt(which)}))`;

/** Locals of a delivery kernel. */
export const LATE_DELIVERY_LOCALS =
  "(local $toSums i32) (local $chord i32) (local $lag f32) (local $share f32) (local $shares i64)";

/** Start of a delivery kernel. */
export const beginLate: string = set("toSums", word(LATE.toSums));

/**
 * Sets $shares to the share of the spike at $list, where it is to be added: from a table, linear between entries, of $neuron
 * excitatory or inhibitory.
 */
export const shareOfSpike: string = `
          ${set("lag", `(f32.mul (f32.load ${lagOf(get("list"))}) (f32.const ${SHARES}))`)}
          ${set("chord", `(i32.trunc_sat_f32_u ${get("lag")})`)}
          (if (i32.ge_u ${get("chord")} (i32.const ${SHARES})) (then ${set("chord", `(i32.const ${SHARES - 1})`)}))
          ${set("lag", `(f32.sub ${get("lag")} (f32.convert_i32_u ${get("chord")}))`)}
          ${
  set(
    "chord",
    plus(
      `(i32.shl ${get("chord")} (i32.const 2))`,
      `(select (i32.const 0) (i32.const ${4 * (SHARES + 1)}) (i32.lt_u ${get("neuron")} ${get("excitatory")}))`,
    ),
  )
}
          ${set("share", `(f32.load offset=${LATE.shares} ${get("chord")})`)}
          ${
  set(
    "share",
    `(f32.add ${get("share")} (f32.mul ${get("lag")} (f32.sub (f32.load offset=${LATE.shares + 4} ${get("chord")}) ${
      get("share")
    })))`,
  )
}
          ${
  set(
    "shares",
    `(i64.shl (i64.trunc_sat_f32_u (f32.add ${get("share")} (f32.const 0.5)))
            (select (i64.const 0) (i64.const 32) (i32.lt_u ${get("neuron")} ${get("excitatory")})))`,
  )
}`;

/** Adds the share at the target whose count is at $at; $at is lost. */
export const arriveLate: string = `
          ${set("at", sumsOf(get("at"), get("toSums")))}
          (i64.store ${get("at")} (i64.add (i64.load ${get("at")}) ${get("shares")}))`;
