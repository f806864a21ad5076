/**
 * The steps of NEURON and NEST once more, in short, made to be broken. Right as they stand; a fault changes one thing.
 *
 * @module
 */

import * as kinetics from "../../model/kinetics.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import type { Cell, OtherStep } from "./specimen.ts";

/** Faults of NEURON's step; everything that is left out is right. */
export interface ImplicitFault {
  /** The potential at which the gates advance. */
  readonly gatesAt?: (old: number, v: number) => number;
  /** Whether the gates advance before the potential does. */
  readonly gatesFirst?: boolean;
  /** The new potential, from the old one, its slope f [mV/ms] and its rate G / cM [1/ms]. */
  readonly solve?: (v: number, f: number, rate: number, dt: number) => number;
  /** Whether the rate lacks the synapses. */
  readonly isSynapseExplicit?: boolean;
  /** The conductance that acts, of the old one and what it decays to. */
  readonly acting?: (g: number, decayed: number) => number;
  /** The part of the step over which the gates advance. */
  readonly gateSpan?: number;
  /** What a conductance is multiplied by in a step. */
  readonly decay?: (dt: number, tau: number) => number;
}

/** Backward Euler. */
const backwards = (v: number, f: number, rate: number, dt: number): number => v + f / (1 / dt + rate);

/** The fixed step of NEURON. */
export function implicitEuler(fault: ImplicitFault = {}): OtherStep {
  const { gatesAt = (_, v) => v, solve = backwards, acting = (g) => g, gateSpan = 1 } = fault;
  const { decay = (dt, tau) => Math.exp(-dt / tau) } = fault;
  return {
    method: "implicit_euler",
    advance(cell, { parameters: p, current }, dt) {
      const old = cell.v, decayedE = cell.gE * decay(dt, p.tauE), decayedI = cell.gI * decay(dt, p.tauI);
      const gE = acting(cell.gE, decayedE), gI = acting(cell.gI, decayedI);
      if (fault.gatesFirst) relaxGates(cell, old - p.vT, gateSpan * dt);
      const sodium = p.gNa * cell.m ** 3 * cell.h, potassium = p.gK * cell.n ** 4;
      const f = p.gL * (p.eL - old) + sodium * (p.eNa - old) + potassium * (p.eK - old) +
        gE * (p.eE - old) + gI * (p.eI - old) + current;
      const rate = p.gL + sodium + potassium + (fault.isSynapseExplicit ? 0 : gE + gI);
      cell.v = solve(old, f / p.cM, rate / p.cM, dt);
      if (!fault.gatesFirst) relaxGates(cell, gatesAt(old, cell.v) - p.vT, gateSpan * dt);
      cell.gE = decayedE;
      cell.gI = decayedI;
    },
  };
}

function relaxGates(cell: Cell, u: number, span: number): void {
  const { alphaM, betaM, alphaH, betaH, alphaN, betaN } = kinetics;
  for (const [gate, alpha, beta] of [["m", alphaM, betaM], ["h", alphaH, betaH], ["n", alphaN, betaN]] as const) {
    const steady = kinetics.steadyState(alpha(u), beta(u));
    cell[gate] = steady + (cell[gate] - steady) * Math.exp(-(alpha(u) + beta(u)) * span);
  }
}

/** Faults of NEST's step; everything that is left out is right. */
export interface AdaptiveFault {
  /** Largest error of each variable. */
  readonly tolerance?: number;
  /** Error, in tolerances, above which a sub-step is tried again. */
  readonly reject?: number;
  /** Error, in tolerances, below which the next sub-step is longer. */
  readonly lengthen?: number;
  /** Largest change of a sub-step. */
  readonly grow?: number;
  /** Smallest change of a sub-step. */
  readonly shrink?: number;
  /** Factor of every change. */
  readonly safety?: number;
  /** Order in the exponent for a longer sub-step. */
  readonly longerOrder?: number;
  /** Whether the solution of order 4 is kept. */
  readonly keepsFourth?: boolean;
  /** Variables whose errors count, of v, m, h, n, gE, gI. */
  readonly watched?: readonly number[];
  /** Whether errors are relative to the variables, too. */
  readonly isRelative?: boolean;
  /** Whether each step begins with a sub-step of dt. */
  readonly forgets?: boolean;
  /** Whether a sub-step that was cut at the end of the step leaves the step size as it was. */
  readonly keepsUncut?: boolean;
  /** Whether a sub-step with an infinite slope at its end is tried again. */
  readonly refusesExplosions?: boolean;
  /** Whether conductances stand still in the step, and decay after it. */
  readonly decaysApart?: boolean;
}

