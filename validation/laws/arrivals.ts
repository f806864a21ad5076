/**
 * Arrivals: spikes that reach each neuron in a step, counted from rows of targets, pending spikes and the stimulus alone.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";

/** Arrivals at each neuron, in weights. */
export interface Arriving {
  /** Excitatory spikes and events, each as strong as it is by then. */
  readonly E: Float64Array;
  /** Inhibitory spikes. */
  readonly I: Float64Array;
}

/**
 * Arrivals in a step: the spikes of the neurons that fired in the step before, and the stimulus. A spike of neuron i
 * counts `strength(i, tau)`, 1 where it is left out.
 */
export function arriving(
  network: Network,
  fired: Iterable<number>,
  events: Iterable<number>,
  strength: (neuron: number, tau: number) => number = () => 1,
): Arriving {
  const { connectivity, excitatory, neurons, spec: { parameters: { tauE, tauI } } } = network;
  const E = new Float64Array(neurons), I = new Float64Array(neurons);
  for (const i of fired) {
    const isE = i < excitatory;
    const counts = isE ? E : I, share = strength(i, isE ? tauE : tauI);
    for (const j of connectivity.targets(i)) counts[j] += share;
  }
  for (const j of events) E[j] += 1;
  return { E, I };
}

/** Neurons that fired so many steps before the last one, by the variable `spike`: that bit is set. */
export function flagged(spike: Float64Array, ago: number = 0): number[] {
  return [...spike.keys()].filter((i) => Math.floor(spike[i] / 2 ** ago) % 2 === 1);
}
