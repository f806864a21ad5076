/**
 * Refractory time in steps.
 *
 * @module
 */

import type { SpikeSpec } from "./spec.ts";

/** A quotient is whole to this precision: 0.3 / 0.1 is 2.9999999999999996. */
const ROUNDING = 1e-6;

/**
 * Steps from a spike to the next one that is allowed, at time step dt [ms]: refractory / dt rounded up, and one more with
 * the rule `peak`; 0 where a spike may follow at once. After the step of a spike the state variable `refractory` holds it.
 * @throws {RangeError} where they are 2^53 - 1 or more.
 * @category Engines
 */
export function refractorySteps(spike: SpikeSpec, dt: number): number {
  const steps = Math.ceil(spike.refractory / dt - ROUNDING);
  if (steps >= Number.MAX_SAFE_INTEGER) {
    throw new RangeError(
      `Cannot create simulation: a refractory time of less than 2^53 - 1 steps is required, received ${spike.refractory} ms ` +
        `at dt ${dt} ms`,
    );
  }
  return spike.rule === "peak" ? steps + 1 : steps;
}
