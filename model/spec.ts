/**
 * The specification of a network as plain JSON: every choice that published versions of the model make differently is a
 * named field, and nothing else decides what the network is.
 *
 * @module
 */

import type { Parameters } from "./parameters.ts";

/**
 * Distribution of initial values, one value per neuron, in the unit of the variable.
 *
 * @category Model
 */
export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  /** Uniform on [low, high). */
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number };

/**
 * The state before the first step.
 *
 * @category Model
 */
export interface InitialState {
  /** Membrane potential [mV]. */
  readonly v: Distribution;
  /**
   * - `zero`: all gates 0.
   * - `steady`: each at its steady state at the initial v.
   * - `nest`: as NEST's hh_cond_exp_traub has them unless they are given: steady states at u = -60 mV, which is
   *   v = -60 mV with vT not taken off, whatever the initial v.
   */
  readonly gates: "zero" | "steady" | "nest";
  /** Excitatory synaptic conductance [nS]. */
  readonly gE: Distribution;
  /** Inhibitory synaptic conductance [nS]. */
  readonly gI: Distribution;
}

/**
 * Connection rule; p is the effective probability, nPost and nPre the sizes of the populations.
 * - `projection-out-degree`: each neuron has exactly trunc(nPost p) targets in each population (seed-1).
 * - `out-degree`: each neuron has exactly trunc(neurons p) targets in the whole network (seed-2, seed-3).
 * - `bernoulli`: each pair is connected with probability p (Brian 2).
 * - `in-degree`: each neuron has exactly trunc(nPre p) sources in each population (NEST, NEURON).
 * - `explicit`: the edges are given to `assembleNetwork`.
 *
 * @category Model
 */
export type ConnectionRule = "projection-out-degree" | "out-degree" | "bernoulli" | "in-degree" | "explicit";

/**
 * Connectivity: which neurons are connected.
 *
 * @category Model
 */
export interface ConnectivitySpec {
  /** What is drawn, and what is fixed. */
  readonly rule: ConnectionRule;
  /** Connection probability at scale 1. */
  readonly probability: number;
  /** Whether a neuron may be its own target. */
  readonly autapses: boolean;
  /** Whether a pair may be connected more than once. */
  readonly multapses: boolean;
}

/**
 * Synaptic conductances within a step.
 *
 * @category Model
 */
export interface SynapseSpec {
  /** Order of decay, addition of arriving spikes, and use (the conductance that acts on v in this step). */
  readonly order: "decay-add-use" | "add-decay-use" | "add-use-decay";
  /**
   * `frozen`: the synaptic current g (E - v) is held at the old v over the step.
   * `linear`: it follows v within the step, and its conductance counts in the linear term of the equation.
   */
  readonly current: "frozen" | "linear";
  /**
   * Delay [ms], a multiple of the time step and at most 31 steps: a spike of step k acts in step k + 1 + delay / dt. 0 in a
   * specification that does not name it.
   */
  readonly delay: number;
}

/**
 * The spike rule.
 *
 * @category Model
 */
export interface SpikeSpec {
  /**
   * - `crossing`: v passes the threshold from below (old v < threshold <= new v).
   * - `above`: v > threshold (Brian 2).
   * - `peak`: the first potential below the one before it while still at the threshold or above (old v > new v >= threshold;
   *   NEST). If the first potential after the peak is already below the threshold, there is no spike.
   */
  readonly rule: "crossing" | "above" | "peak";
  /** Threshold [mV]. */
  readonly threshold: number;
  /**
   * Refractory time [ms]: with R = refractory / dt steps, the next spike comes R steps later at the earliest
   * (`crossing`, `above`: as Brian 2 counts), or R + 1 steps later (`peak`: as NEST counts).
   * v goes on undisturbed.
   */
  readonly refractory: number;
}

/**
 * External excitatory events; each adds one excitatory weight wE to gE of its target.
 *
 * @category Model
 */
export type StimulusSpec =
  | { readonly kind: "none" }
  /** Event k reaches neuron targets[k] in step steps[k]. */
  | { readonly kind: "events"; readonly steps: readonly number[]; readonly targets: readonly number[] }
  /** Independent Poisson trains of `rate` [Hz] into the first `cells` neurons, from `start` to `stop` [ms]. */
  | {
    readonly kind: "poisson";
    readonly rate: number;
    readonly cells: number;
    readonly start: number;
    readonly stop: number;
  };

/**
 * A network, completely. Equal specifications give bit-equal networks on every machine.
 *
 * @category Model
 */
export interface NetworkSpec {
  /** Name of the published variant that this one started from. */
  readonly variant: string;
  /** Seed of everything random: an integer in [0, 2^53). */
  readonly seed: number;
  /** Size of the network relative to the published one: populations are trunc(size × scale). */
  readonly scale: number;
  /**
   * What keeps the input at other scales. `weights`: probability kept, weights divided by scale (the notebook's rule; the
   * activity changes). `in-degree`: probability divided by scale, weights kept (activity stays).
   */
  readonly scaling: "weights" | "in-degree";
  /** Sizes of the populations at scale 1. */
  readonly populations: { readonly excitatory: number; readonly inhibitory: number };
  /** Parameters of neurons and synapses; weights at scale 1. */
  readonly parameters: Parameters;
  /** The state before the first step. */
  readonly initial: InitialState;
  /** Who is connected to whom. */
  readonly connectivity: ConnectivitySpec;
  /** How synaptic conductances act. */
  readonly synapses: SynapseSpec;
  /** When a neuron fires. */
  readonly spike: SpikeSpec;
  /** External events. */
  readonly stimulus: StimulusSpec;
  /** Constant current into every neuron [pA]. */
  readonly current: number;
}
