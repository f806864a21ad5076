/**
 * Observations for tests of comparisons.
 *
 * @module
 */

import fc from "fast-check";
import { buildNetwork, cobaHh, type CobaHhOptions, type Engine, type Network, wasmEngine } from "../../mod.ts";
import type { ObservedSpikes } from "../../validation/mod.ts";
import { spikesOf } from "../analysis/trains.ts";

/** Random trains of 2 to 6 neurons over 400 steps of 0.1 ms. */
export function observed(): fc.Arbitrary<ObservedSpikes> {
  const train = fc.uniqueArray(fc.nat(399), { maxLength: 60 });
  return fc.record({
    trains: fc.array(train, { minLength: 2, maxLength: 6 }),
    excitatory: fc.integer({ min: 1, max: 5 }),
  }).map(({ trains, excitatory }) => {
    const split = Math.min(excitatory, trains.length - 1);
    return {
      spikes: spikesOf(trains),
      start: 0,
      stop: 400,
      provenance: { excitatory: split, inhibitory: trains.length - split, dt: 0.1 },
    };
  });
}

/** How a run is made: for how long [ms], and with which step [ms], method, and shift of every initial potential [mV]. */
export interface RunOptions {
  readonly duration: number;
  readonly dt?: number;
  readonly shift?: number;
  readonly method?: string;
}

/** A run of a network by an engine. */
export async function runBy(
  engine: Engine,
  network: Network,
  { duration, dt = 0.1, shift = 0, ...method }: RunOptions,
): Promise<ObservedSpikes> {
  await using simulation = await engine.create(network, { dt, ...method });
  if (shift !== 0) await simulation.write("v", (await simulation.read("v")).map((v) => v + shift));
  const stop = Math.round(duration / dt);
  const spikes = await simulation.advance(stop);
  const { excitatory, inhibitory } = network;
  return { spikes, start: 0, stop, provenance: { excitatory, inhibitory, dt } };
}

/** A run by the fast engine. */
export function simulated(options: CobaHhOptions, run: RunOptions): Promise<ObservedSpikes> {
  return runBy(wasmEngine, buildNetwork(cobaHh(options)), run);
}
