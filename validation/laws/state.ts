/**
 * The whole state of a simulation, read and written.
 *
 * @module
 */

import type { Simulation, Spikes, StateVariable } from "../../model/simulation.ts";
import { expect, expectSame, expectSameNumbers } from "./expectation.ts";

/** Every state variable of a simulation. */
export type Checkpoint = ReadonlyMap<StateVariable, Float64Array>;

/** Reads every state variable. */
export async function checkpointOf(simulation: Simulation): Promise<Checkpoint> {
  const state = new Map<StateVariable, Float64Array>();
  for (const variable of simulation.variables) state.set(variable, await simulation.read(variable));
  return state;
}

/** Writes every state variable. */
export async function restore(simulation: Simulation, checkpoint: Checkpoint): Promise<void> {
  for (const [variable, values] of checkpoint) await simulation.write(variable, values);
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

/** The same spikes, counted from another step. */
export function shifted({ step, neuron }: Spikes, by: number): Spikes {
  return { step: step.map((k) => k + by), neuron };
}
