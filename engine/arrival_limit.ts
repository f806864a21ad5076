/**
 * How many spikes can arrive at a neuron in one step. The kernels count each population's in 16 bits, which is enough for any
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

/** @throws {RangeError} where more spikes of one population may arrive at a neuron in one step of dt [ms] than can be counted. */
export function requireCountableArrivals(network: Network, dt: number): void {
  const { excitatory, inhibitory } = network;
  const arrivals = Math.max(
    largestInDegree(network, 0, excitatory) + mostEventsAtOnce(network, dt),
    largestInDegree(network, excitatory, inhibitory),
  );
  if (arrivals <= MOST_ARRIVALS) return;
  throw new RangeError(
    `Cannot create simulation: at most ${MOST_ARRIVALS} spikes of a population may arrive at a neuron in one step, ` +
      `received a network in which ${arrivals} can`,
  );
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
