/**
 * Expectations: what was expected, and what came instead.
 *
 * @module
 */

import type { Spikes } from "../../model/simulation.ts";
import type { Checkpoint } from "../../record/checkpoint.ts";
import { LawError } from "./law.ts";

/** Throws the complaint where the condition does not hold. */
export function expect(condition: boolean, complaint: () => string): void {
  if (!condition) throw new LawError(complaint());
}

/** Expects two numbers, or two texts, to be the same; NaN is NaN. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  expect(Object.is(actual, expected), () => `${what}: expected ${expected}, received ${actual}`);
}

/** Expects a number to be within `tolerance` of another one. */
export function expectNear(actual: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(actual - expected);
  expect(
    error <= tolerance,
    () => `${what}: expected ${expected} within ${tolerance}, received ${actual}, off by ${error}`,
  );
}

/** Expects an error to be at most `bound`. */
export function expectAtMost(error: number, bound: number, what: string): void {
  expect(error <= bound, () => `${what}: expected at most ${bound}, received ${error}`);
}

/** Expects a number to be in [low, high]. */
export function expectBetween(actual: number, low: number, high: number, what: string): void {
  expect(actual >= low && actual <= high, () => `${what}: expected a number in [${low}, ${high}], received ${actual}`);
}

/** Expects the same numbers in the same order, bit for bit. */
export function expectSameNumbers(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  for (let k = 0; k < Math.max(actual.length, expected.length); k++) {
    if (k < actual.length && k < expected.length && Object.is(actual[k], expected[k])) continue;
    const at = (values: ArrayLike<number>) => k < values.length ? String(values[k]) : "nothing";
    throw new LawError(`${what}: expected ${at(expected)} at ${k}, received ${at(actual)}`);
  }
}

/** Expects the same spikes, bit for bit; the complaint is the first place where they differ. */
export function expectSameSpikes(actual: Spikes, expected: Spikes, what: string): void {
  const spike = ({ step, neuron }: Spikes, k: number) =>
    k < step.length ? `neuron ${neuron[k]} in step ${step[k]}` : "no more spikes";
  for (let k = 0; k < Math.max(actual.step.length, expected.step.length); k++) {
    if (actual.step[k] === expected.step[k] && actual.neuron[k] === expected.neuron[k]) continue;
    throw new LawError(
      `${what}: after ${k} equal spikes expected ${spike(expected, k)}, received ${spike(actual, k)}`,
    );
  }
}

/** Expects two states to be the same, bit for bit. */
export function expectSameState(actual: Checkpoint, expected: Checkpoint, what: string): void {
  expectSame([...actual.keys()].join(), [...expected.keys()].join(), `${what}: variables`);
  for (const [variable, values] of expected) {
    const others = actual.get(variable)!;
    expect(others !== values, () => `${what}: read gives the same array twice, where it has to copy`);
    expectSameNumbers(others, values, `${what}: ${variable} by neuron`);
  }
}

/** Expects an action to be refused with a RangeError whose message holds a text. */
export async function expectRefused(action: () => Promise<unknown>, text: string, what: string): Promise<void> {
  try {
    await action();
  } catch (error) {
    expect(error instanceof RangeError, () => `${what}: expected a RangeError, received ${error}`);
    const { message } = error as RangeError;
    expect(message.includes(text), () => `${what}: expected a message that says ${text}, received "${message}"`);
    return;
  }
  throw new LawError(`${what}: expected a RangeError, and it was accepted`);
}
