/**
 * A hypothesis about how spikes were made: a specification, an integration method, and two choices that lie outside both.
 *
 * @module
 */

import { effectiveWeights } from "../../model/scaling.ts";
import { buildNetwork, type Network } from "../../model/network.ts";
import type { Engine, Simulation, Spikes } from "../../model/simulation.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { joinedSpikes } from "../../record/spike_list.ts";

/**
 * How spikes may have been made.
 *
 * @category Comparison of spikes
 */
export interface Hypothesis {
  /** The network. */
  readonly spec: NetworkSpec;
  /** The integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps that every spike travels beyond the one of this library. */
  readonly delay: number;
  /** Steps by which the times in the file are later than the beginning of the step in which a neuron fired. */
  readonly lateness: number;
}

/**
 * A hypothesis that is different in one choice.
 *
 * @category Comparison of spikes
 */
export interface Alternative {
  /** The axis of the choice, as "spike rule". */
  readonly axis: string;
  /** The choice, as "threshold 0 mV instead of -20 mV". */
  readonly choice: string;
  /** What the run is to be simulated with. */
  readonly hypothesis: Hypothesis;
}

/**
 * The network of a hypothesis. Synapses and initial state of `given` are kept where the specification says the same of them;
 * explicit ones are always kept.
 */
export function networkOf({ spec }: Hypothesis, given: Network): Network {
  const sameOf = ({ seed, scale, scaling, populations, connectivity, initial, parameters }: NetworkSpec) =>
    JSON.stringify([seed, scale, scaling, populations, connectivity, initial, parameters.vT]);
  const isExplicit = spec.connectivity.rule === "explicit";
  if (!isExplicit && sameOf(spec) !== sameOf(given.spec)) return buildNetwork(spec);
  return { ...given, spec, ...effectiveWeights(spec) };
}

/** Runs a hypothesis in pieces. */
export interface HypothesisRun extends AsyncDisposable {
  /** The spikes of the next steps, at the steps that a file would have. */
  advance(steps: number): Promise<Spikes>;
  /** How many neurons have a potential that is not a finite number: such a run has diverged, and shows nothing. */
  nonFinite(): Promise<number>;
}

/** A simulation of the hypothesis by an engine that has its method. */
export async function runHypothesis(engine: Engine, network: Network, hypothesis: Hypothesis): Promise<HypothesisRun> {
  const { method, dt, delay, lateness } = hypothesis;
  const simulation = await engine.create(network, { method, dt });
  const late = ({ step, neuron }: Spikes): Spikes => ({ step: step.map((step) => step + lateness), neuron });
  const travelling: Float64Array[] = Array.from({ length: delay }, () => new Float64Array(network.neurons));
  return {
    async advance(steps) {
      if (delay === 0) return late(await simulation.advance(steps));
      const all: Spikes[] = [];
      for (let k = 0; k < steps; k++) all.push(await advanceDelayed(simulation, travelling));
      return late(joinedSpikes(all));
    },
    async nonFinite() {
      return (await simulation.read("v")).reduce((count, v) => Number.isFinite(v) ? count : count + 1, 0);
    },
    [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
  };
}

/** One step, after which the spikes of an earlier one are pending in place of its own. */
async function advanceDelayed(simulation: Simulation, travelling: Float64Array[]): Promise<Spikes> {
  const spikes = await simulation.advance(1);
  travelling.push(await simulation.read("spike"));
  await simulation.write("spike", travelling.shift()!);
  return spikes;
}
