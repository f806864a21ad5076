/**
 * Ranges of neurons, one per thread.
 *
 * @module
 */

import { NEURONS_PER_ITERATION } from "./layout.ts";

/** Neurons first … first + size - 1. */
export interface Range {
  /** First neuron. */
  readonly first: number;
  /** Number of neurons. */
  readonly size: number;
}

/** At most `threads` ranges of nearly equal size, each but the last a multiple of what the kernel takes at a time. */
export function rangesOf(neurons: number, threads: number): Range[] {
  const iterations = Math.ceil(neurons / NEURONS_PER_ITERATION);
  const count = Math.min(threads, iterations);
  const bounds = Array.from(
    { length: count + 1 },
    (_, k) => Math.min(neurons, Math.floor(iterations * k / count) * NEURONS_PER_ITERATION),
  );
  bounds[count] = neurons;
  return bounds.slice(0, count).map((first, k) => ({ first, size: bounds[k + 1] - first }));
}

/** Neurons of a range with what pads them. */
export function paddedSize(range: Range): number {
  return Math.ceil(range.size / NEURONS_PER_ITERATION) * NEURONS_PER_ITERATION;
}
