/**
 * Schedule of a run: the steps that are run, verified and timed.
 *
 * A run is a transient, then a window whose rate has to be right. The first steps of the window are then timed, from the
 * checkpoint at its beginning, again and again: every sample does the same work, and it is work that has been verified.
 *
 * @module
 */

import { type Network, stepsOf } from "../mod.ts";

/** Steps of a run. */
export interface Schedule {
  /** Steps before the window. */
  readonly transient: number;
  /** Steps in which the rate is taken. */
  readonly window: number;
  /** Steps of the window that a sample does. */
  readonly timed: number;
}

/** Time in which the activity settles, at most [ms]. The rates of Brian 2 in bands.ts were taken after as much. */
const LONGEST_TRANSIENT = 500;

/** Window of the reference, at most [ms]: the notebook's rates were taken from 50 to 100 ms. */
const REFERENCE_WINDOW = 50;

/** Neuron-steps of a sample, at most: about 0.1 s of either engine. */
const TIMED_NEURON_STEPS = { fast: 25_000_000, reference: 400_000 } as const;

/** Steps of a sample, at least. */
const LEAST_TIMED = 10;

/** The steps of a contender, with a window of `duration` [ms]. */
export function scheduleOf(isReference: boolean, network: Network, duration: number, dt: number): Schedule {
  const length = isReference ? Math.min(duration, REFERENCE_WINDOW) : duration;
  const { stimulus } = network.spec;
  // Timed steps are repeated, but a stimulus happens once.
  const stimulated = stimulus.kind === "poisson" ? Math.ceil(stimulus.stop / dt) : 0;
  const window = stepsOf(length, dt);
  const transient = Math.max(stepsOf(Math.min(length, LONGEST_TRANSIENT), dt), stimulated);
  return { transient, window, timed: timedSteps(isReference, network.neurons, window) };
}

/** Steps of a sample in a window of so many steps. */
export function timedSteps(isReference: boolean, neurons: number, window: number): number {
  const most = TIMED_NEURON_STEPS[isReference ? "reference" : "fast"] / neurons;
  return Math.min(window, Math.max(LEAST_TIMED, Math.floor(most)));
}
