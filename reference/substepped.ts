/**
 * The sub-stepped method (`substepped`): the staggered method, in which an active cell (v > vT + 13 mV at the beginning of
 * the step) takes four steps of dt/4 instead of one of dt. The error of the staggered method is made in the upstrokes of
 * spikes, where few cells are at a time: 5 % of this network's.
 *
 *     h = dt / K,   K = 4 where v(t) > vT + 13 mV, else 1
 *     K times: gates over lag + h/2, then v over h, as in staggered.ts; lag = h/2
 *     conductance in the middle of sub-step s = 0 … K - 1: g e^(-(s + 1/2) h / τ)
 *
 * A cell that becomes or ceases to be active, advances its gates by half of the old and half of the new step once: `lag`
 * knows. Spikes are detected and delivered on whole steps, as ever. Order and stability are those of `staggered`, with a
 * third of its error in the times of spikes.
 *
 * Source: this package; for what it is made of see staggered.ts.
 *
 * @module
 */

import type { NetworkSpec } from "../model/spec.ts";
import { ACTIVE_ABOVE, SUB_STEPS } from "../model/methods.ts";
import { delivery } from "./arrivals.ts";
import type { Method } from "./method.ts";
import { addArrivals, decay, type Decays, decays, leapfrog } from "./staggered.ts";

/** The sub-steps of a cell in one step. */
export interface SubSteps {
  /** How many. */
  readonly count: number;
  /** Length of each [ms]. */
  readonly h: number;
  /** Decay from the beginning of a sub-step to its middle. */
  readonly toMiddle: Decays;
  /** Decay from the middle of a sub-step to that of the next one. */
  readonly toNext: Decays;
}

/** The sub-steps that a cell takes which begins a step of dt [ms] at a potential v [mV]. */
export function subStepping({ parameters: p }: NetworkSpec, dt: number): (v: number) => SubSteps {
  const active = p.vT + ACTIVE_ABOVE;
  const [one, four] = [1, SUB_STEPS].map((count): SubSteps => {
    const h = dt / count;
    return { count, h, toMiddle: decays(h / 2, p), toNext: decays(h, p) };
  });
  return (v) => v > active ? four : one;
}

/** The sub-stepped method. */
export const substeppedMethod: Method = {
  stepOf(network, timing) {
    const { dt } = timing;
    const { spec } = network;
    const deliver = delivery(network, timing);
    const subStepsAt = subStepping(spec, dt);
    const toEnd = decays(dt, spec.parameters);
    return (state, step) => {
      addArrivals(state, deliver(state, step), network);
      const { v, gE, gI } = state;
      for (let i = 0; i < v.length; i++) {
        const { count, h, toMiddle, toNext } = subStepsAt(v[i]);
        let middleE = gE[i] * toMiddle.E, middleI = gI[i] * toMiddle.I;
        for (let s = 0; s < count; s++) {
          leapfrog(state, i, h, middleE, middleI, spec);
          middleE *= toNext.E;
          middleI *= toNext.I;
        }
      }
      decay(state, toEnd);
    };
  },
};
