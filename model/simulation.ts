/**
 * The interface of engines: `Engine` creates a `Simulation` of a network, which advances it step by step.
 *
 * Time is an integer number of steps of length dt; milliseconds appear only as step × dt, so spikes compare exactly.
 *
 * @module
 */

import type { Network } from "./network.ts";
import type { NetworkSpec, SpikeSpec, StimulusSpec, SynapseSpec } from "./spec.ts";

/**
 * A state variable of a neuron: `v` [mV]; the gates `m`, `h`, `n` [1]; the synaptic conductances `gE`, `gI` [nS];
 * `spike`, the spikes that are not yet delivered: 1 where the neuron fired in the last step, else 0; where synapses have a
 * delay of d steps, an integer of d + 1 bits, of which bit k (2^k) is set where it fired k steps before the last one;
 * `refractory` [steps], how long the spike rule still forbids a spike. Some methods have more (see
 * {@linkcode variablesOf}): `gateLag` [ms], how far m, h and n lag behind v, where gates are staggered; `spikeLag` [ms],
 * from the crossing of the threshold to the end of its step, for the spike that is not yet delivered, else 0; `stepSize`
 * [ms], the next sub-step of an adaptive method.
 * Together they are the whole state: there is no hidden queue.
 *
 * @category Engines
 */
export type StateVariable =
  | "v"
  | "m"
  | "h"
  | "n"
  | "gE"
  | "gI"
  | "spike"
  | "refractory"
  | "gateLag"
  | "spikeLag"
  | "stepSize";

/**
 * Every state variable, in the order in which it is saved.
 *
 * @category Engines
 */
export const STATE_VARIABLES: readonly StateVariable[] = [
  "v",
  "m",
  "h",
  "n",
  "gE",
  "gI",
  "spike",
  "refractory",
  "gateLag",
  "spikeLag",
  "stepSize",
];

/**
 * Spike k: `neuron[k]` fired in step `step[k]`. Sorted by step, then by neuron.
 *
 * @category Engines
 */
export interface Spikes {
  /** The step of each spike: the crossing lies between step × dt and (step + 1) × dt. */
  readonly step: Uint32Array;
  /** The neuron of each spike. */
  readonly neuron: Uint32Array;
}

/**
 * Steps after which something is watched: step k where k modulo `every` is `phase`.
 *
 * @category Engines
 */
export interface WatchedSteps {
  /** Steps from one to the next: a positive integer. */
  readonly every: number;
  /** An integer in [0, every). */
  readonly phase: number;
}

/**
 * A state variable of some neurons, which is sampled after some steps.
 *
 * @category Engines
 */
export interface Probe extends WatchedSteps {
  /** The variable; for units see {@linkcode StateVariable}. */
  readonly variable: StateVariable;
  /** Indices of the neurons. */
  readonly neurons: Uint32Array;
}

/**
 * What is to be watched while a simulation advances.
 *
 * @category Engines
 */
export interface Watch {
  /** What is sampled. */
  readonly probes: readonly Probe[];
  /** Where it is given: after these steps v is looked at, and the first step after which it is newly not finite is the last. */
  readonly finite?: WatchedSteps;
}

/**
 * Steps of a simulation with what was watched in them.
 *
 * @category Engines
 */
export interface Watching {
  /** The spikes of these steps. */
  readonly spikes: Spikes;
  /** Of each probe its samples, row after row: a row for each step in which it was due, with a value per neuron. */
  readonly samples: readonly Float64Array[];
  /** Whether the steps ended, early perhaps, because v of a neuron is newly not finite after the last one. */
  readonly isLost: boolean;
}

/**
 * A simulation that advances while something is watched.
 *
 * @category Engines
 */
export interface Watcher {
  /**
   * Advances as {@linkcode Simulation.advance} does, or fewer steps where v of a neuron is newly not finite.
   * @throws {RangeError} where steps is not a positive integer.
   */
  advance(steps: number): Promise<Watching>;
}

/**
 * Options of a simulation.
 *
 * @category Engines
 */
export interface SimulationOptions {
  /** Time step [ms]. */
  readonly dt: number;
  /** Name of the integration method; `exp_auto` where it is left out. {@linkcode methodOf} knows them. */
  readonly method?: string;
  /** Worker threads; one where it is left out. The result does not depend on it. */
  readonly threads?: number;
}

/**
 * Choices of a specification that an engine supports. Whatever is left out is supported in full. The laws hold an engine
 * to what it supports, and to refusing the rest.
 *
 * @category Engines
 */
