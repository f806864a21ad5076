/**
 * Most spikes that can arrive at a neuron in one step. The kernels count each population's in 16 bits, which is enough for any
 * network of this model that fits in memory, but not for every list of synapses or events that can be given.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { fixedDegree } from "../model/scaling.ts";
import { mostEventsAtOnce } from "../model/stimulus.ts";

/** Largest number of arrivals of one population that can be counted. */
const MOST_ARRIVALS = 0xffff;

/** Standard deviations by which no drawn in-degree exceeds its mean: the chance of ten is below 1e-20. */
const FARTHEST = 10;

/** Most spikes that can arrive at a neuron in one step. */
export interface Arrivals {
  /** Excitatory spikes and events of the stimulus. */
  readonly excitatory: number;
  /** Inhibitory spikes. */
  readonly inhibitory: number;
}

/**
 * Most arrivals at a neuron in one step of dt [ms].
 * @throws {RangeError} where there may be more of one population than can be counted.
 */
export function mostArrivals(network: Network, dt: number): Arrivals {
  const arrivals = {
    excitatory: largestInDegree(network, 0, network.excitatory) + mostEventsAtOnce(network, dt),
    inhibitory: largestInDegree(network, network.excitatory, network.inhibitory),
  };
  const most = Math.max(arrivals.excitatory, arrivals.inhibitory);
  if (most <= MOST_ARRIVALS) return arrivals;
  throw new RangeError(
    `Cannot create simulation: at most ${MOST_ARRIVALS} spikes of a population may arrive at a neuron in one step, ` +
      `received a network in which ${most} can`,
  );
}

/** Inputs of a neuron: the most, as {@linkcode mostArrivals} gives them, where synapses are listed; their mean where they are drawn. */
export function usualInputs(network: Network, dt: number, most: Arrivals): Arrivals {
  const { neurons, excitatory, inhibitory, connectivity: { synapses } } = network;
  if (network.spec.connectivity.rule === "explicit") return most;
  const mean = (size: number) => synapses / neurons * (size / neurons);
  return { excitatory: mean(excitatory) + mostEventsAtOnce(network, dt), inhibitory: mean(inhibitory) };
}

/** Synapses that no neuron has more of from the neurons first … first + size - 1. */
function largestInDegree({ spec, connectivity, neurons }: Network, first: number, size: number): number {
  const { rule, multapses } = spec.connectivity;
  if (rule === "in-degree") return fixedDegree(spec, size);
  if (rule !== "explicit") {
    const mean = connectivity.synapses / neurons * (size / neurons);
    const largest = Math.ceil(mean + FARTHEST * Math.sqrt(mean));
    return multapses ? largest : Math.min(size, largest);
  }
  const degree = new Uint32Array(neurons);
  for (let i = first; i < first + size; i++) {
    for (const target of connectivity.targets(i)) degree[target]++;
  }
  return degree.reduce((most, count) => Math.max(most, count), 0);
}
