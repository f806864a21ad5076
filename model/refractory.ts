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
 */
export function refractorySteps(spike: SpikeSpec, dt: number): number {
  const steps = Math.ceil(spike.refractory / dt - ROUNDING);
  return spike.rule === "peak" ? steps + 1 : steps;
}
