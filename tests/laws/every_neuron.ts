/**
 * The same value in every neuron.
 *
 * @module
 */

import type { Simulation, StateVariable } from "../../mod.ts";

/** Writes the same value of a variable into every neuron. */
export async function set(simulation: Simulation, state: Partial<Record<StateVariable, number>>): Promise<void> {
  for (const [variable, value] of Object.entries(state)) {
    await simulation.write(variable as StateVariable, new Float64Array(simulation.network.neurons).fill(value));
  }
}
