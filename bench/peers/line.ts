/**
 * A line of the comparison: who ran the network, what came of it, and how long it took.
 *
 * @module
 */

import type { Spread } from "../sampling.ts";
import type { Identity } from "./contestant.ts";

/** Speed of a contestant whose run was right. */
export interface PeerSpeed {
  /** Runs that were timed. */
  readonly runs: number;
  /** Wall time of the simulation [s]. */
  readonly simulateSeconds: Spread;
  /** Wall time per neuron and step [ns]. */
  readonly nsPerNeuronStep: Spread;
  /** Wall time per biological time. */
  readonly realTimeFactor: Spread;
  /**
   * Its wall time over that of this library's fast engine with as many threads: median over the rounds; null where that has
   * not run.
   */
  readonly timesOurs: number | null;
  /** The same two of processor time, of all threads together, which says more where the machine has other work to do. */
  readonly processorNsPerNeuronStep: Spread;
  /** Ratio of processor times; null as above. */
  readonly processorTimesOurs: number | null;
}

/** Measurements of one simulator. */
export interface PeerLine extends Identity {
  /** Version of the program. */
  readonly version: string | null;
  /** Synapses as it counts them. */
  readonly synapses: number | null;
  /** Rate of the first run in the window [Hz]. */
  readonly rate: number | null;
  /** Mean CV of the intervals in the window [1]. */
  readonly cv: number | null;
  /** Neurons that are not finite at the end of the last run, or beyond any membrane. */
  readonly nonFinite: number | null;
  /** SHA-256 of the spikes of the first run. */
  readonly hash: string | null;
  /**
   * Whether these are, one by one, the spikes of this library's reference with the choices of that simulator; null where no
   * choice could make it so.
   */
  readonly isIdentical: boolean | null;
  /** Setting the network up, and compiling [s]. */
  readonly buildSeconds: number | null;
  /** Compiling [s]. */
  readonly compileSeconds: number | null;
  /** Why there is no speed, a sentence each. */
  readonly failures: readonly string[];
  /** The speed; null where there are failures. */
  readonly speed: PeerSpeed | null;
}

/** A simulator that was not run. */
export interface Skipped {
  /** What the table would call it. */
  readonly title: string;
  /** Why. */
  readonly reason: string;
}
