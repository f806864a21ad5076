/**
 * The interface of recorders: what observes a run.
 *
 * @module
 */

import type { Simulation, Spikes, StateVariable } from "../model/simulation.ts";

/**
 * Observes a run. {@linkcode spikes}, {@linkcode trace}, {@linkcode populationRate} and {@linkcode nonFinite} make the
 * recorders of this library; anything else that has these methods is one, too. A recorder can be used for one run after
 * another, and forgets the earlier one.
 *
 * @category Recording
 */
export interface Recorder<Observation = unknown> {
  /** Steps between two samples, where samples are wanted: row r is the state after step r × every of the run. */
  readonly every?: number;
  /** Called once before the first step. */
  start(simulation: Simulation): void | Promise<void>;
  /** Called with the spikes of each batch of steps, in order. */
  spikes?(spikes: Spikes): void;
  /** Called for every wanted sample, after step `step` has been done. */
  sample?(simulation: Simulation, step: number): Promise<void>;
  /**
   * What `sample` reads, where that is all it does: a variable of some neurons. Asked for once, after `start`. A simulation that
   * can sample while it advances then does so, and `takeSamples` is called instead of `sample`.
   */
  sampled?(): { readonly variable: StateVariable; readonly neurons: Uint32Array };
  /** Called with wanted samples, those after these steps, row after row. */
  takeSamples?(steps: Uint32Array, values: Float64Array): void;
  /** Whether `sample` has to be called only after steps in which v of a neuron is newly not finite, and does nothing but read. */
  readonly isForLost?: boolean;
  /** Called once after the last step, also where the run was aborted. */
  finish?(simulation: Simulation): Promise<void>;
  /** What was observed so far. */
  observation(): Observation;
}

/**
 * Recorders by name.
 *
 * @category Recording
 */
export type Recorders = Readonly<Record<string, Recorder>>;

/**
 * Observations of recorders, each under its name.
 *
 * @category Recording
 */
export type ObservedBy<Named extends Recorders> = {
  readonly [Name in keyof Named]: Named[Name] extends Recorder<infer Observation> ? Observation : never;
};
