/**
 * Implicit Euler (`implicit_euler`): the fixed step of NEURON and CoreNEURON (`secondorder = 0`, gates by `METHOD cnexp`,
 * conductances by `ExpSyn`), first order.
 *
 *     gE, gI += weights that arrive in this step
 *     v₁ = v + f(v) / (cM / dt + G)      backward Euler, with gates and conductances as they are
 *     f(v) = ionic + synaptic currents + I,   G = gL + gNa m³h + gK n⁴ + gE + gI
 *     x₁ = x∞ + (x - x∞) e^(-(α + β) dt),   at v₁, for x = m, h, n
 *     gE, gI decay by e^(-dt/τ)
 *
 * f is linear in v, so the equation for v₁ is solved exactly and nothing is iterated. The gates are advanced at the new
 * potential over the whole step. Arriving conductance acts in full through the step in which it arrives, so synapses are
 * `add-use-decay` and `linear` whatever the specification says.
 *
 * Order: 1. Stability: at any dt; v₁ is a mean of v and the reversal potentials with positive weights (and the current
 * I), gates stay in [0, 1], conductances stay positive.
 *
 * Source: Hines 1984, Int. J. Biomed. Comput. 15:69–76; Hines & Carnevale 1997, Neural Comput. 9:1179–1209.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../model/kinetics.ts";
import { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "../model/membrane.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { delivery } from "./arrivals.ts";
import { relaxGate } from "./exponential_euler.ts";
import type { Method } from "./method.ts";
import { addArrivals, decay, decays } from "./staggered.ts";
import type { State } from "./state.ts";

function advanceMembranes({ v, m, h, n, gE, gI }: State, { parameters: p, current }: NetworkSpec, dt: number): void {
  for (let i = 0; i < v.length; i++) {
    const sodium = sodiumConductance(m[i], h[i], p), potassium = potassiumConductance(n[i], p);
    const f = ionicCurrent(v[i], sodium, potassium, p) + synapticCurrent(v[i], gE[i], gI[i], p) + current;
    v[i] += f / (p.cM / dt + (p.gL + sodium + potassium + gE[i] + gI[i]));
    const u = v[i] - p.vT;
    m[i] = relaxGate(m[i], alphaM(u), betaM(u), dt);
    h[i] = relaxGate(h[i], alphaH(u), betaH(u), dt);
    n[i] = relaxGate(n[i], alphaN(u), betaN(u), dt);
  }
}

/** The method, as the table of methods has it. */
export const implicitEulerMethod: Method = {
  stepOf(network, timing) {
    const { dt } = timing;
    const { spec } = network;
    const deliver = delivery(network, timing), toEnd = decays(dt, spec.parameters);
    return (state, step) => {
      addArrivals(state, deliver(state, step), network);
      advanceMembranes(state, spec, dt);
      decay(state, toEnd);
    };
  },
};
