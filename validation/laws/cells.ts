/**
 * Cells without synapses, each in a state of its own.
 *
 * @module
 */

import { assembleNetwork, type InitialVariable, type Network } from "../../model/network.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";

/** State of a cell: v [mV], gates [1], gE and gI [nS]. */
export type CellState = { readonly [Variable in InitialVariable]: number };

/** Whether a step has exploded: its end is no state of a cell, and the digits of what came out mean nothing. */
export function hasExploded({ v, m, h, n }: Omit<CellState, "gE" | "gI">): boolean {
  return !(Math.abs(v) < 1000 && [m, h, n].every((gate) => Math.abs(gate) < 2));
}

/** Excitatory neurons without synapses, and so without a delay, and without a stimulus, in the variant's initial state. */
export function loneNeurons(count: number, options: CobaHhOptions = {}): Network {
  const none = new Uint32Array(0);
  const spec = cobaHh({
    stimulus: { kind: "none" },
    ...options,
    synapses: { ...options.synapses, delay: 0 },
    populations: { excitatory: count, inhibitory: 0 },
  });
  return assembleNetwork(spec, { pre: none, post: none });
}

/** The same network in another initial state: one state per neuron. */
export function inStates(network: Network, states: readonly Partial<CellState>[]): Network {
  const initial = { ...network.initial };
  for (const variable of Object.keys(initial) as InitialVariable[]) {
    initial[variable] = Float64Array.from(states, (state, i) => state[variable] ?? network.initial[variable][i]);
  }
  return { ...network, initial };
}
