/**
 * The interface of an integration method: it takes a network from one step to the next, detection of spikes excepted.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import type { Timing } from "./arrivals.ts";
import type { State } from "./state.ts";

/**
 * One step, step `step`, of every neuron: spikes that are due and stimulus events arrive, conductances and membranes advance.
 * No neuron sees what another one does in the same step. Where the method has `spikeLag`, it is set to the time from the
 * last upward crossing of the threshold to the end of the step.
 */
export type Step = (state: State, step: number) => void;

/** An integration method. */
export interface Method {
  /** The step of a network. */
  stepOf(network: Network, timing: Timing): Step;
}
