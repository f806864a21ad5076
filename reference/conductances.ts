/**
 * Synaptic conductances: arriving spikes are counted, and count × weight is added once, so the order of arrival cannot
 * change a bit.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import type { Method } from "./method.ts";
import type { State } from "./state.ts";

/** Spikes that arrive at each neuron in a step. */
export interface Arrivals {
  /** Excitatory spikes and stimulus events. */
  readonly excitatory: Uint32Array;
  /** Inhibitory spikes. */
  readonly inhibitory: Uint32Array;
}

/** The two halves of a step's work on gE and gI. */
export interface Conductances {
  /** Decay and addition in the order of the specification, up to the conductance that acts on v. */
  beforeUse(state: State, arrivals: Arrivals): void;
  /** The decay that comes after the use, where there is one. */
  afterUse(state: State): void;
}

/** How the network's conductances go through a step of dt [ms] under a method. */
export function conductances(network: Network, method: Method, dt: number): Conductances {
  const { tauE, tauI } = network.spec.parameters;
  const { order } = network.spec.synapses;
  const { wE, wI } = network;
  const decayE = method.decay(dt, tauE), decayI = method.decay(dt, tauI);
  return {
    beforeUse({ gE, gI }, { excitatory, inhibitory }) {
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
    },
    afterUse({ gE, gI }) {
      if (order !== "add-use-decay") return;
      for (let i = 0; i < gE.length; i++) {
        gE[i] *= decayE;
        gI[i] *= decayI;
      }
    },
  };
}
