/**
 * Checkpoints: the whole state of a simulation, to go on from later or in another simulation.
 *
 * @module
 */

import type { Simulation, StateVariable } from "../model/simulation.ts";

/**
 * The values of every state variable, one per neuron; for units see {@linkcode StateVariable}.
 *
 * @category Recording
 */
export type Checkpoint = ReadonlyMap<StateVariable, Float64Array>;

/**
 * Reads every state variable of a simulation. The step is not among them: only a stimulus depends on it.
 *
 * @category Recording
 */
export async function checkpointOf(simulation: Simulation): Promise<Checkpoint> {
  const state = new Map<StateVariable, Float64Array>();
  for (const variable of simulation.variables) state.set(variable, await simulation.read(variable));
  return state;
}

/**
 * Writes a checkpoint into a simulation of the same network, method and dt: it goes on as the one did that was read, bit
 * for bit.
 *
 * @example
 * ```ts
 * import { buildNetwork, checkpointOf, cobaHh, referenceEngine, restore } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 });
 * const checkpoint = await checkpointOf(simulation);
 * const { neuron } = await simulation.advance(200);
 * await restore(simulation, checkpoint);
 * assertEquals((await simulation.advance(200)).neuron, neuron);
 * ```
 * @throws {RangeError} if the simulation has other neurons or lacks one of the variables.
 * @category Recording
 */
export async function restore(simulation: Simulation, checkpoint: Checkpoint): Promise<void> {
  for (const [variable, values] of checkpoint) await simulation.write(variable, values);
}
