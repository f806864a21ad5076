/**
 * One step of a cell in closed form, written again for the laws: each variable relaxes towards x∞ with its rate, and is
 * x∞ + (x - x∞) e^(-rate h) after h [ms]. The engines' own code is nowhere used.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../model/kinetics.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { ACTIVE_ABOVE } from "../model/staggering.ts";
import type { CellState } from "./cells.ts";
import { type Scheme, synapsesOf } from "./scheme.ts";

type Gates = Pick<CellState, "m" | "h" | "n">;

/** The gates after h [ms] at potential v [mV]. */
function gatesAfter(h: number, v: number, vT: number, gates: Gates): Gates {
  const u = v - vT;
  const relaxed = (x: number, alpha: number, beta: number) => {
    const left = Math.exp(-(alpha + beta) * h);
    return x * left + (1 - left) * alpha / (alpha + beta);
  };
  return {
    m: relaxed(gates.m, alphaM(u), betaM(u)),
    h: relaxed(gates.h, alphaH(u), betaH(u)),
    n: relaxed(gates.n, alphaN(u), betaN(u)),
  };
}

/** v after h [ms] with these gates; gE and gI [nS] act, as an inward current at `frozenAt` [mV] where that is given. */
function potentialAfter(
  h: number,
  v: number,
  { m, h: inactivation, n }: Gates,
  { gE, gI }: Pick<CellState, "gE" | "gI">,
  { parameters: p, current }: NetworkSpec,
  frozenAt?: number,
): number {
  const sodium = p.gNa * m ** 3 * inactivation, potassium = p.gK * n ** 4;
  let total = p.gL + sodium + potassium, pull = p.gL * p.eL + sodium * p.eNa + potassium * p.eK + current;
  if (frozenAt === undefined) {
    total += gE + gI;
    pull += gE * p.eE + gI * p.eI;
  } else pull += gE * (p.eE - frozenAt) + gI * (p.eI - frozenAt);
  if (total === 0) return v + h * pull / p.cM;
  return v + (pull / total - v) * -Math.expm1(-total * h / p.cM);
}

/** A cell after one step of dt [ms] in which no spike arrives; the gates of `before` are not behind v. */
export function oneStep(scheme: Scheme, spec: NetworkSpec, dt: number, before: CellState): CellState {
  const { parameters: { tauE, tauI, vT } } = spec;
  const decayed = (h: number) => ({ gE: before.gE * Math.exp(-h / tauE), gI: before.gI * Math.exp(-h / tauI) });
  const after = decayed(dt);
  if (scheme.kind === "staggered") {
    const subSteps = before.v > vT + ACTIVE_ABOVE ? scheme.subSteps : 1, h = dt / subSteps;
    let v = before.v, gates: Gates = before;
    for (let s = 0; s < subSteps; s++) {
      gates = gatesAfter(s === 0 ? h / 2 : h, v, vT, gates);
      v = potentialAfter(h, v, gates, decayed((s + 0.5) * h), spec);
    }
    return { ...after, ...gates, v };
  }
  const { order, current } = synapsesOf(scheme, spec);
  const inForce = order === "add-use-decay" ? before : after;
  const v = potentialAfter(dt, before.v, before, inForce, spec, current === "frozen" ? before.v : undefined);
  return { ...after, ...gatesAfter(dt, before.v, vT, before), v };
}
