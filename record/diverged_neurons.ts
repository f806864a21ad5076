/**
 * Divergence: when a membrane potential, or a whole state, is not plausible any more.
 *
 * @module
 */

import type { Checkpoint } from "./checkpoint.ts";

/**
 * A potential farther from 0 than this [mV] is not a plausible membrane potential: reversal potentials are within 100 mV.
 *
 * @category Recording
 */
export const FARTHEST_POTENTIAL = 1000;

/**
 * Number of neurons of which a state variable is not finite, or v is farther from 0 than {@linkcode FARTHEST_POTENTIAL}.
 *
 * @category Recording
 */
export function divergedNeurons(checkpoint: Checkpoint): number {
  const diverged = new Set<number>();
  for (const [variable, values] of checkpoint) {
    const most = variable === "v" ? FARTHEST_POTENTIAL : Number.MAX_VALUE;
    values.forEach((value, i) => {
      if (!(Math.abs(value) <= most)) diverged.add(i);
    });
  }
  return diverged.size;
}
