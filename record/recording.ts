/**
 * A Recording: what was observed of a run, as plain data with its provenance.
 *
 * @module
 */

import type { NetworkSpec } from "../model/spec.ts";
import type { Spikes, StateVariable } from "../model/simulation.ts";

/**
 * Provenance of a recording: enough to make it again.
 *
 * @category Recording
 */
export interface Provenance {
  /** Version of this library. */
  readonly version: string;
  /** The network's specification. */
  readonly spec: NetworkSpec;
  /** Excitatory neurons of the network: indices 0 to excitatory - 1. */
  readonly excitatory: number;
  /** Inhibitory neurons of the network: the indices that follow. */
  readonly inhibitory: number;
  /** Synapses of the network. */
  readonly synapses: number;
  /** Name of the engine. */
  readonly engine: string;
  /** Precision of the engine's state. */
  readonly precision: "float64" | "float32";
  /** Integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Worker threads. */
  readonly threads: number;
}

/**
 * Spikes of some neurons or of all.
 *
 * @category Recording
 */
export interface RecordedSpikes extends Spikes {
  /** What it is. */
  readonly kind: "spikes";
  /** The neurons that were watched, ascending; every neuron of the network where it is left out. */
  readonly neurons?: Uint32Array;
}

/**
 * One state variable of some neurons over time.
 *
 * @category Recording
 */
export interface Trace {
  /** What it is. */
  readonly kind: "trace";
  /** The variable; for units see {@linkcode StateVariable}. */
  readonly variable: StateVariable;
  /** The neurons, one per column. */
  readonly neurons: Uint32Array;
  /** Row r is the state after step `step[r]`; its time is step[r] × dt [ms] (BrainPy's monitors count so). */
  readonly step: Uint32Array;
  /** Row after row: neurons.length values each. */
  readonly values: Float64Array;
}

/**
 * Spike counts of the two populations in bins of equal length.
 *
 * @category Recording
 */
export interface PopulationRate {
  /** What it is. */
  readonly kind: "rate";
  /** Steps per bin. Bin b holds the steps from start + b × binSteps on, start being the recording's; the last may be cut. */
  readonly binSteps: number;
  /** Excitatory spikes of each bin. */
  readonly excitatory: Uint32Array;
  /** Inhibitory spikes of each bin. */
  readonly inhibitory: Uint32Array;
}

/**
 * Neurons whose membrane potential is no longer a finite number.
 *
 * @category Recording
 */
export interface NonFinite {
  /** What it is. */
  readonly kind: "nonFinite";
  /** The neurons, in the order in which they were seen. */
  readonly neurons: Uint32Array;
  /** The step after which each was first seen; the state is looked at every `every` steps and at the end. */
  readonly step: Uint32Array;
  /** Steps between two looks. */
  readonly every: number;
  /** Neurons that were still finite at the end, but farther from 0 than any membrane: beyond ±1000 mV. */
  readonly beyond?: number;
}

/**
 * Observations of one recorder of this library; `kind` says which of the four it is.
 *
 * @category Recording
 */
export type Observation = RecordedSpikes | Trace | PopulationRate | NonFinite;

/**
 * Observations by the names of their recorders.
 *
 * @category Recording
 */
export type Observations = Readonly<Record<string, Observation>>;

/**
 * Observations of a run. Plain data: saved and read back it is the same. The type of `observed` follows from the
 * recorders that {@linkcode run} was given; of a recording from a file it is not known, and {@linkcode spikesOf},
 * {@linkcode tracesOf}, {@linkcode rateOf} and {@linkcode nonFiniteOf} find what is there.
 *
 * @category Recording
 */
export interface Recording<Observed = Observations> {
  /** Where it comes from. */
  readonly provenance: Provenance;
  /** First step that was run. */
  readonly start: number;
  /** The step after the last one that was run; (stop - start) × dt [ms] were observed. */
  readonly stop: number;
  /** Whether the run was ended before its duration was over. */
  readonly aborted: boolean;
  /** What each recorder has seen, by the recorder's name. */
  readonly observed: Observed;
}
