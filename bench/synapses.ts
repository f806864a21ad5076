/**
 * Synapses counted three ways: as the rule says, as the network has them, and as an engine delivers them.
 *
 * @module
 */

import {
  effectiveProbability,
  fixedDegree,
  methodOf,
  type Network,
  type NetworkSpec,
  type Simulation,
} from "../mod.ts";

/** Bounds of a number of synapses; equal where the rule leaves nothing to chance. */
export interface SynapseBounds {
  /** Fewest. */
  readonly low: number;
  /** Most. */
  readonly high: number;
}

/** Half the width of the binomial band in standard deviations. */
const SDS = 5;

/** The number of synapses that the specification's rule makes. */
export function expectedSynapses(spec: NetworkSpec, { excitatory, inhibitory }: Network): SynapseBounds {
  const neurons = excitatory + inhibitory;
  const { rule, autapses } = spec.connectivity;
  if (rule === "bernoulli") {
    const pairs = neurons * (autapses ? neurons : neurons - 1), p = effectiveProbability(spec);
    const half = SDS * Math.sqrt(pairs * p * (1 - p));
    return { low: Math.floor(pairs * p - half), high: Math.ceil(pairs * p + half) };
  }
  const degree = rule === "out-degree"
    ? fixedDegree(spec, neurons)
    : fixedDegree(spec, excitatory) + fixedDegree(spec, inhibitory);
  return { low: neurons * degree, high: neurons * degree };
}

/** Number of targets of each neuron, counted row by row. */
export function rowLengths({ neurons, connectivity }: Network): Uint32Array {
  return Uint32Array.from({ length: neurons }, (_, i) => connectivity.targets(i).length);
}

/**
 * The number of synapses through which a simulation delivers: a spike of every neuron is due, and one step later the conductances say
 * how many spikes each neuron received. Changes the state. NaN where a conductance is no whole number of spikes.
 */
export async function deliveredSynapses(simulation: Simulation): Promise<number> {
  const { network, dt } = simulation;
  const { parameters } = network.spec, { order } = methodOf(simulation.method).synapses ?? network.spec.synapses;
  await simulation.write("gE", new Float64Array(network.neurons));
  await simulation.write("gI", new Float64Array(network.neurons));
  const due = 2 ** Math.round(network.spec.synapses.delay / dt); // the bit of the spikes that arrive in the next step
  await simulation.write("spike", new Float64Array(network.neurons).fill(due));
  await simulation.advance(1);
  const isDecayed = order !== "decay-add-use";
  const unitE = network.wE * (isDecayed ? Math.exp(-dt / parameters.tauE) : 1);
  const unitI = network.wI * (isDecayed ? Math.exp(-dt / parameters.tauI) : 1);
  return spikesIn(await simulation.read("gE"), unitE) + spikesIn(await simulation.read("gI"), unitI);
}

/** Largest distance of a conductance from a whole number of spikes; float32 and Runge–Kutta decay stay below it. */
const WHOLE = 0.01;

function spikesIn(conductances: Float64Array, unit: number): number {
  let total = 0;
  for (const g of conductances) {
    const spikes = Math.round(g / unit);
    if (!(Math.abs(g / unit - spikes) <= WHOLE)) return NaN;
    total += spikes;
  }
  return total;
}
