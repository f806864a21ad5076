/**
 * The interface of recorders: what wants to see a run.
 *
 * @module
 */

import type { Simulation, Spikes } from "../model/simulation.ts";
import type { Recording } from "./recording.ts";

/** The part of a recording that recorders fill in. */
export type Observations =
  & Partial<Pick<Recording, "spikes" | "rate" | "nonFinite">>
  & Pick<Partial<Recording>, "traces">;

/** Something that observes a run. */
export interface Recorder {
  /** Steps between two samples, where samples are wanted: row r is the state after step r × every of the run. */
  readonly every?: number;
  /** Called once before the first step. */
  start(simulation: Simulation): void | Promise<void>;
  /** Called with the spikes of each batch of steps, in order. */
  spikes?(spikes: Spikes): void;
  /** Called for every wanted sample, after step `step` has been done. */
  sample?(simulation: Simulation, step: number): Promise<void>;
  /** Called once after the last step, also where the run was aborted. */
  finish?(simulation: Simulation): Promise<void>;
  /** What was observed so far. */
  observations(): Observations;
}
