/**
 * Explicit Runge–Kutta methods: v, m, h and n jointly, from a Butcher tableau.
 *
 *     k_s = f(y₀ + dt Σ a_sr k_r),   y₁ = y₀ + dt Σ b_s k_s
 *
 * A frozen synaptic current is a constant of the step. A linear one follows v from stage to stage; where conductances decay
 * after they are used (`add-use-decay`) they decay from stage to stage too, as one more variable of the same method.
 * These methods are conditionally stable: with αₘ + βₘ up to 32/ms, most give NaN at dt = 0.1 ms and all work at 0.05 ms.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../model/kinetics.ts";
import { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "../model/membrane.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { specifiedOrder } from "./conductances.ts";
import type { Method } from "./method.ts";
import type { State } from "./state.ts";
import type { Tableau } from "./tableaus.ts";

/** The method's values at its stages, and at the end of the step, for dg/dt = -g / tau and g = 1 at the beginning. */
function stageDecays(tableau: Tableau, dt: number, tau: number): number[] {
  const k: number[] = [];
  const combine = (weights: readonly number[]) => weights.reduce((g, weight, r) => g + dt * weight * k[r], 1);
  const values = [[], ...tableau.a].map((row) => {
    const g = combine(row);
    k.push(-g / tau);
    return g;
  });
  return [...values, combine(tableau.b)];
}

/** The method of a tableau. */
export function rungeKuttaMethod(tableau: Tableau): Method {
  return {
    stepOf: (network, timing) =>
      specifiedOrder(network, timing, {
        decay: (tau) => stageDecays(tableau, timing.dt, tau).at(-1)!,
        advanceMembranes: membranes(tableau, network.spec, timing.dt),
      }),
  };
}

function membranes(tableau: Tableau, spec: NetworkSpec, dt: number): (state: State) => void {
  const p = spec.parameters;
  const stages = tableau.b.length;
  const rows = [[], ...tableau.a];
  const isFrozen = spec.synapses.current === "frozen";
  const decays = spec.synapses.order === "add-use-decay";
  const stageE = stageDecays(tableau, dt, p.tauE).map((g) => decays ? g : 1);
  const stageI = stageDecays(tableau, dt, p.tauI).map((g) => decays ? g : 1);
  // Slopes of one neuron, one entry per stage.
  const kV = new Float64Array(stages), kM = new Float64Array(stages);
  const kH = new Float64Array(stages), kN = new Float64Array(stages);
  return ({ v, m, h, n, gE, gI }) => {
    for (let i = 0; i < v.length; i++) {
      const frozen = synapticCurrent(v[i], gE[i], gI[i], p);
      for (let s = 0; s < stages; s++) {
        const row = rows[s];
        let vS = v[i], mS = m[i], hS = h[i], nS = n[i];
        for (let r = 0; r < row.length; r++) {
          vS += dt * row[r] * kV[r];
          mS += dt * row[r] * kM[r];
          hS += dt * row[r] * kH[r];
          nS += dt * row[r] * kN[r];
        }
        const u = vS - p.vT;
        const synaptic = isFrozen ? frozen : synapticCurrent(vS, gE[i] * stageE[s], gI[i] * stageI[s], p);
        const ionic = ionicCurrent(vS, sodiumConductance(mS, hS, p), potassiumConductance(nS, p), p);
        kV[s] = (ionic + synaptic + spec.current) / p.cM;
        kM[s] = alphaM(u) * (1 - mS) - betaM(u) * mS;
        kH[s] = alphaH(u) * (1 - hS) - betaH(u) * hS;
        kN[s] = alphaN(u) * (1 - nS) - betaN(u) * nS;
      }
      for (let s = 0; s < stages; s++) {
        const weight = dt * tableau.b[s];
        v[i] += weight * kV[s];
        m[i] += weight * kM[s];
        h[i] += weight * kH[s];
        n[i] += weight * kN[s];
      }
    }
  };
}
