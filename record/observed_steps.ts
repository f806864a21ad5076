/**
 * Observed steps: recorders are given the spikes and samples of each batch.
 *
 * Where the simulation can watch, and every recorder that wants samples says what it reads, samples are taken while the
 * simulation advances. Otherwise it stops after each step of which a sample is wanted.
 *
 * @module
 */

import type { Probe, Simulation, Watcher } from "../model/simulation.ts";
import type { Recorder } from "./recorder.ts";

/** Steps of a simulation under observation, from its present step on. */
export interface ObservedSteps {
  /** Advances to this step or to an earlier one, and gives the step that was reached. */
  advanceTo(stop: number): Promise<number>;
}

/** Observed steps of a simulation whose recorders have been started. */
export function observedSteps(simulation: Simulation, recorders: readonly Recorder[]): ObservedSteps {
  const sampling = recorders.filter(({ every }) => every !== undefined);
  const isWatched = simulation.watch !== undefined && sampling.length > 0 &&
    sampling.filter(({ isForLost }) => isForLost === true).length <= 1 &&
    sampling.every(({ isForLost, sampled, takeSamples }) => isForLost || (sampled && takeSamples));
  return isWatched ? watchedSteps(simulation, recorders) : stoppingSteps(simulation, recorders);
}

/** @throws {Error} where the simulation is at another step than the run has brought it to. */
export function expectStep({ step }: Simulation, expected: number): void {
  if (step === expected) return;
  throw new Error(`Cannot run simulation: nobody else may advance it, received step ${step} where ${expected} is due`);
}

/** Steps that stop after each of which a sample is wanted. */
function stoppingSteps(simulation: Simulation, recorders: readonly Recorder[]): ObservedSteps {
  const start = simulation.step;
  return {
    async advanceTo(stop) {
      let next = stop;
      for (const { every } of recorders) {
        // Sample r is due when r × every + 1 steps are done.
        if (every !== undefined) {
          next = Math.min(next, start + Math.ceil((simulation.step - start) / every) * every + 1);
        }
      }
      const spikes = await simulation.advance(next - simulation.step);
      expectStep(simulation, next);
      for (const recorder of recorders) {
        recorder.spikes?.(spikes);
        const isWanted = recorder.every !== undefined && (next - 1 - start) % recorder.every === 0;
        if (isWanted) await recorder.sample?.(simulation, next - 1);
      }
      return next;
    },
  };
}

/** Steps in which the simulation samples for the recorders. */
function watchedSteps(simulation: Simulation, recorders: readonly Recorder[]): ObservedSteps {
  const start = simulation.step;
  const stepsOf = (every: number) => ({ every, phase: start % every });
  const looking = recorders.find(({ every, isForLost }) => every !== undefined && isForLost === true);
  const tracing = recorders.filter((one) => one.every !== undefined && one !== looking);
  const probes = tracing.map((one): Probe => ({ ...one.sampled!(), ...stepsOf(one.every!) }));
  const finite = looking && stepsOf(looking.every!);
  const watcher: Watcher = simulation.watch!({ probes, ...(finite && { finite }) });
  return {
    async advanceTo(stop) {
      const first = simulation.step;
      const { spikes, samples, isLost } = await watcher.advance(stop - first);
      const reached = simulation.step;
      if (!isLost || reached > stop) expectStep(simulation, stop);
      for (const recorder of recorders) recorder.spikes?.(spikes);
      for (const [k, one] of tracing.entries()) one.takeSamples!(stepsDue(probes[k], first, reached), samples[k]);
      if (isLost) await looking!.sample?.(simulation, reached - 1);
      return reached;
    },
  };
}

/** The steps of a probe in [first, stop). A plain loop: `from` with a function takes twenty times as long. */
function stepsDue({ every, phase }: Probe, first: number, stop: number): Uint32Array {
  const next = first + (phase - first % every + every) % every;
  const steps = new Uint32Array(Math.max(0, Math.ceil((stop - next) / every)));
  for (let r = 0; r < steps.length; r++) steps[r] = next + r * every;
  return steps;
}
