/**
 * Cells whose input arrives at any time, not at the ends of steps: each has an excitatory and an inhibitory source, which
 * is made to fire by writing its spike and, where the method has it, how long ago that was.
 *
 * @module
 */

import { assembleNetwork, cobaHh, type Network, referenceEngine } from "../../mod.ts";
import { PURPOSE, uniform } from "../../model/random.ts";

/** Cells, their time [ms], and the time between samples of v [ms]. */
const CELLS = 8, DURATION = 300, SAMPLE = 5;

/**
 * Events come with this probability in each 0.2 ms, at a multiple of 0.005 ms in its first half: so those of a source are
 * at least 0.1 ms apart, and fall in different steps.
 */
const BIN = 0.2, TICK = 0.005, PROBABILITY = { excitatory: 0.3, inhibitory: 0.1 };

/** Few events, so of larger weights [nS]: the mean conductances are those of the network. */
const WEIGHTS = { wE: 14, wI: 86 };

function cellsWithSources(): Network {
  const each = Array.from({ length: CELLS }, (_, i) => i);
  const pre = Uint32Array.from([...each.map((i) => CELLS + i), ...each.map((i) => 2 * CELLS + i)]);
  const spec = cobaHh({
    populations: { excitatory: 2 * CELLS, inhibitory: CELLS },
    parameters: WEIGHTS,
    synapses: { order: "add-use-decay", current: "linear" },
  });
  return assembleNetwork(spec, { pre, post: Uint32Array.from([...each, ...each]) });
}

/** Events by step in whose end they are pending: source and ticks until that end. */
function eventsBy(dt: number): Map<number, { readonly source: number; readonly ticks: number }[]> {
  const events = new Map<number, { source: number; ticks: number }[]>();
  const ticksPerStep = Math.round(dt / TICK), ticksPerBin = Math.round(BIN / TICK);
  for (let source = CELLS; source < 3 * CELLS; source++) {
    const probability = source < 2 * CELLS ? PROBABILITY.excitatory : PROBABILITY.inhibitory;
    for (let bin = 0; bin < DURATION / BIN; bin++) {
      if (uniform(1, PURPOSE.stimulus, source, 2 * bin) >= probability) continue;
      const within = 1 + Math.floor(uniform(1, PURPOSE.stimulus, source, 2 * bin + 1) * (ticksPerBin / 2 - 1));
      const time = bin * ticksPerBin + within, step = Math.ceil(time / ticksPerStep);
      if (!events.has(step)) events.set(step, []);
      events.get(step)!.push({ source, ticks: step * ticksPerStep - time });
    }
  }
  return events;
}

/** v of every cell at each sample [mV], by a method of the reference engine at a dt that is a multiple of 0.005 ms. */
export async function driveLate(method: string, dt: number): Promise<number[]> {
  const network = cellsWithSources(), events = eventsBy(dt), sampled = Math.round(SAMPLE / dt), v: number[] = [];
  await using simulation = await referenceEngine.create(network, { dt, method });
  const hasLag = simulation.variables.includes("spikeLag");
  for (let k = 0; k < Math.round(DURATION / dt); k++) {
    const spike = new Float64Array(network.neurons), lag = new Float64Array(network.neurons);
    for (const { source, ticks } of events.get(k) ?? []) {
      spike[source] = 1;
      lag[source] = ticks * TICK;
    }
    await simulation.write("spike", spike);
    if (hasLag) await simulation.write("spikeLag", lag);
    await simulation.advance(1);
    if ((k + 1) % sampled === 0) v.push(...(await simulation.read("v")).subarray(0, CELLS));
  }
  return v;
}

/** Above this potential [mV] a sample lies in a spike, where an error of its time is one of v. */
const QUIET = -52;

/** The share of the samples that counts: the others are next to a spike that is displaced. */
const KEPT = 0.9;

/** Root of the mean square of the errors of v at quiet samples, the largest tenth left out [mV]. */
export function quietError(v: readonly number[], exact: readonly number[]): number {
  const squares = exact.flatMap((exact, k) => exact < QUIET ? [(v[k] - exact) ** 2] : []).sort((a, b) => a - b);
  const kept = squares.slice(0, Math.floor(KEPT * squares.length));
  return Math.sqrt(kept.reduce((sum, square) => sum + square, 0) / kept.length);
}
