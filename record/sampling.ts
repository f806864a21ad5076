/**
 * Sampling interval of recorders.
 *
 * @module
 */

import { received } from "../model/received.ts";

/**
 * Options of sampling: the number of steps between two samples.
 *
 * @category Recording
 */
export interface Sampling {
  /** Steps between two looks, the first being after the run's first step; 1 where it is left out. */
  readonly every?: number;
}

/**
 * Requires a positive integer of steps.
 * @throws {RangeError} where it is not.
 */
export function requireEvery(purpose: string, every: number): void {
  if (Number.isInteger(every) && every >= 1) return;
  throw new RangeError(`Cannot ${purpose}: every must be a positive integer of steps, received ${received(every)}`);
}
