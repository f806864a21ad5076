/**
 * Runs of a network that differ by chance alone: from initial potentials that are slightly apart.
 *
 * @module
 */

import { type Engine, type Network, type Recording, run, type SimulationOptions, spikes } from "../../mod.ts";

/** What the initial potentials of a network's runs differ by [mV]: enough for their spikes to part within 20 ms. */
const APART = 1e-3;

/** Run number `repeat` of a network, for `duration` [ms]; number 0 begins where the network says. */
export async function runOfNetwork(
  engine: Engine,
  network: Network,
  repeat: number,
  options: SimulationOptions,
  duration: number,
  onProgress: (fraction: number) => void = () => {},
): Promise<Recording> {
  await using simulation = await engine.create(withShiftedPotentials(network, repeat * APART), options);
  return await run(simulation, duration, { spikes: spikes() }, { onProgress });
}

/** The same network, every neuron's initial potential moved by so much [mV]. */
function withShiftedPotentials(network: Network, shift: number): Network {
  const { initial } = network;
  return { ...network, initial: { ...initial, v: initial.v.map((v) => v + shift) } };
}
