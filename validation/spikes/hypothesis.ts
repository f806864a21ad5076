/**
 * A hypothesis about how spikes were made: a specification, an integration method, and two choices that lie outside both.
 *
 * @module
 */

import { effectiveWeights } from "../../model/scaling.ts";
import { buildNetwork, initialGates, type Network } from "../../model/network.ts";
import type { Engine, Spikes } from "../../model/simulation.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { shiftedSpikes } from "../../record/spike_list.ts";
import type { RosettaSimulator } from "./as_simulator.ts";

/**
 * A way in which the spikes may have been made.
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
  /** The steps that the file's times are told in, where these are others than those of the simulation. */
  readonly told?: ToldSteps;
  /** Steps by which the times in the file are later than the beginning of the step in which a neuron fired. */
  readonly lateness: number;
  /** Whether gates begin as the specification says, whatever those of a network are that is given with its state. */
  readonly hasSpecifiedGates?: boolean;
}

/**
 * Steps that times are told in.
 *
 * @category Comparison of spikes
 */
export interface ToldSteps {
  /** Their length [ms]. */
  readonly dt: number;
  /** How a time becomes a step. */
  readonly rounding: "down" | "nearest";
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
  /** The simulator, where everything is as it computes it. */
  readonly simulator?: SimulatorChoices;
}

/**
 * Choices that a simulator leaves nobody.
 *
 * @category Comparison of spikes
 */
export interface SimulatorChoices {
  /** Name of the simulator. */
  readonly name: RosettaSimulator;
  /** Those that are different from the network that was asked about, in words; the method is the first. */
  readonly choices: readonly string[];
  /** Whether it writes the spikes of the last step of a run. */
  readonly hasLastStep: boolean;
}

/**
 * The network of a hypothesis. Synapses and initial state of `given` are kept where the specification says the same of them;
 * explicit ones are always kept.
 */
export function networkOf(
  { spec, hasSpecifiedGates = false }: Pick<Hypothesis, "spec" | "hasSpecifiedGates">,
  given: Network,
): Network {
  if (hasSpecifiedGates) {
    const gates = given.spec.initial.gates;
    const plain = networkOf({ spec: { ...spec, initial: { ...spec.initial, gates } } }, given);
    return { ...plain, spec, initial: { ...plain.initial, ...initialGates(plain.initial.v, spec) } };
  }
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
  const { method, dt, lateness, told } = hypothesis;
  const simulation = await engine.create(network, { method, dt });
  const steps = told === undefined ? { ratio: 1, offset: 0 } : toldIn(told, dt);
  let done = 0;
  return {
    async advance(count) {
      // The steps of the simulation whose spikes are told in one of these.
      const end = Math.ceil((done + count - steps.offset) / steps.ratio - ROUNDING);
      done += count;
      if (end <= simulation.step) return { step: new Uint32Array(0), neuron: new Uint32Array(0) };
      const spikes = await simulation.advance(end - simulation.step);
      return shiftedSpikes(told === undefined ? spikes : toldSpikes(spikes, steps), lateness);
    },
    async nonFinite() {
      return (await simulation.read("v")).reduce((count, v) => Number.isFinite(v) ? count : count + 1, 0);
    },
    [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
  };
}

/** Quotients of two time steps are whole numbers up to this. */
const ROUNDING = 1e-6;

/** Step k is told as floor(k × ratio + offset). */
interface Telling {
  readonly ratio: number;
  readonly offset: number;
}

function toldIn({ dt, rounding }: ToldSteps, simulated: number): Telling {
  return { ratio: simulated / dt, offset: rounding === "down" ? 0 : 0.5 };
}

function toldSpikes({ step, neuron }: Spikes, { ratio, offset }: Telling): Spikes {
  const told = step.map((k) => Math.floor(k * ratio + offset + ROUNDING));
  const order = Uint32Array.from(told.keys()).sort((p, q) => told[p] - told[q] || neuron[p] - neuron[q]);
  return { step: Uint32Array.from(order, (k) => told[k]), neuron: Uint32Array.from(order, (k) => neuron[k]) };
}
