/**
 * Fehlberg 4(5) with step control (`adaptive_rkf45`): what NEST 3 computes with `hh_cond_exp_traub`, by the Runge–Kutta–
 * Fehlberg stepper and the controller of the GNU Scientific Library (`gsl_odeiv`), v, m, h, n, gE and gI jointly.
 *
 * Conductances that arrive act from the beginning of the step and decay by the method itself; the current is linear. Then,
 * of every neuron, from t = 0 to dt, with h the neuron's own `stepSize` but at most what is left of dt:
 *
 *     y₁ = y + h Σ bₛ kₛ   (order 5),   e = h Σ dₛ kₛ,   d the difference to the weights of order 4
 *     E  = max |eᵢ| / 1e-3           the largest error, each variable's in its own unit: mV, 1, nS
 *     E > 1.1:  h becomes h × max(0.9 E^(-1/5), 0.2), and the sub-step is tried again
 *     else:     accepted, t becomes t + h, y becomes y₁, and
 *               stepSize = h × min(max(0.9 E^(-1/6), 1), 5)  where E < 0.5,  else h
 *
 * `stepSize` [ms] is a state variable: it begins as dt, and outlives steps, spikes and arrivals. It may be longer than dt: a
 * neuron at rest has 5 dt and takes one sub-step a step. A rest of a step that was cut short limits the next sub-step to
 * five times that rest.
 *
 * The library looks at errors only where `0 × (derivative at y₁)` is a number: where a derivative is infinite the error of its
 * variable is not seen, and a sub-step that has exploded may be accepted (dt of 0.2 ms and more). That is kept. Its
 * rate functions are 0/0 at v of exactly -50, -48 and -23 mV; the limits of model/kinetics.ts stand here instead.
 *
 * A spike of NEST that has a delay of d steps is added at the end of the step d after it; here it is added at the beginning
 * of the step that follows, `synapses.delay` being d × dt. That is the same course of every variable, and conductances that
 * are read between steps do not have it yet.
 *
 * A step that needs more than 10,000 attempts makes the neuron NaN; NEST would go on for hours.
 *
 * Order: 5 as dt becomes small, where the control does not reject anything. Stability: the control's.
 *
 * Source: Fehlberg 1969, NASA TR R-315; GSL 1.15, ode-initval/{rkf45,cstd,evolve}.c; NEST 3.10, models/hh_cond_exp_traub.
 *
 * @module
 */

