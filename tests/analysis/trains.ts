/**
 * Spike trains for tests: spikes from trains, generators, and tolerances with their reasons.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Population, Spikes, SpikeWindow } from "../../analysis/mod.ts";

/** Sums of up to a few hundred terms of order 1, taken in another order: rounding grows to some 1e-14. */
export const ROUNDING = 1e-12;

/** Properties are run on the same examples each time. */
export const EXAMPLES: { readonly seed: number; readonly numRuns: number } = { seed: 2007, numRuns: 200 };

/** One train per neuron: the steps of its spikes, ascending. */
export type Trains = readonly (readonly number[])[];

/** The spikes of the trains, sorted by step, then by neuron. */
export function spikesOf(trains: Trains): Spikes {
  const pairs = trains.flatMap((train, neuron) => train.map((step) => [step, neuron]));
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { step: Uint32Array.from(pairs, ([step]) => step), neuron: Uint32Array.from(pairs, ([, neuron]) => neuron) };
}

/** The whole of trains that lie in [0, stop), in steps of 0.1 ms. */
export function windowOf(trains: Trains, stop: number): SpikeWindow {
  return { neurons: trains.length, dt: 0.1, start: 0, stop };
}

/** Trains, a window that may cut them, and a population. */
export interface Observation {
  readonly trains: Trains;
  readonly spikes: Spikes;
  readonly window: SpikeWindow;
  readonly population: Population;
}

/** Observations of 1 to 8 neurons over windows within 200 steps, silent neurons included. */
export const observations: fc.Arbitrary<Observation> = fc.record({
  trains: fc.array(
    fc.uniqueArray(fc.nat(199), { maxLength: 40 }).map((steps) => steps.sort((a, b) => a - b)),
    { minLength: 1, maxLength: 8 },
  ),
  start: fc.nat(99),
  steps: fc.integer({ min: 1, max: 100 }),
  dt: fc.constantFrom(0.1, 0.05, 0.25),
  first: fc.nat(),
  count: fc.nat(),
}).map(({ trains, start, steps, dt, first, count }) => {
  const neurons = trains.length;
  const from = first % neurons;
  return {
    trains,
    spikes: spikesOf(trains),
    window: { neurons, dt, start, stop: start + steps },
    population: { first: from, count: 1 + count % (neurons - from) },
  };
});

/** Bin widths that fit into the window. */
export function binStepsWithin(window: SpikeWindow, choice: number): number {
  return 1 + choice % (window.stop - window.start);
}

/** The trains of the population within the window. */
export function trainsWithin({ trains, window, population }: Observation): number[][] {
  return trains.slice(population.first, population.first + population.count)
    .map((train) => train.filter((step) => step >= window.start && step < window.stop));
}

/** Requires equality up to rounding, relative above 1; NaN equals NaN. */
export function assertClose(actual: number, expected: number, tolerance: number, message?: string): void {
  if (Number.isNaN(expected)) assert(Number.isNaN(actual), `${message ?? ""}: expected NaN, received ${actual}`);
  else assertAlmostEquals(actual, expected, tolerance * Math.max(1, Math.abs(expected)), message);
}

/** Requires {@linkcode assertClose} of each pair of values. */
export function assertAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  message: string = "",
): void {
  assertEquals(actual.length, expected.length, message);
  for (let k = 0; k < expected.length; k++) assertClose(actual[k], expected[k], tolerance, `${message}[${k}]`);
}

/** Requires a RangeError with exactly this message. */
export function assertRefuses(attempt: () => unknown, message: string): void {
  assertEquals(assertThrows(attempt, RangeError).message, message);
}