const STAGES = [
  [],
  [1 / 4],
  [3 / 32, 9 / 32],
  [1932 / 2197, -7200 / 2197, 7296 / 2197],
  [439 / 216, -8, 3680 / 513, -845 / 4104],
  [-8 / 27, 2, -3544 / 2565, 1859 / 4104, -11 / 40],
];
const FIFTH = [16 / 135, 0, 6656 / 12825, 28561 / 56430, -9 / 50, 2 / 55];
const FOURTH = [25 / 216, 0, 1408 / 2565, 2197 / 4104, -1 / 5, 0];

function slopesOf(
  [v, m, h, n, gE, gI]: readonly number[],
  { parameters: p, current }: NetworkSpec,
  decays: boolean,
): number[] {
  const u = v - p.vT, { alphaM, betaM, alphaH, betaH, alphaN, betaN } = kinetics;
  const inward = p.gL * (p.eL - v) + p.gNa * m ** 3 * h * (p.eNa - v) + p.gK * n ** 4 * (p.eK - v);
  return [
    (inward + gE * (p.eE - v) + gI * (p.eI - v) + current) / p.cM,
    alphaM(u) - (alphaM(u) + betaM(u)) * m,
    alphaH(u) - (alphaH(u) + betaH(u)) * h,
    alphaN(u) - (alphaN(u) + betaN(u)) * n,
    decays ? -gE / p.tauE : 0,
    decays ? -gI / p.tauI : 0,
  ];
}

/** Both solutions of a sub-step of h [ms]. */
function subStep(y: readonly number[], h: number, slopes: (y: readonly number[]) => number[]) {
  const k: number[][] = [];
  const at = (row: readonly number[]) => y.map((x, i) => x + h * row.reduce((sum, w, s) => sum + w * k[s][i], 0));
  for (const row of STAGES) k.push(slopes(at(row)));
  const errors = y.map((_, i) => h * k.reduce((sum, slope, s) => sum + (FIFTH[s] - FOURTH[s]) * slope[i], 0));
  return { fifth: at(FIFTH), fourth: at(FOURTH), errors };
}

/** The adaptive step of NEST. */
export function fehlberg(fault: AdaptiveFault = {}): OtherStep {
  const { tolerance = 1e-3, reject = 1.1, lengthen = 0.5, grow = 5, shrink = 0.2, safety = 0.9, longerOrder = 6 } =
    fault;
  const { watched = [0, 1, 2, 3, 4, 5], decaysApart = false } = fault;
  return {
    method: "adaptive_rkf45",
    advance(cell, spec, dt) {
      const slopes = (y: readonly number[]) => slopesOf(y, spec, !decaysApart);
      let y = [cell.v, cell.m, cell.h, cell.n, cell.gE, cell.gI], size = fault.forgets ? dt : cell.stepSize;
      for (let t = 0, h = Math.min(size, dt), isLast = size > dt; t < dt;) {
        const { fifth, fourth, errors } = subStep(y, h, slopes), slopesAtEnd = slopes(fifth);
        let worst = 0;
        for (const i of watched) {
          if (!fault.refusesExplosions && !Number.isFinite(0 * fifth[i] + 0 * h * slopesAtEnd[i])) continue;
          const error = Math.abs(errors[i]) / (tolerance * (1 + (fault.isRelative ? Math.abs(fifth[i]) : 0)));
          if (error > worst || fault.refusesExplosions && Number.isNaN(error)) worst = error;
        }
        if (worst > reject || Number.isNaN(worst) && h > 1e-9) {
          h *= Number.isNaN(worst) ? shrink : Math.max(safety * worst ** (-1 / 5), shrink);
          isLast = false;
          continue;
        }
        const longer = worst < lengthen ? h * Math.max(1, Math.min(grow, safety * worst ** (-1 / longerOrder))) : h;
        size = isLast && fault.keepsUncut ? Math.max(size, longer) : longer;
        y = fault.keepsFourth ? fourth : fifth;
        t = isLast ? dt : t + h;
        h = Math.min(size, dt - t);
        isLast = size > dt - t;
      }
      [cell.v, cell.m, cell.h, cell.n, cell.gE, cell.gI] = y;
      cell.stepSize = size;
      if (!decaysApart) return;
      cell.gE *= Math.exp(-dt / spec.parameters.tauE);
      cell.gI *= Math.exp(-dt / spec.parameters.tauI);
    },
  };
}
