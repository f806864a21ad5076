/**
 * Windows: the steps and neurons that a statistic is about.
 *
 * Time is counted in steps; a window is half-open, [start, stop), so that windows that touch share no spike.
 *
 * @module
 */

import type { PopulationSizes } from "../model/scaling.ts";
import { requireInteger } from "./require_integer.ts";

/**
 * The steps and neurons that spikes come from. Spikes of other steps are left out.
 *
 * @category Analysis
 */
export interface SpikeWindow {
  /** Neurons of the network: indices 0 to neurons - 1. */
  readonly neurons: number;
  /** Time step [ms]. */
  readonly dt: number;
  /** First step. */
  readonly start: number;
  /** The step after the last one. */
  readonly stop: number;
}

/**
 * Neurons `first` to `first + count - 1`.
 *
 * @category Analysis
 */
export interface Population {
  /** Index of the first neuron. */
  readonly first: number;
  /** Number of neurons, at least one. */
  readonly count: number;
}

/**
 * A run from which a window is taken; a Recording is one.
 *
 * @category Analysis
 */
export interface ObservedRun {
  /** First step that was run. */
  readonly start: number;
  /** The step after the last one that was run. */
  readonly stop: number;
  /** The network's size, and the time step [ms]. */
  readonly provenance: PopulationSizes & { readonly dt: number };
}

/**
 * The window of a recording, without its first `skip` steps (the transient).
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, meanRate, referenceEngine, run, spikes, spikeWindow } from "@cobahh/cobahh";
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const recording = await run(simulation, 20, { spikes: spikes() });
 * const window = spikeWindow(recording, 100); // without the first 10 ms
 * console.log(`${meanRate(recording.observed.spikes, window)} Hz`);
 * ```
 *
 * @throws {RangeError} where skip leaves no step.
 * @category Analysis
 */
export function spikeWindow(run: ObservedRun, skip: number = 0): SpikeWindow {
  const purpose = "take a spike window";
  requireInteger(purpose, "skip", skip, 0);
  const steps = run.stop - run.start;
  if (skip >= steps) {
    throw new RangeError(`Cannot ${purpose}: skip must be less than the run's ${steps} steps, received ${skip}`);
  }
  const { excitatory, inhibitory, dt } = run.provenance;
  return { neurons: excitatory + inhibitory, dt, start: run.start + skip, stop: run.stop };
}

/**
 * The two populations as ranges of neurons: the excitatory ones come first.
 *
 * @example
 * ```ts
 * import { populations } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const { excitatory, inhibitory } = populations({ excitatory: 3200, inhibitory: 800 });
 * assertEquals([excitatory, inhibitory], [{ first: 0, count: 3200 }, { first: 3200, count: 800 }]);
 * ```
 *
 * @category Analysis
 */
export function populations(
  sizes: PopulationSizes,
): { readonly excitatory: Population; readonly inhibitory: Population } {
  return {
    excitatory: { first: 0, count: sizes.excitatory },
    inhibitory: { first: sizes.excitatory, count: sizes.inhibitory },
  };
}

/** Every neuron of the window. */
export function everyNeuron(window: SpikeWindow): Population {
  return { first: 0, count: window.neurons };
}
