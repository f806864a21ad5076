/**
 * The network that the tests of recorders look at, and what they make of a run.
 *
 * @module
 */

import { buildNetwork, cobaHh, type Engine, type Network, type Spikes, type StateVariable } from "../../mod.ts";

/** Time step of these tests [ms]. */
export const DT = 0.1;

/**
 * Forty excitatory and ten inhibitory neurons, driven so that they fire from the first milliseconds on; with this seed the
 * first and the last of both populations fire repeatedly.
 */
export function smallNetwork(): Network {
  return buildNetwork(cobaHh({
    seed: 6,
    populations: { excitatory: 40, inhibitory: 10 },
    connectivity: { probability: 0.15 },
    current: 1000,
  }));
}

/** The spikes of the first steps of the network, seen by nobody. */
export async function unobserved(engine: Engine, network: Network, steps: number): Promise<Spikes> {
  await using simulation = await engine.create(network, { dt: DT });
  return await simulation.advance(steps);
}

/** A variable of some neurons after each of the first steps, a row per step, read one step at a time. */
export async function stepByStep(
  engine: Engine,
  network: Network,
  steps: number,
  { variable, neurons }: { readonly variable: StateVariable; readonly neurons: Uint32Array },
): Promise<Float64Array[]> {
  await using simulation = await engine.create(network, { dt: DT });
  const rows: Float64Array[] = [];
  for (let k = 0; k < steps; k++) {
    await simulation.advance(1);
    rows.push(await simulation.read(variable, neurons));
  }
  return rows;
}

/** The spikes for which the condition holds. */
export function spikesWhere(
  { step, neuron }: Spikes,
  isWanted: (step: number, neuron: number) => boolean,
): Spikes {
  const wanted = (_: number, k: number) => isWanted(step[k], neuron[k]);
  return { step: step.filter(wanted), neuron: neuron.filter(wanted) };
}
