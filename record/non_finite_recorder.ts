/**
 * Watch for neurons whose membrane potential is no longer a finite number. (A gate or a conductance that is not finite
 * makes the potential so in the next step.)
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Simulation } from "../model/simulation.ts";
import { FARTHEST_POTENTIAL } from "./diverged_neurons.ts";
import type { Observations, Recorder } from "./recorder.ts";

/** Looks at every neuron's v every `every` steps and after the last step. */
export class NonFiniteRecorder implements Recorder {
  /** Steps between two looks. */
  readonly every: number;
  #neurons: number[] = [];
  #step: number[] = [];
  #seen: Uint8Array = new Uint8Array(0);
  #beyond = 0;
  #start = 0;

  /**
   * A watch that looks every `every` steps.
   * @throws {RangeError} where it is not a positive integer.
   */
  constructor(every = 1) {
    if (!Number.isInteger(every) || every < 1) {
      throw new RangeError(
        `Cannot watch potentials: every must be a positive integer of steps, received ${received(every)}`,
      );
    }
    this.every = every;
  }

  /** Forgets an earlier run. */
  start(simulation: Simulation): void {
    this.#neurons = [];
    this.#step = [];
    this.#seen = new Uint8Array(simulation.network.neurons);
    this.#beyond = 0;
    this.#start = simulation.step;
  }

  /** Looks once. */
  async sample(simulation: Simulation, step: number): Promise<void> {
    const v = await simulation.read("v");
    this.#beyond = v.reduce(
      (count, v) => Number.isFinite(v) && Math.abs(v) > FARTHEST_POTENTIAL ? count + 1 : count,
      0,
    );
    for (let i = 0; i < v.length; i++) {
      if (Number.isFinite(v[i]) || this.#seen[i] === 1) continue;
      this.#seen[i] = 1;
      this.#neurons.push(i);
      this.#step.push(step);
    }
  }

  /** Looks a last time, after the last step if there was one. */
  async finish(simulation: Simulation): Promise<void> {
    if (simulation.step > this.#start) await this.sample(simulation, simulation.step - 1);
  }

  /** The neurons found so far. */
  observations(): Observations {
    return {
      nonFinite: {
        neurons: Uint32Array.from(this.#neurons),
        step: Uint32Array.from(this.#step),
        every: this.every,
        beyond: this.#beyond,
      },
    };
  }
}
