/**
 * A line of the benchmark: what was run, what was verified, and how fast it was.
 *
 * @module
 */

import type { Band } from "./bands.ts";
import type { Spread } from "./sampling.ts";

/** A network and the contender that ran it. */
export interface Subject {
  /** Published version of the network. */
  readonly variant: string;
  /** Size relative to the published one. */
  readonly scale: number;
  /** What keeps the input at other scales. */
  readonly scaling: "weights" | "in-degree";
  /** Name of the contender. */
  readonly engine: string;
  /** Integration method. */
  readonly method: string;
  /** Threads that were used. */
  readonly threads: number;
  /** Neurons of the network. */
  readonly neurons: number;
  /** Synapses of the network, counted. */
  readonly synapses: number;
}

/** Speed of whole steps. */
export interface StepSpeed {
  /** Steps of a sample. */
  readonly steps: number;
  /** Times that were measured. */
  readonly samples: number;
  /** Wall time per neuron and step [ns]. */
  readonly nsPerNeuronStep: Spread;
  /** Wall time of the whole step per spike that reaches a target [ns]; null where none does. */
  readonly nsPerEvent: Spread | null;
  /** Steps per second: of the median sample, and of the fastest. */
  readonly stepsPerSecond: { readonly median: number; readonly max: number };
  /** Wall time per biological time. */
  readonly realTimeFactor: Spread;
  /** How many times the reference's wall time per neuron-step is this one's: median over the rounds. */
  readonly timesReference: number | null;
  /** How many times that of the same engine with the first method this one's is: median over the rounds. */
  readonly price: number | null;
}

/** A line of the suite `steps`. */
export interface StepLine extends Subject {
  /** The window in which the rate was taken [ms]. */
  readonly window: { readonly start: number; readonly stop: number };
  /** Rate in the window [Hz]. */
  readonly rate: number | null;
  /** The published band of the rate. */
  readonly band: Band | null;
  /** Whether the first spikes were compared with the reference's. */
  readonly isCompared: boolean;
  /** Neurons that have diverged: NaN, infinite, or beyond ±1000 mV. */
  readonly diverged: number | null;
  /** SHA-256 of the spikes from the first step to the end of the window. */
  readonly hash: string | null;
  /** Why there is no speed, a sentence each. */
  readonly failures: readonly string[];
  /** The speed, of a run without failures. */
  readonly speed: StepSpeed | null;
}

/** A line of the suite `kernel`. */
export interface KernelLine extends Subject {
  /** What was measured: update, delivery of a format, creation, … */
  readonly name: string;
  /** Unit of the times. */
  readonly unit: string;
  /** Rate of the spikes that were delivered [Hz]; null where nothing fires. */
  readonly rate: number | null;
  /** Neurons that have diverged: NaN, infinite, or beyond ±1000 mV. */
  readonly diverged: number | null;
  /** SHA-256 of the spikes. */
  readonly hash: string | null;
  /** Why there is no time, a sentence each. */
  readonly failures: readonly string[];
  /** Why this could not be measured here, without anything being wrong. */
  readonly note: string | null;
  /** The time, in `unit`. */
  readonly time: Spread | null;
  /** How many times the reference's time is this one's: median over the rounds. */
  readonly timesReference: number | null;
  /** How many times that of the same engine with the first method this one's is: median over the rounds. */
  readonly price: number | null;
}
