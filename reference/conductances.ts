/**
 * Synaptic conductances in the steps of exponential Euler and of Runge–Kutta methods: decay, addition and use in the order
 * that the specification names. Arriving spikes are counted, and count × weight is added once, so the order of arrival
 * cannot change a bit.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { type Arrivals, delivery, type Timing } from "./arrivals.ts";
import type { Step } from "./method.ts";
import type { State } from "./state.ts";

/** The parts of a step of dt [ms] that depend on the method. */
export interface Integration {
  /** What g is multiplied by in a step, where dg/dt = -g / tau [ms]. */
  decay(tau: number): number;
  /** Advances v, m, h and n of every neuron; gE and gI are those that act in this step, and stay. */
  advanceMembranes(state: State): void;
}

/** The step of a network whose conductances go through it in the order of the specification. */
export function specifiedOrder(network: Network, timing: Timing, { decay, advanceMembranes }: Integration): Step {
  const { tauE, tauI } = network.spec.parameters;
  const { order } = network.spec.synapses;
  const { wE, wI } = network;
  const decayE = decay(tauE), decayI = decay(tauI);
  const deliver = delivery(network, timing);
  /** Decay and addition, up to the conductance that acts on v. */
  function beforeUse({ gE, gI }: State, { excitatory, inhibitory }: Arrivals): void {
    for (let i = 0; i < gE.length; i++) {
      const jumpE = excitatory[i] * wE, jumpI = inhibitory[i] * wI;
      switch (order) {
        case "decay-add-use":
          gE[i] = gE[i] * decayE + jumpE;
          gI[i] = gI[i] * decayI + jumpI;
          break;
        case "add-decay-use":
          gE[i] = (gE[i] + jumpE) * decayE;
          gI[i] = (gI[i] + jumpI) * decayI;
          break;
        case "add-use-decay":
          gE[i] += jumpE;
          gI[i] += jumpI;
      }
    }
  }
  return (state, step) => {
    beforeUse(state, deliver(state, step));
    advanceMembranes(state);
    if (order !== "add-use-decay") return;
    const { gE, gI } = state;
    for (let i = 0; i < gE.length; i++) {
      gE[i] *= decayE;
      gI[i] *= decayI;
    }
  };
}
