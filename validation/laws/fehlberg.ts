/**
 * Fehlberg 4(5) with NEST's step control, and a solution far closer than its tolerance, written again for the laws: the
 * engines' own code is nowhere used.
 *
 * Source: Fehlberg 1969, NASA TR R-315, table III; GNU Scientific Library 1.15, ode-initval: control and evolution.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../../model/kinetics.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import type { CellState } from "./cells.ts";

/** v, m, h, n, gE, gI. */
type Vector = readonly number[];

const STAGES: readonly Vector[] = [
  [],
  [1 / 4],
  [3 / 32, 9 / 32],
  [1932 / 2197, -7200 / 2197, 7296 / 2197],
  [439 / 216, -8, 3680 / 513, -845 / 4104],
  [-8 / 27, 2, -3544 / 2565, 1859 / 4104, -11 / 40],
];
const FIFTH: Vector = [16 / 135, 0, 6656 / 12825, 28561 / 56430, -9 / 50, 2 / 55];
const FOURTH: Vector = [25 / 216, 0, 1408 / 2565, 2197 / 4104, -1 / 5, 0];

/** Largest error of a sub-step that is accepted, in mV, 1 and nS: the tolerance of the control and its margin. */
export const ACCEPTED_ERROR = 1.1e-3;

function vectorOf({ v, m, h, n, gE, gI }: CellState): Vector {
  return [v, m, h, n, gE, gI];
}

function cellOf([v, m, h, n, gE, gI]: Vector): CellState {
  return { v, m, h, n, gE, gI };
}

/** Derivatives of the variables by time [1/ms]. */
function derivatives({ parameters: p, current }: NetworkSpec, [v, m, h, n, gE, gI]: Vector): Vector {
  const u = v - p.vT;
  const outward = p.gL * (v - p.eL) + p.gNa * m ** 3 * h * (v - p.eNa) + p.gK * n ** 4 * (v - p.eK) +
    gE * (v - p.eE) + gI * (v - p.eI);
  return [
    (current - outward) / p.cM,
    alphaM(u) * (1 - m) - betaM(u) * m,
    alphaH(u) * (1 - h) - betaH(u) * h,
    alphaN(u) * (1 - n) - betaN(u) * n,
    -gE / p.tauE,
    -gI / p.tauI,
  ];
}

/** y + h Σ weights × slopes. */
function moved(y: Vector, h: number, weights: Vector, slopes: readonly Vector[]): Vector {
  return y.map((x, i) => x + h * weights.reduce((sum, weight, s) => sum + weight * slopes[s][i], 0));
}

/** A sub-step of h [ms], and its largest error in tolerances. */
function attempt(spec: NetworkSpec, y: Vector, h: number): { readonly end: Vector; readonly error: number } {
  const slopes: Vector[] = [];
  for (const row of STAGES) slopes.push(derivatives(spec, moved(y, h, row, slopes)));
  const end = moved(y, h, FIFTH, slopes), atEnd = derivatives(spec, end);
  const difference = moved(y.map(() => 0), h, FIFTH.map((weight, s) => weight - FOURTH[s]), slopes);
  // The library multiplies the end and its slope by a relative tolerance of 0: an infinite slope hides the error.
  const errors = difference.map((e, i) => Math.abs(e) / (1e-3 + 0 * Math.abs(end[i]) + 0 * Math.abs(h * atEnd[i])));
  return { end, error: errors.reduce((most, error) => error > most ? error : most, 2 ** -1022) };
}

/** A cell after a step of dt [ms] whose first sub-step is stepSize, or what is left of dt. */
export function fehlbergStep(
  spec: NetworkSpec,
  dt: number,
  before: CellState & { readonly stepSize?: number },
): CellState & { readonly stepSize: number } {
  let y = vectorOf(before), t = 0, { stepSize = dt } = before;
  while (t < dt) {
    let h = Math.min(stepSize, dt - t), isLast = stepSize > dt - t, { end, error } = attempt(spec, y, h);
    while (error > 1.1) {
      h *= Math.max(0.9 * error ** (-1 / 5), 0.2);
      isLast = false;
      ({ end, error } = attempt(spec, y, h));
    }
    stepSize = error < 0.5 ? h * Math.max(1, Math.min(5, 0.9 * error ** (-1 / 6))) : h;
    y = end;
    t = isLast ? dt : t + h;
  }
  return { ...cellOf(y), stepSize };
}

/** Classical Runge–Kutta steps per time in which the fastest variable relaxes: their error is 1e-7 of the way. */
const STEPS_PER_TIME = 25;

/** A cell after dt [ms], far closer than the tolerance: by classical Runge–Kutta steps that are short for its fastest rate. */
export function tightStep(spec: NetworkSpec, dt: number, before: CellState): CellState {
  const { parameters: p } = spec;
  let y = vectorOf(before);
  for (let t = 0; t < dt;) {
    const [v, m, h, n, gE, gI] = y, u = v - p.vT;
    const fastest = Math.max(
      (p.gL + p.gNa * m ** 3 * h + p.gK * n ** 4 + gE + gI) / p.cM,
      alphaM(u) + betaM(u),
      alphaN(u) + betaN(u),
      alphaH(u) + betaH(u),
    );
    const step = Math.min(dt - t, dt / 8, 1 / (STEPS_PER_TIME * fastest));
    const k1 = derivatives(spec, y), k2 = derivatives(spec, moved(y, step, [0.5], [k1]));
    const k3 = derivatives(spec, moved(y, step, [0, 0.5], [k1, k2]));
    const k4 = derivatives(spec, moved(y, step, [1], [k3]));
    y = moved(y, step, [1 / 6, 1 / 3, 1 / 3, 1 / 6], [k1, k2, k3, k4]);
    t = step === dt - t ? dt : t + step;
  }
  return cellOf(y);
}
