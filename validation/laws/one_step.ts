/**
 * One step of a cell in closed form, written again for the laws: each variable relaxes towards x∞ with its rate, and is
 * x∞ + (x - x∞) e^(-rate h) after h [ms], or by backward Euler x∞ + (x - x∞) / (1 + rate h). The engines' own code is nowhere
 * used. Fehlberg 4(5) is in fehlberg.ts.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../../model/kinetics.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { ACTIVE_ABOVE } from "../../model/methods.ts";
import type { CellState } from "./cells.ts";
import { fehlbergStep } from "./fehlberg.ts";
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

/** The part of the way to its resting value that a variable covers in z = rate × time. */
type Covered = (z: number) => number;

/** Of the exact solution. */
const exactly: Covered = (z) => -Math.expm1(-z);

/** Of backward Euler. */
const backwards: Covered = (z) => z / (1 + z);

/** v after h [ms] with these gates; gE and gI [nS] act, as an inward current at `frozenAt` [mV] where that is given. */
function potentialAfter(
  h: number,
  v: number,
  { m, h: inactivation, n }: Gates,
  { gE, gI }: Pick<CellState, "gE" | "gI">,
  { parameters: p, current }: NetworkSpec,
  { frozenAt, covered = exactly }: { readonly frozenAt?: number | undefined; readonly covered?: Covered } = {},
): number {
  const sodium = p.gNa * m ** 3 * inactivation, potassium = p.gK * n ** 4;
  let total = p.gL + sodium + potassium, pull = p.gL * p.eL + sodium * p.eNa + potassium * p.eK + current;
  if (frozenAt === undefined) {
    total += gE + gI;
    pull += gE * p.eE + gI * p.eI;
  } else pull += gE * (p.eE - frozenAt) + gI * (p.eI - frozenAt);
  if (total === 0) return v + h * pull / p.cM;
  return v + (pull / total - v) * covered(total * h / p.cM);
}

/** A cell before or after a step. */
export interface Cell extends CellState {
  /** How far the gates are behind v [ms]. */
  readonly gateLag: number;
  /** From the last crossing of the threshold in the step to the step's end [ms], to schemes that interpolate; else 0. */
  readonly spikeLag: number;
  /** Sub-step that the next step tries first [ms], of adaptive schemes; else 0. */
  readonly stepSize: number;
}

/** Arrivals at a cell in a step. */
export interface Input {
  /** Conductances that arriving spikes add [nS]. */
  readonly jumpE: number;
  readonly jumpI: number;
  /** Charge per mV that arriving spikes should have carried before the step, as a mean conductance over it [nS]. */
  readonly lateE: number;
  readonly lateI: number;
}

/** No input. */
export const SILENCE: Input = { jumpE: 0, jumpI: 0, lateE: 0, lateI: 0 };

/** A cell after one step of dt [ms]. */
export function oneStep(
  scheme: Scheme,
  spec: NetworkSpec,
  dt: number,
  before: CellState & Partial<Cell>,
  input: Input = SILENCE,
): Cell {
  switch (scheme.kind) {
    case "leapfrog":
      return staggeredStep(scheme, spec, dt, before, input);
    case "adaptive":
      return { ...fehlbergStep(spec, dt, { ...before, ...grown(before, input) }), gateLag: 0, spikeLag: 0 };
    default:
      return eulerStep(scheme, spec, dt, before, input);
  }
}

/** The conductances with what arrives. */
function grown({ gE, gI }: CellState, { jumpE, jumpI }: Input): Pick<CellState, "gE" | "gI"> {
  return { gE: gE + jumpE, gI: gI + jumpI };
}

/** Exponential Euler, and NEURON's implicit one: it solves v backwards, and its gates see the new v. */
function eulerStep(scheme: Scheme, spec: NetworkSpec, dt: number, before: CellState, input: Input): Cell {
  const { parameters: { tauE, tauI, vT } } = spec, isImplicit = scheme.kind === "implicit Euler";
  const { order, current } = synapsesOf(scheme, spec);
  const decayE = Math.exp(-dt / tauE), decayI = Math.exp(-dt / tauI);
  const all = grown(before, input);
  const after = order === "decay-add-use"
    ? { gE: before.gE * decayE + input.jumpE, gI: before.gI * decayI + input.jumpI }
    : { gE: all.gE * decayE, gI: all.gI * decayI };
  const inForce = order === "add-use-decay" ? all : after;
  const v = potentialAfter(dt, before.v, before, inForce, spec, {
    frozenAt: current === "frozen" ? before.v : undefined,
    covered: isImplicit ? backwards : exactly,
  });
  const gates = gatesAfter(dt, isImplicit ? v : before.v, vT, before);
  return { ...after, ...gates, v, gateLag: 0, spikeLag: 0, stepSize: 0 };
}

function staggeredStep(
  { subSteps, isInterpolated }: Scheme,
  spec: NetworkSpec,
  dt: number,
  before: CellState & Partial<Cell>,
  { jumpE, jumpI, lateE, lateI }: Input,
): Cell {
  const { parameters: { tauE, tauI, vT }, spike: { threshold } } = spec;
  const after = (t: number) => ({
    gE: (before.gE + jumpE) * Math.exp(-t / tauE),
    gI: (before.gI + jumpI) * Math.exp(-t / tauI),
  });
  const count = before.v > vT + ACTIVE_ABOVE ? subSteps : 1, h = dt / count;
  let { v, gateLag = 0 } = before, gates: Gates = before, spikeLag = 0;
  for (let s = 0; s < count; s++) {
    gates = gatesAfter(gateLag + h / 2, v, vT, gates);
    gateLag = h / 2;
    const { gE, gI } = after((s + 0.5) * h), old = v;
    v = potentialAfter(h, old, gates, { gE: gE + lateE, gI: gI + lateI }, spec);
    const isCrossing = isInterpolated && old < threshold && v >= threshold;
    if (isCrossing) spikeLag = (count - 1 - s) * h + h * (v - threshold) / (v - old);
  }
  return { ...after(dt), m: gates.m, h: gates.h, n: gates.n, v, gateLag, spikeLag, stepSize: 0 };
}
