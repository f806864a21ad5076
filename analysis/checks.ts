/**
 * Argument checks of the statistics. Each argument is checked once, in the public function that takes it.
 *
 * Every error is a RangeError whose message says what could not be done, what is required and what came.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Spikes } from "../model/simulation.ts";
import { requireInteger } from "./require_integer.ts";
import type { Population, SpikeWindow } from "./spike_window.ts";

/** Requires a window with at least one step and one neuron, and spikes of its neurons in order. */
export function requireSpikes(purpose: string, spikes: Spikes, window: SpikeWindow): void {
  const { neurons, dt, start, stop } = window;
  requireInteger(purpose, "neurons", neurons, 1);
  if (typeof dt !== "number" || !(dt > 0 && dt < Infinity)) {
    throw new RangeError(`Cannot ${purpose}: dt must be a positive number of ms, received ${received(dt)}`);
  }
  requireInteger(purpose, "start", start, 0);
  requireInteger(purpose, "stop", stop, 0);
  if (stop <= start) {
    throw new RangeError(
      `Cannot ${purpose}: stop must be greater than start, received start ${start} and stop ${stop}`,
    );
  }
  requireOrder(purpose, spikes, neurons);
}

/** Requires spikes sorted by step, then by neuron, without repetition: so every interval is at least one step. */
function requireOrder(purpose: string, { step, neuron }: Spikes, neurons: number): void {
  for (const [name, values] of [["step", step], ["neuron", neuron]] as const) {
    if (values instanceof Uint32Array) continue;
    throw new RangeError(`Cannot ${purpose}: ${name} must be a Uint32Array, received ${received(values)}`);
  }
  if (step.length !== neuron.length) {
    throw new RangeError(
      `Cannot ${purpose}: step and neuron must have equal lengths, received ${step.length} and ${neuron.length}`,
    );
  }
  for (let k = 0; k < step.length; k++) {
    if (neuron[k] >= neurons) {
      throw new RangeError(`Cannot ${purpose}: neurons of spikes must be below ${neurons}, received ${neuron[k]}`);
    }
    if (k > 0 && (step[k] < step[k - 1] || (step[k] === step[k - 1] && neuron[k] <= neuron[k - 1]))) {
      throw new RangeError(
        `Cannot ${purpose}: spikes must be sorted by step, then by neuron, each once, ` +
          `received step ${step[k]} of neuron ${neuron[k]} after step ${step[k - 1]} of neuron ${neuron[k - 1]}`,
      );
    }
  }
}

/** Requires a population of at least one neuron within the window's. */
export function requirePopulation(purpose: string, population: Population, window: SpikeWindow): void {
  const { first, count } = population;
  requireInteger(purpose, "population.first", first, 0);
  requireInteger(purpose, "population.count", count, 1);
  if (first + count > window.neurons) {
    throw new RangeError(
      `Cannot ${purpose}: population must lie within ${window.neurons} neurons, ` +
        `received first ${first} and count ${count}`,
    );
  }
}

/** Requires bins that fit into the window at least once. */
export function requireBinSteps(purpose: string, binSteps: number, window: SpikeWindow): void {
  requireInteger(purpose, "binSteps", binSteps, 1, window.stop - window.start);
}
