/**
 * Samples of the time that some work takes, by mitata, in turns: A B C, A B C, …, so that all of them see the same machine
 * where its speed drifts, and their ratios hold.
 *
 * @module
 */

import { measure } from "mitata";
import { quantiles } from "../mod.ts";

/** Work that is sampled. */
export interface Work {
  /** What has to be done before each run and is not timed. */
  prepare(): Promise<void>;
  /** What is timed. */
  run(): Promise<void>;
}

/** Turns. */
export const ROUNDS = 5;

/** Samples of each turn, after one run to warm up. */
export const SAMPLES_PER_ROUND = 2;

/** Runs of each work altogether. */
export const RUNS: number = ROUNDS * (SAMPLES_PER_ROUND + 1);

/** Times of one work [ns]: one list per round. */
export type Times = readonly (readonly number[])[];

/** Times of each work; `onRun` is called with its index after each of its turns. */
export async function inTurns(
  works: readonly Work[],
  onTurn: (work: number) => void = () => {},
  rounds: number = ROUNDS,
): Promise<Times[]> {
  const times: number[][][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [w, work] of works.entries()) {
      times[w].push(await samplesOf(work));
      onTurn(w);
    }
  }
  return times;
}

/** mitata's samples of one turn [ns]. */
async function samplesOf(work: Work): Promise<number[]> {
  const isTimed = function* () {
    // mitata calls [0] before each run, without timing it, for the argument of bench.
    yield { 0: async () => await work.prepare(), bench: async (_prepared: void) => await work.run() };
  };
  // mitata's types know only generators of functions.
  const { samples } = await measure(isTimed as never, {
    min_samples: SAMPLES_PER_ROUND,
    max_samples: SAMPLES_PER_ROUND,
    min_cpu_time: 0,
    warmup_samples: 0, // else mitata may put many runs into a sample, and only the first would start where it should
    gc: false, // else mitata allocates 1 GiB before each turn to provoke a collection
  });
  return samples;
}

/** Smallest and median value. */
export interface Spread {
  /** The smallest. */
  readonly min: number;
  readonly median: number;
}

/** Smallest and median sample, times a factor. */
export function spreadOf(times: Times, factor: number): Spread {
  const [min, median] = quantiles(times.flat(), [0, 0.5]);
  return { min: min * factor, median: median * factor };
}

/** The shortest sample of each round: what else the machine does can only make a sample longer. */
export function shortest(times: Times): number[] {
  return times.map((samples) => Math.min(...samples));
}

/** Median over the rounds of f(a, b), where a and b are the shortest samples of the same round. */
export function medianOfRounds(a: Times, b: Times, f: (a: number, b: number) => number): number {
  const shortestB = shortest(b);
  return quantiles(shortest(a).map((time, round) => f(time, shortestB[round])), [0.5])[0];
}
