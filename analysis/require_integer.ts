/**
 * The requirement that an argument is an integer, in a range.
 *
 * @module
 */

import { received } from "../model/received.ts";

/** Requires an integer in [low, high]. */
export function requireInteger(
  purpose: string,
  name: string,
  value: number,
  low: number,
  high: number = Infinity,
): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  const required = high === Infinity ? `an integer of at least ${low}` : `an integer in [${low}, ${high}]`;
  throw new RangeError(`Cannot ${purpose}: ${name} must be ${required}, received ${received(value)}`);
}
