/**
 * Exponential Euler (`exp_auto` of BrainPy, `exponential_euler` of Brian 2), first order.
 *
 * Each variable is advanced alone, as if everything else stood still at its old value; its own equation
 * dx/dt = f(x) is replaced by its linearisation f(x₀) + L (x - x₀) at the old value, and that is solved exactly:
 *
 *     x₁ = x₀ + dt φ(L dt) f(x₀),   φ(z) = (e^z - 1) / z,   L = ∂f/∂x
 *
 * All equations here are linear in their own variable, so the step is exact for each of them alone. New values never feed
 * another variable of the same step (Jacobi). For a gate, dx/dt = α (1 - x) - β x, the same step is written as relaxation
 * towards the steady state, which keeps the gate in [0, 1] in floating point too.
 *
 * Source: MacGregor 1987, Neural and Brain Modeling; Hochbruck & Ostermann 2010, Acta Numer. 19:209–286, section 1.
 *
 * @module
 */

import { exp, exprelr } from "../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "../model/kinetics.ts";
import { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "../model/membrane.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { specifiedOrder } from "./conductances.ts";
import type { Method } from "./method.ts";
import type { State } from "./state.ts";

/** A gate after dt [ms] at constant rates α, β [1/ms]: x∞ + (x - x∞) e^(-(α + β) dt). */
export function relaxGate(x: number, alpha: number, beta: number, dt: number): number {
  const xInf = steadyState(alpha, beta);
  return xInf + (x - xInf) * exp(-(alpha + beta) * dt);
}

/** x₀ + dt φ(L dt) f(x₀), with φ(z) = (e^z - 1) / z = 1 / exprelr(z), which has no cancellation at z = 0. */
export function exponentialEuler(x: number, f: number, linear: number, dt: number): number {
  return x + dt * f / exprelr(linear * dt);
}

function membranes(spec: NetworkSpec, dt: number): (state: State) => void {
  const p = spec.parameters;
  const inward = spec.current;
  const isLinear = spec.synapses.current === "linear";
  return ({ v, m, h, n, gE, gI }) => {
    for (let i = 0; i < v.length; i++) {
      const v0 = v[i], u = v0 - p.vT;
      const sodium = sodiumConductance(m[i], h[i], p);
      const potassium = potassiumConductance(n[i], p);
      const synaptic = isLinear ? gE[i] + gI[i] : 0;
      const f = (ionicCurrent(v0, sodium, potassium, p) + synapticCurrent(v0, gE[i], gI[i], p) + inward) / p.cM;
      v[i] = exponentialEuler(v0, f, -(p.gL + sodium + potassium + synaptic) / p.cM, dt);
      m[i] = relaxGate(m[i], alphaM(u), betaM(u), dt);
      h[i] = relaxGate(h[i], alphaH(u), betaH(u), dt);
      n[i] = relaxGate(n[i], alphaN(u), betaN(u), dt);
    }
  };
}

/** The method, as the table of methods has it. */
export const exponentialEulerMethod: Method = {
  stepOf: (network, timing) =>
    specifiedOrder(network, timing, {
      decay: (tau) => exp(-timing.dt / tau),
      advanceMembranes: membranes(network.spec, timing.dt),
    }),
};
