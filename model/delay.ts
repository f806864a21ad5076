/**
 * Delay of synapses in steps.
 *
 * @module
 */

import { methodOf } from "./methods.ts";
import type { SynapseSpec } from "./spec.ts";

/** Longest delay [steps]: the state variable `spike` has a bit for the last step and for each step of the delay. */
export const LONGEST_DELAY = 31;

/** A quotient is whole to this precision: 0.3 / 0.1 is 2.9999999999999996. */
const ROUNDING = 1e-6;

/**
 * Steps by which spikes are delayed at time step dt [ms]: a spike of step k acts in step k + 1 + steps.
 * @throws {RangeError} where the delay is not a whole number of steps, is longer than can be kept, or the method has none.
 */
export function delaySteps({ delay }: SynapseSpec, { dt, method }: { dt: number; method: string }): number {
  const steps = Math.round(delay / dt);
  if (Math.abs(delay / dt - steps) > ROUNDING) {
    throw new RangeError(
      `Cannot create simulation: synapses.delay must be a multiple of dt (${dt} ms), received ${delay} ms`,
    );
  }
  if (steps > LONGEST_DELAY) {
    throw new RangeError(
      `Cannot create simulation: synapses.delay must be at most ${LONGEST_DELAY} steps of ${dt} ms, received ${delay} ms`,
    );
  }
  if (steps > 0 && methodOf(method).isInterpolated) {
    throw new RangeError(
      `Cannot create simulation: with method ${method}, which keeps the time of one spike per neuron, synapses.delay ` +
        `must be 0, received ${delay} ms`,
    );
  }
  return steps;
}
