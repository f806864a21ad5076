/**
 * Checkpoints of simulations.
 *
 * @module
 */

import { FARTHEST_POTENTIAL, type Simulation, SpikeRecorder, type Spikes, type StateVariable } from "../mod.ts";

/** The whole state: the values of every variable. */
export type Checkpoint = ReadonlyMap<StateVariable, Float64Array>;

/** Reads the whole state. */
export async function checkpointOf(simulation: Simulation): Promise<Checkpoint> {
  const state = new Map<StateVariable, Float64Array>();
  for (const variable of simulation.variables) state.set(variable, await simulation.read(variable));
  return state;
}

/** Writes the whole state. */
export async function restore(simulation: Simulation, checkpoint: Checkpoint): Promise<void> {
  for (const [variable, values] of checkpoint) await simulation.write(variable, values);
}

/** Number of neurons that have diverged: a variable is not a finite number, or v is beyond any membrane. */
export function divergedNeurons(checkpoint: Checkpoint): number {
  const diverged = new Set<number>();
  for (const [variable, values] of checkpoint) {
    const most = variable === "v" ? FARTHEST_POTENTIAL : Number.MAX_VALUE;
    values.forEach((value, i) => {
      if (!(Math.abs(value) <= most)) diverged.add(i);
    });
  }
  return diverged.size;
}

/** Parts in which many steps are done, so that progress can be seen. */
const PARTS = 20;

/** Advances by `steps`; calls `onSteps` with the number of steps done, again and again. */
export async function advance(
  simulation: Simulation,
  steps: number,
  onSteps: (steps: number) => void = () => {},
): Promise<Spikes> {
  const recorder = new SpikeRecorder();
  for (let left = steps; left > 0;) {
    const part = Math.min(left, Math.ceil(steps / PARTS));
    recorder.spikes(await simulation.advance(part));
    left -= part;
    onSteps(part);
  }
  return recorder.observations().spikes!;
}

/** Spikes of one stretch of steps, then of the next. */
export function concatenated(a: Spikes, b: Spikes): Spikes {
  const recorder = new SpikeRecorder();
  for (const part of [a, b]) recorder.spikes(part);
  return recorder.observations().spikes!;
}

/** Whether two runs fired alike, each counted from its own first step. */
export function isSameSpikes(a: Spikes, firstA: number, b: Spikes, firstB: number): boolean {
  return a.step.length === b.step.length &&
    a.neuron.every((neuron, k) => neuron === b.neuron[k] && a.step[k] - firstA === b.step[k] - firstB);
}

/** The spikes of the steps in [start, stop). */
export function between(spikes: Spikes, start: number, stop: number): Spikes {
  const first = spikes.step.findIndex((step) => step >= start);
  const beyond = spikes.step.findIndex((step) => step >= stop);
  const from = first < 0 ? spikes.step.length : first, to = beyond < 0 ? spikes.step.length : beyond;
  return { step: spikes.step.subarray(from, to), neuron: spikes.neuron.subarray(from, to) };
}
