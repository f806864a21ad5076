/**
 * Recorder of the population rates: spike counts of the two populations in bins.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Simulation, Spikes } from "../model/simulation.ts";
import type { Observations, Recorder } from "./recorder.ts";

/** Counts the spikes of each population in bins of `binSteps` steps. */
export class RateRecorder implements Recorder {
  #binSteps: number;
  #simulation: Simulation | undefined;
  #start = 0;
  #excitatory: number[] = [];
  #inhibitory: number[] = [];

  /**
   * A recorder with bins of that many steps.
   * @throws {RangeError} where it is not a positive integer.
   */
  constructor(binSteps: number) {
    if (!Number.isInteger(binSteps) || binSteps < 1) {
      throw new RangeError(
        `Cannot record population rate: the bin must be a positive integer of steps, received ${received(binSteps)}`,
      );
    }
    this.#binSteps = binSteps;
  }

  /** Forgets the counts of an earlier run. */
  start(simulation: Simulation): void {
    this.#simulation = simulation;
    this.#start = simulation.step;
    this.#excitatory = [];
    this.#inhibitory = [];
  }

  /** Adds the spikes of a batch. */
  spikes({ step, neuron }: Spikes): void {
    const { network, step: stop } = this.#simulation!;
    const bins = Math.ceil((stop - this.#start) / this.#binSteps);
    while (this.#excitatory.length < bins) {
      this.#excitatory.push(0);
      this.#inhibitory.push(0);
    }
    for (let k = 0; k < step.length; k++) {
      const counts = neuron[k] < network.excitatory ? this.#excitatory : this.#inhibitory;
      counts[Math.floor((step[k] - this.#start) / this.#binSteps)]++;
    }
  }

  /** The counts so far. */
  observations(): Observations {
    return {
      rate: {
        binSteps: this.#binSteps,
        excitatory: Uint32Array.from(this.#excitatory),
        inhibitory: Uint32Array.from(this.#inhibitory),
      },
    };
  }
}
