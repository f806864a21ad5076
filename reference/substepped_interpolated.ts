/**
 * The sub-stepped method with times of spikes between the steps (`substepped_interpolated`).
 *
 * Cells step as in substepped.ts. A spike's time is where the straight line between the potentials before and after the
 * (sub-)step passes the threshold; `spikeLag` is what is left of the step from there. The spike is delivered in the next
 * step in the next step, decayed by then: the conductance has decayed, and has carried its charge for that long. Of a spike of
 * weight w that is late by spikeLag,
 *
 *     x = e^(-spikeLag / τ)
 *     w x          is added to the conductance at the beginning of the receiving step
 *     w τ (1 - x)  is the charge per mV that it would have carried before: a conductance of w τ (1 - x) / dt, constant over
 *                  the receiving step, carries it now
 *
 * Leaving the charge out, as interpolation by decay alone does, loses dt/2τ of every postsynaptic potential, which is worse
 * than not interpolating at all. Events of the stimulus are on steps: their lag is 0. A spike that fires without passing
 * the threshold in this step (rule `peak`, or `above` when the refractory time ends) has lag 0.
 *
 * Order: 2, where input arrives between steps too. Stability: that of `staggered`.
 *
 * Source: this package; for what it is made of see staggered.ts. Interpolated spike times: Hansel et al. 1998, Neural
 * Comput. 10:467–483; Morrison et al. 2007, Neural Comput. 19:47–79.
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import type { Network } from "../model/network.ts";
import { type Arrivals, delivery, type Timing } from "./arrivals.ts";
import type { Method } from "./method.ts";
import type { State } from "./state.ts";
import { decay, decays, leapfrog } from "./staggered.ts";
import { subStepping } from "./substepped.ts";

/** Spikes that arrive at each neuron, and how much of them has decayed already. */
interface LateArrivals extends Arrivals {
  /** Σ (1 - x) of the excitatory spikes. */
  readonly decayedE: Float64Array;
  /** Σ (1 - x) of the inhibitory spikes. */
  readonly decayedI: Float64Array;
}

/** Delivery that also sums what has decayed of each spike since its crossing. */
function lateDelivery(network: Network, timing: Timing): (state: State, step: number) => LateArrivals {
  const { tauE, tauI } = network.spec.parameters;
  const decayedE = new Float64Array(network.neurons), decayedI = new Float64Array(network.neurons);
  const deliver = delivery(network, timing, ({ spikeLag }, source, targets) => {
    const isExcitatory = source < network.excitatory;
    const share = 1 - exp(-spikeLag[source] / (isExcitatory ? tauE : tauI));
    const sums = isExcitatory ? decayedE : decayedI;
    for (let k = 0; k < targets.length; k++) sums[targets[k]] += share;
  });
  return (state, step) => {
    decayedE.fill(0);
    decayedI.fill(0);
    return { ...deliver(state, step), decayedE, decayedI };
  };
}

/** The sub-stepped method with interpolated spike times. */
export const substeppedInterpolatedMethod: Method = {
  stepOf(network, timing) {
    const { dt } = timing;
    const { spec, wE, wI } = network;
    const { tauE, tauI } = spec.parameters;
    const { threshold } = spec.spike;
    const deliver = lateDelivery(network, timing);
    const subStepsAt = subStepping(spec, dt);
    const toEnd = decays(dt, spec.parameters);
    return (state, step) => {
      const { excitatory, inhibitory, decayedE, decayedI } = deliver(state, step);
      const { v, gE, gI, spikeLag } = state;
      for (let i = 0; i < v.length; i++) {
        gE[i] += wE * (excitatory[i] - decayedE[i]);
        gI[i] += wI * (inhibitory[i] - decayedI[i]);
        const lateE = wE * tauE * decayedE[i] / dt, lateI = wI * tauI * decayedI[i] / dt;
        const { count, h, toMiddle, toNext } = subStepsAt(v[i]);
        let middleE = gE[i] * toMiddle.E, middleI = gI[i] * toMiddle.I;
        spikeLag[i] = 0;
        for (let s = 0; s < count; s++) {
          const before = v[i];
          leapfrog(state, i, h, middleE + lateE, middleI + lateI, spec);
          const after = v[i];
          if (before < threshold && after >= threshold) {
            spikeLag[i] = h * (count - 1 - s + (after - threshold) / (after - before));
          }
          middleE *= toNext.E;
          middleI *= toNext.I;
        }
      }
      decay(state, toEnd);
    };
  },
};
