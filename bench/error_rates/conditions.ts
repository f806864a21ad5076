/**
 * Simulators of which it is known whether they are right: the other side of a simulated comparison.
 *
 * @module
 */

import { type Network, philox4x32, type Spikes } from "../../mod.ts";

/** A change of one side. */
export interface Condition {
  /** The change, in words. */
  readonly name: string;
  /** What it makes of a network. */
  readonly network: (network: Network) => Network;
  /** What it makes of the spikes of a run of network `seed`. */
  readonly spikes: (spikes: Spikes, seed: number) => Spikes;
}

/** Part by which a weight, or the rate, is changed. */
const CHANGE = 0.03;

const asItIs = <T>(given: T): T => given;

/** The spikes without some, each lost with probability {@linkcode CHANGE}. */
function thinned({ step, neuron }: Spikes, seed: number): Spikes {
  const words = new Uint32Array(4);
  const isKept = (_: number, k: number) => {
    philox4x32([k, 0, 0, 0], [seed, 0], words);
    return words[0] >= CHANGE * 2 ** 32;
  };
  return { step: step.filter(isKept), neuron: neuron.filter(isKept) };
}

/** The conditions, the right one first. Those that change the network alike have the same function, and share its runs. */
export const CONDITIONS: readonly Condition[] = [
  { name: "nothing", network: asItIs, spikes: asItIs },
  {
    name: "excitatory weight 3 % more",
    network: (network) => ({ ...network, wE: (1 + CHANGE) * network.wE }),
    spikes: asItIs,
  },
  {
    name: "inhibitory weight 3 % more",
    network: (network) => ({ ...network, wI: (1 + CHANGE) * network.wI }),
    spikes: asItIs,
  },
  { name: "rate 3 % less, spikes lost at random", network: asItIs, spikes: thinned },
];
