/**
 * Small things that engine tests share.
 *
 * @module
 */

import {
  assembleNetwork,
  cobaHh,
  type CobaHhOptions,
  type Network,
  type Simulation,
  type StateVariable,
} from "../../mod.ts";

/** A network of excitatory neurons without synapses. */
export function loneNeurons(count: number, options: CobaHhOptions = {}): Network {
  const none = new Uint32Array(0);
  const spec = cobaHh({ ...options, populations: { excitatory: count, inhibitory: 0 } });
  return assembleNetwork(spec, { pre: none, post: none });
}

/** Writes the same value of a variable into every neuron. */
export async function set(simulation: Simulation, state: Partial<Record<StateVariable, number>>): Promise<void> {
  for (const [variable, value] of Object.entries(state)) {
    await simulation.write(variable as StateVariable, new Float64Array(simulation.network.neurons).fill(value));
  }
}