import { exp, log } from "../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../model/kinetics.ts";
import { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "../model/membrane.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { delivery } from "./arrivals.ts";
import type { Method } from "./method.ts";
import { addArrivals } from "./staggered.ts";
import { tableaus } from "./tableaus.ts";

/** Largest error of a sub-step, in the unit of each variable. */
const TOLERANCE = 1e-3;

/** A sub-step whose error is more than this multiple of the tolerance is tried again, shorter. */
const REJECT_ABOVE = 1.1;

/** A sub-step whose error is less than this multiple of the tolerance lets the next one be longer. */
const LENGTHEN_BELOW = 0.5;

/** The next sub-step is this fraction of the one that the error allows, */
const SAFETY = 0.9;

/** at least this multiple of the last one, */
const SHRINK = 0.2;

/** and at most this multiple. */
const GROW = 5;

/** Exponents of the error: 1 / order for a shorter sub-step, 1 / (order + 1) for a longer one. */
const SHORTER = 1 / 5, LONGER = 1 / 6;

/** The least error that the control knows: the smallest normal number. */
const LEAST_ERROR = 2.2250738585072014e-308;

/**
 * Most attempts in a step. Published networks need a dozen; equations so stiff that an explicit method needs thousands would
 * take for ever, in NEST as here. Beyond it the neuron has diverged: its variables are NaN.
 */
const MOST_ATTEMPTS = 10_000;

/** Variables of a neuron: v, m, h, n, gE, gI. */
const VARIABLES = 6;

/** Values up to which all derivatives are finite [mV, 1]; beyond, they are looked at. */
const SURELY_FINITE = 1000;

const { a, b } = tableaus.rkf45;
const STAGES = b.length;

/** Weights of order 5 less those of order 4. */
const ERROR_WEIGHTS = [1 / 360, 0, -128 / 4275, -2197 / 75240, 1 / 50, 2 / 55];

/** Σ weights[s] k[s] of variable i, of the first `stages` stages; the weights of absent stages are 0. */
function combined(weights: readonly number[], k: Float64Array, i: number): number {
  let sum = weights[0] * k[i];
  for (let s = 1; s < weights.length; s++) sum += weights[s] * k[s * VARIABLES + i];
  return sum;
}

/** The integration of one neuron over steps of dt [ms]. */
class Integrator {
  /** The neuron's variables: given before `advance`, and those of the end of the step after it. */
  readonly y: Float64Array = new Float64Array(VARIABLES);
  #spec: NetworkSpec;
  #dt: number;
  /** Derivatives at the stages, VARIABLES of each. */
  #k = new Float64Array(STAGES * VARIABLES);
  #stage = new Float64Array(VARIABLES);
  #end = new Float64Array(VARIABLES);
  #endSlopes = new Float64Array(VARIABLES);

  constructor(spec: NetworkSpec, dt: number) {
    this.#spec = spec;
    this.#dt = dt;
  }

  /** Derivatives of `y` into k[at] and what follows it. */
  #slopes(y: Float64Array, k: Float64Array, at: number): void {
    const { parameters: p, current } = this.#spec;
    const v = y[0], m = y[1], h = y[2], n = y[3], gE = y[4], gI = y[5], u = v - p.vT;
    const ionic = ionicCurrent(v, sodiumConductance(m, h, p), potassiumConductance(n, p), p);
    k[at] = (ionic + synapticCurrent(v, gE, gI, p) + current) / p.cM;
    const aM = alphaM(u), aH = alphaH(u), aN = alphaN(u);
    k[at + 1] = aM - (aM + betaM(u)) * m;
    k[at + 2] = aH - (aH + betaH(u)) * h;
    k[at + 3] = aN - (aN + betaN(u)) * n;
    k[at + 4] = -gE / p.tauE;
    k[at + 5] = -gI / p.tauI;
  }

  /** Tries a sub-step of h [ms] from `y`, whose slopes are known: `end` is where it leads. Its error, in tolerances. */
  #attempt(h: number): number {
    const y = this.y, k = this.#k, stage = this.#stage, end = this.#end;
    for (let s = 1; s < STAGES; s++) {
      const row = a[s - 1];
      for (let i = 0; i < VARIABLES; i++) stage[i] = y[i] + h * combined(row, k, i);
      this.#slopes(stage, k, s * VARIABLES);
    }
    let isNear = true;
    for (let i = 0; i < VARIABLES; i++) {
      end[i] = y[i] + h * combined(b, k, i);
      if (!(Math.abs(end[i]) < SURELY_FINITE) && i < 4) isNear = false;
    }
    if (!isNear) this.#slopes(end, this.#endSlopes, 0);
    let worst = LEAST_ERROR;
    for (let i = 0; i < VARIABLES; i++) {
      const scale = isNear ? TOLERANCE : 0 * (Math.abs(end[i]) + Math.abs(h * this.#endSlopes[i])) + TOLERANCE;
      const ratio = Math.abs(h * combined(ERROR_WEIGHTS, k, i)) / scale;
      if (ratio > worst) worst = ratio;
    }
    return worst;
  }

  /** Advances `y` by dt, the first sub-step being at most `stepSize` [ms]; returns the new stepSize. */
  advance(stepSize: number): number {
    const dt = this.#dt, y = this.y;
    let attempts = 0;
    for (let t = 0; t < dt;) {
      const left = dt - t;
      this.#slopes(y, this.#k, 0);
      for (let h = stepSize;;) {
        if (++attempts > MOST_ATTEMPTS) {
          y.fill(NaN);
          return dt;
        }
        const isLast = h > left;
        if (isLast) h = left;
        const error = this.#attempt(h), after = isLast ? dt : t + h;
        if (error > REJECT_ABOVE) {
          const shorter = Math.max(SAFETY / power(error, SHORTER), SHRINK) * h;
          if (shorter < h && after + shorter !== after) {
            h = shorter;
            continue;
          }
          stepSize = h;
        } else {
          stepSize = error < LENGTHEN_BELOW ? Math.max(Math.min(SAFETY / power(error, LONGER), GROW), 1) * h : h;
        }
        y.set(this.#end);
        t = after;
        break;
      }
    }
    return stepSize;
  }
}

/** x^exponent, for x > 0. */
function power(x: number, exponent: number): number {
  return exp(exponent * log(x));
}

/** Fehlberg 4(5) with NEST's step control. */
export const adaptiveRkf45Method: Method = {
  stepOf(network, timing) {
    const { dt } = timing;
    const deliver = delivery(network, timing), integrator = new Integrator(network.spec, dt);
    const { y } = integrator;
    return (state, step) => {
      addArrivals(state, deliver(state, step), network);
      const { v, m, h, n, gE, gI, stepSize } = state;
      for (let i = 0; i < v.length; i++) {
        y[0] = v[i];
        y[1] = m[i];
        y[2] = h[i];
        y[3] = n[i];
        y[4] = gE[i];
        y[5] = gI[i];
        stepSize[i] = integrator.advance(stepSize[i]);
        v[i] = y[0];
        m[i] = y[1];
        h[i] = y[2];
        n[i] = y[3];
        gE[i] = y[4];
        gI[i] = y[5];
      }
    };
  },
};
