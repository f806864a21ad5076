/**
 * The staggered method (`staggered`): second order at the price of exponential Euler, one evaluation of every rate and one
 * of every current a step.
 *
 * Potential and gates leapfrog: v lives at whole steps, m, h and n half a step before it, and each is advanced with the
 * newest values of the other, which lie in the middle of its own step. Both steps solve their linear equation exactly:
 *
 *     x(t + dt/2) = x∞ + (x - x∞) e^(-(α + β) (lag + dt/2)),   at v(t), for x = m, h, n
 *     v(t + dt)   = v + dt φ(L dt) f(v),   φ(z) = (e^z - 1) / z,   with gates and conductances at t + dt/2
 *     f(v) = (ionic + synaptic currents + I) / cM,   L = -(gL + gNa m³h + gK n⁴ + gE + gI) / cM
 *
 * `lag` is how far the gates are behind: 0 at the beginning (so that the first advance is the half-step which starts the
 * leapfrog), dt/2 after each step. Spikes of the last step and events of the stimulus arrive in full at t, the end of the
 * step in which they fired; the conductance in the middle of the step is g e^(-dt / 2τ), and g decays by e^(-dt/τ). What
 * the specification says of synapses.order and synapses.current describes the step of exponential Euler and is not used.
 *
 * Order: 2 in v and in the times of spikes, where input arrives at ends of steps; the delivery of the network's spikes at
 * the end of their step is first order in itself. Stability: at any dt, gates stay in [0, 1], conductances stay positive,
 * and v stays between the reversal potentials, each new value being a mean of such values with positive weights.
 *
 * Source: relaxation of gates at fixed v, Rush & Larsen 1978, IEEE Trans. Biomed. Eng. 25:389–392; staggering, Hines 1984,
 * Int. J. Biomed. Comput. 15:69–76; other second-order relatives, Sundnes et al. 2009, IEEE Trans. Biomed. Eng. 56:2546–2548.
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../model/kinetics.ts";
import { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "../model/membrane.ts";
import type { Network } from "../model/network.ts";
import type { Parameters } from "../model/parameters.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { type Arrivals, delivery } from "./arrivals.ts";
import { exponentialEuler, relaxGate } from "./exponential_euler.ts";
import type { Method } from "./method.ts";
import type { State } from "./state.ts";

/** One step of h [ms] of neuron i; gE and gI are its conductances in the middle of the step [nS]. */
export function leapfrog({ v, m, h: gateH, n, gateLag }: State, i: number, h: number, gE: number, gI: number, {
  parameters: p,
  current,
}: NetworkSpec): void {
  const v0 = v[i], u = v0 - p.vT, gateStep = gateLag[i] + h / 2;
  m[i] = relaxGate(m[i], alphaM(u), betaM(u), gateStep);
  gateH[i] = relaxGate(gateH[i], alphaH(u), betaH(u), gateStep);
  n[i] = relaxGate(n[i], alphaN(u), betaN(u), gateStep);
  gateLag[i] = h / 2;
  const sodium = sodiumConductance(m[i], gateH[i], p), potassium = potassiumConductance(n[i], p);
  const f = (ionicCurrent(v0, sodium, potassium, p) + synapticCurrent(v0, gE, gI, p) + current) / p.cM;
  v[i] = exponentialEuler(v0, f, -(p.gL + sodium + potassium + gE + gI) / p.cM, h);
}

/** Adds what arrives at the beginning of a step. */
export function addArrivals({ gE, gI }: State, { excitatory, inhibitory }: Arrivals, { wE, wI }: Network): void {
  for (let i = 0; i < gE.length; i++) {
    gE[i] += excitatory[i] * wE;
    gI[i] += inhibitory[i] * wI;
  }
}

/** Decay factors of the conductances over a time. */
export interface Decays {
  /** gE. */
  readonly E: number;
  /** gI. */
  readonly I: number;
}

/** The decays over h [ms]. */
export function decays(h: number, { tauE, tauI }: Parameters): Decays {
  return { E: exp(-h / tauE), I: exp(-h / tauI) };
}

/** Decay over a whole step. */
export function decay({ gE, gI }: State, { E, I }: Decays): void {
  for (let i = 0; i < gE.length; i++) {
    gE[i] *= E;
    gI[i] *= I;
  }
}

/** The method, as the table of methods has it. */
export const staggeredMethod: Method = {
  stepOf(network, timing) {
    const { dt } = timing;
    const { spec } = network;
    const deliver = delivery(network, timing);
    const toMiddle = decays(dt / 2, spec.parameters), toEnd = decays(dt, spec.parameters);
    return (state, step) => {
      addArrivals(state, deliver(state, step), network);
      const { gE, gI } = state;
      for (let i = 0; i < gE.length; i++) leapfrog(state, i, dt, gE[i] * toMiddle.E, gI[i] * toMiddle.I, spec);
      decay(state, toEnd);
    };
  },
};
