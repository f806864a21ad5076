/**
 * Initial state of the cells of fixtures: the same for each, written into a simulation.
 *
 * @module
 */

import type { Network } from "../../../model/network.ts";
import type { Engine, Simulation, SimulationOptions, StateVariable } from "../../../model/simulation.ts";

/** Writes one value of each given variable into every neuron. */
export async function writeEach(
  simulation: Simulation,
  state: { readonly [Variable in StateVariable]?: number },
): Promise<void> {
  for (const [variable, value] of Object.entries(state)) {
    await simulation.write(variable as StateVariable, new Float64Array(simulation.network.neurons).fill(value));
  }
}

/** A simulation whose neurons begin at v [mV] with gates and conductances at 0, the beginning of the benchmark. */
export async function startedAt(
  v: number,
  engine: Engine,
  network: Network,
  options: SimulationOptions,
): Promise<Simulation> {
  const simulation = await engine.create(network, options);
  await writeEach(simulation, { v, m: 0, h: 0, n: 0, gE: 0, gI: 0 });
  return simulation;
}
