/**
 * Delivery of spikes: counts what arrives at each neuron in a step.
 *
 * @module
 */

import { expectedSynapses } from "../model/memory.ts";
import type { Network } from "../model/network.ts";
import { populationSizes } from "../model/scaling.ts";
import type { NetworkSpec } from "../model/spec.ts";
import type { Connectivity } from "../model/connectivity.ts";
import { eventsInTurn } from "../model/stimulus.ts";
import { storeRows } from "../model/stored_rows.ts";
import type { State } from "./state.ts";

/** Synapses up to which rows are kept in memory: 1 GiB of targets. Beyond, each spike makes its row again. */
const STORED_SYNAPSES = 2 ** 28;

/** Bytes of the rows of such a network that are kept in memory. */
export function storedRowBytes(spec: NetworkSpec): number {
  const { excitatory, inhibitory } = populationSizes(spec), synapses = expectedSynapses(spec);
  return synapses <= STORED_SYNAPSES ? 4 * synapses + 8 * (excitatory + inhibitory) : 0;
}

/** Spikes that arrive at each neuron in a step. */
export interface Arrivals {
  /** Excitatory spikes and stimulus events. */
  readonly excitatory: Uint32Array;
  /** Inhibitory spikes. */
  readonly inhibitory: Uint32Array;
}

/** Counts the spikes of the last step and the stimulus events of step `step` at their targets. */
export type Deliver = (state: State, step: number) => Arrivals;

/** Callback for a pending spike, given the neuron that fired and its targets; counting is done already. */
export type OnSpike = (state: State, source: number, targets: Uint32Array) => void;

/** Time step and delay of spikes. */
export interface Timing {
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps by which spikes are delayed. */
  readonly delay: number;
}

/** The delivery of a network; `onSpike` is called for each spike that is due, sources ascending. */
export function delivery(network: Network, { dt, delay }: Timing, onSpike?: OnSpike): Deliver {
  const due = 2 ** delay; // the oldest bit of a neuron's spikes

  const rows: Connectivity = network.connectivity.synapses <= STORED_SYNAPSES
    ? storeRows(network.connectivity)
    : network.connectivity;
  const eventsOf = eventsInTurn(network, dt);
  const arrivals = {
    excitatory: new Uint32Array(network.neurons),
    inhibitory: new Uint32Array(network.neurons),
  };
  return (state, step) => {
    const { spike } = state;
    arrivals.excitatory.fill(0);
    arrivals.inhibitory.fill(0);
    for (let i = 0; i < spike.length; i++) {
      if (spike[i] < due) continue;
      const counts = i < network.excitatory ? arrivals.excitatory : arrivals.inhibitory;
      const targets = rows.targets(i);
      for (let k = 0; k < targets.length; k++) counts[targets[k]]++;
      onSpike?.(state, i, targets);
    }
    for (const target of eventsOf(step)) arrivals.excitatory[target]++;
    return arrivals;
  };
}
