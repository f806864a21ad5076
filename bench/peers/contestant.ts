/**
 * A contestant: somebody who runs the network again and again, a simulator or an engine of this library.
 *
 * @module
 */

import type { Spikes } from "../../mod.ts";
import type { Integrator } from "./peers.ts";

/** Entries of the table that are known before a run. */
export interface Identity {
  /** Its name. */
  readonly title: string;
  /** Whether it is an engine of this library. */
  readonly isOwn: boolean;
  /** Numbers that its state is made of. */
  readonly precision: "float64" | "float32";
  /** How it integrates, in words. */
  readonly integrator: Integrator | string;
  /** Threads that simulate. */
  readonly threads: number;
}

/** Properties of a contestant that is ready. */
export interface Preparation {
  readonly version: string;
  /** Neurons and synapses as it counts them. */
  readonly neurons: number;
  /** Synapses as it counts them. */
  readonly synapses: number;
  /** Setting the network up [s]. */
  readonly buildSeconds: number;
  /** Compiling [s]; 0 where nothing is compiled. */
  readonly compileSeconds: number;
}

/** Result of a run. */
export interface Ran {
  /** Wall time of the simulation alone [s]. */
  readonly simulateSeconds: number;
  /** Its processor time, of all threads together [s]. */
  readonly processorSeconds: number;
  /** Neurons whose potential is not finite, or beyond any membrane, at the end. */
  readonly nonFinite: number;
  /** Its spikes, where they were asked for. */
  readonly spikes?: Spikes;
}

/** Somebody who runs the network. */
export interface Contestant extends AsyncDisposable {
  /** Who it is. */
  readonly identity: Identity;
  /** Makes everything ready. */
  prepare(): Promise<Preparation>;
  /** Runs once; the first run begins at the beginning. */
  run(withSpikes: boolean): Promise<Ran>;
}

/** Error of a contestant that cannot run: its program's last words. */
export class ContestantError extends Error {
  /** Name of the error class. */
  override readonly name = "ContestantError";
}