export interface Support {
  /** Values of `synapses.order`. */
  readonly orders?: readonly SynapseSpec["order"][];
  /** Values of `synapses.current`. */
  readonly currents?: readonly SynapseSpec["current"][];
  /** Whether `synapses.delay` may be other than 0. */
  readonly delays?: boolean;
  /** The shortest `synapses.delay` of networks with synapses [steps]; 0 if left out. */
  readonly shortestDelay?: number;
  /** Values of `spike.rule`. */
  readonly rules?: readonly SpikeSpec["rule"][];
  /** The distance of `spike.threshold` from `vT` [mV], if it cannot be chosen; null if left out. */
  readonly thresholdAboveVT?: number | null;
  /** Kinds of stimulus besides `none`, which every engine supports. */
  readonly stimuli?: readonly Exclude<StimulusSpec["kind"], "none">[];
  /** Whether `spike.refractory` may be other than 0. */
  readonly refractoriness?: boolean;
  /** Whether initial conductances may be negative, as some of the variant `brian2` are. */
  readonly negativeConductances?: boolean;
}

/**
 * A way to simulate networks.
 *
 * @category Engines
 */
export interface Engine {
  /** Short name, as the command line takes it. */
  readonly name: string;
  /** Precision of its state. */
  readonly precision: "float64" | "float32";
  /** Names of the integration methods it has. */
  readonly methods: readonly string[];
  /**
   * Relative error of a step that comes with its own arithmetic, on top of the rounding of its precision: NEURON takes slopes
   * of currents by differences. 0 if left out.
   */
  readonly accuracy?: number;
  /** What it supports, where that is not everything. */
  readonly supports?: Support;
  /** Why this engine cannot run here, in one sentence, or undefined where it can. */
  unavailable(): Promise<string | undefined>;
  /**
   * Memory that a simulation takes besides the network [bytes], as far as the specification tells: what `create` takes while
   * it works counts. Left out by engines that cannot tell.
   * @throws {RangeError} if the engine cannot hold such a simulation on any machine.
   */
  memory?(spec: NetworkSpec, options: SimulationOptions): number;
  /**
   * A simulation of the network, at step 0 of its initial state.
   * @throws {RangeError} where dt, method or threads is not usable.
   * @throws {EngineUnavailableError} where the engine cannot run here.
   */
  create(network: Network, options: SimulationOptions): Promise<Simulation>;
}

/**
 * One network, simulated by one engine.
 *
 * @category Engines
 */
export interface Simulation extends AsyncDisposable {
  /** The network that is simulated. */
  readonly network: Network;
  /** Name of the engine. */
  readonly engine: string;
  /** Precision of the engine's state. */
  readonly precision: "float64" | "float32";
  /** Name of the integration method, as it was asked for. */
  readonly method: string;
  /** Threads that are used. */
  readonly threads: number;
  /** What the caller should know, a sentence each: fewer threads than were asked for, and why. */
  readonly notes: readonly string[];
  /** Time step [ms]. */
  readonly dt: number;
  /** Completed steps; the simulated time is step × dt [ms]. */
  readonly step: number;
  /** The state variables of this simulation, in the order of {@linkcode STATE_VARIABLES}. */
  readonly variables: readonly StateVariable[];
  /**
   * Advances and returns the spikes of exactly those steps. advance(a), advance(b) equals advance(a + b), bit for bit.
   * @throws {RangeError} where steps is not a positive integer.
   */
  advance(steps: number): Promise<Spikes>;
  /** Copies one state variable out: one value per neuron, or per asked neuron. */
  read(variable: StateVariable, neurons?: Uint32Array): Promise<Float64Array>;
  /**
   * Prepares to sample state variables of some neurons while steps are done: the same values as `read` after each of these
   * steps, at a fraction of the time. Left out by engines that cannot.
   * @throws {RangeError} where a variable or a neuron is not one of the simulation, or steps are not positive integers.
   */
  watch?(watch: Watch): Watcher;
  /** Replaces one state variable, one value per neuron. Reading all and writing all is a checkpoint. */
  write(variable: StateVariable, values: Float64Array): Promise<void>;
}

/**
 * A state variable that can be read and not be written, because a simulator keeps it to itself.
 *
 * @category Engines
 */
export class UnwritableError extends RangeError {
  /** Name of the error class. */
  override readonly name = "UnwritableError";
}

/**
 * An engine cannot run on this machine or in this runtime.
 *
 * @category Engines
 */
export class EngineUnavailableError extends Error {
  /** Name of the error class. */
  override readonly name = "EngineUnavailableError";
}
