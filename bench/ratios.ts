/**
 * Ratios of times within one run, in which the speed of the machine cancels.
 *
 * @module
 */

import { medianOfRounds, type Times } from "./sampling.ts";
import type { Trial } from "./trial.ts";

/** The ratios of a trial's time per neuron-step to those of others: medians over the rounds. */
export interface Ratios {
  /** The reference's with the same method over this one's; null where it was not measured. */
  readonly timesReference: number | null;
  /** This one's over that of the same engine with the first method; null where that was not measured, or is this one. */
  readonly price: number | null;
}

/** The ratios of a trial that has times, among trials of one network. */
export function ratiosOf(trial: Trial, trials: readonly Trial[], times: ReadonlyMap<Trial, Times>): Ratios {
  const { name, method } = trial.contender;
  const reference = trials.find(({ contender }) => contender.isReference && contender.method === method);
  const first = trials.find(({ contender }) => contender.name === name);
  return {
    timesReference: ratio(reference, trial, times),
    price: first === trial ? null : ratio(trial, first, times),
  };
}

/** Time of a over time of b, per step; null where either has none. */
function ratio(a: Trial | undefined, b: Trial | undefined, times: ReadonlyMap<Trial, Times>): number | null {
  const theirs = a && times.get(a), ours = b && times.get(b);
  if (theirs === undefined || ours === undefined) return null;
  const stepsOfOne = b!.schedule.timed / a!.schedule.timed;
  return medianOfRounds(theirs, ours, (x, y) => x / y * stepsOfOne);
}
