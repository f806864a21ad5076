/**
 * Recorder of the population rates: spike counts of the two populations in bins.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Simulation, Spikes } from "../model/simulation.ts";
import type { Recorder } from "./recorder.ts";
import type { PopulationRate } from "./recording.ts";

/**
 * Bins of time.
 *
 * @category Recording
 */
export interface RateBins {
  /** Steps per bin. */
  readonly binSteps: number;
}

/**
 * A recorder of the spike counts of each population in bins of `binSteps` steps: a fraction of the memory that the spikes
 * take.
 *
 * @example Excitatory rate [Hz] in bins of 1 ms
 * ```ts
 * import { buildNetwork, cobaHh, populationRate, referenceEngine, run } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.5 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const { observed: { rate } } = await run(simulation, 10, { rate: populationRate({ binSteps: 10 }) });
 * console.log(Array.from(rate.excitatory, (count) => count / network.excitatory / 0.001));
 * ```
 *
 * @throws {RangeError} where the bin is not a positive integer of steps.
 * @category Recording
 */
export function populationRate({ binSteps }: RateBins): Recorder<PopulationRate> {
  if (!Number.isInteger(binSteps) || binSteps < 1) {
    throw new RangeError(
      `Cannot record population rate: the bin must be a positive integer of steps, received ${received(binSteps)}`,
    );
  }
  return new RateRecorder(binSteps);
}

class RateRecorder implements Recorder<PopulationRate> {
  #binSteps: number;
  #simulation: Simulation | undefined;
  #start = 0;
  #excitatory: number[] = [];
  #inhibitory: number[] = [];

  constructor(binSteps: number) {
    this.#binSteps = binSteps;
  }

  start(simulation: Simulation): void {
    this.#simulation = simulation;
    this.#start = simulation.step;
    this.#excitatory = [];
    this.#inhibitory = [];
  }

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

  observation(): PopulationRate {
    return {
      kind: "rate",
      binSteps: this.#binSteps,
      excitatory: Uint32Array.from(this.#excitatory),
      inhibitory: Uint32Array.from(this.#inhibitory),
    };
  }
}
