/**
 * The state of the reference simulation: one float64 array per variable, and what a step needs besides.
 *
 * @module
 */

import type { Network } from "../model/network.ts";

/** State of all neurons; the names are those of {@linkcode StateVariable}. */
export interface State {
  /** Membrane potential [mV]. */
  readonly v: Float64Array;
  /** Sodium activation [1]. */
  readonly m: Float64Array;
  /** Sodium inactivation [1]. */
  readonly h: Float64Array;
  /** Potassium activation [1]. */
  readonly n: Float64Array;
  /** Excitatory synaptic conductance [nS]. */
  readonly gE: Float64Array;
  /** Inhibitory synaptic conductance [nS]. */
  readonly gI: Float64Array;
  /** Bit k is set where the neuron fired k steps before the last one, as long as that spike is not delivered. */
  readonly spike: Float64Array;
  /** Steps in which the spike rule still forbids a spike. */
  readonly refractory: Float64Array;
  /** How far m, h and n lag behind v [ms]; 0 unless the method staggers them. */
  readonly gateLag: Float64Array;
  /** From the crossing of a pending spike to the end of its step [ms]; 0 without one, or where the method has none. */
  readonly spikeLag: Float64Array;
  /** Next sub-step of an adaptive method [ms]. */
  readonly stepSize: Float64Array;
}

/** A copy of the network's initial state, for steps of dt [ms]. */
export function initialState(network: Network, dt: number): State {
  const { v, m, h, n, gE, gI } = network.initial;
  return {
    v: v.slice(),
    m: m.slice(),
    h: h.slice(),
    n: n.slice(),
    gE: gE.slice(),
    gI: gI.slice(),
    spike: new Float64Array(network.neurons),
    refractory: new Float64Array(network.neurons),
    gateLag: new Float64Array(network.neurons),
    spikeLag: new Float64Array(network.neurons),
    stepSize: new Float64Array(network.neurons).fill(dt),
  };
}
