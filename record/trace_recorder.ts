/**
 * Recorder of a state variable, for any neurons, every so many steps.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Simulation, StateVariable } from "../model/simulation.ts";
import { GrowingArray } from "./growing_array.ts";
import type { Observations, Recorder } from "./recorder.ts";

/** Records one variable: row r is the state after step r × every of the run, and its time is that step × dt. */
export class TraceRecorder implements Recorder {
  /** Steps between two rows. */
  readonly every: number;
  #variable: StateVariable;
  #neurons: Uint32Array;
  #step = new GrowingArray((n) => new Uint32Array(n));
  #values = new GrowingArray((n) => new Float64Array(n));

  /**
   * A recorder of `variable` of `neurons`, every `every` steps (each step where it is left out).
   * @throws {RangeError} where `every` is not a positive integer, or no neuron is asked for.
   */
  constructor(variable: StateVariable, neurons: Uint32Array | readonly number[], every = 1) {
    if (!Number.isInteger(every) || every < 1) {
      throw new RangeError(
        `Cannot record ${variable}: every must be a positive integer of steps, received ${received(every)}`,
      );
    }
    if (neurons.length === 0) throw new RangeError(`Cannot record ${variable}: at least one neuron is required`);
    this.every = every;
    this.#variable = variable;
    this.#neurons = Uint32Array.from(neurons);
  }

  /**
   * Forgets an earlier run, and asks for the variable once.
   * @throws {RangeError} where the simulation has no such variable or neuron.
   */
  async start(simulation: Simulation): Promise<void> {
    this.#step = new GrowingArray((n) => new Uint32Array(n));
    this.#values = new GrowingArray((n) => new Float64Array(n));
    await simulation.read(this.#variable, this.#neurons);
  }

  /** Appends a row. */
  async sample(simulation: Simulation, step: number): Promise<void> {
    this.#step.append([step]);
    this.#values.append(await simulation.read(this.#variable, this.#neurons));
  }

  /** The rows so far. */
  observations(): Observations {
    return {
      traces: [{
        variable: this.#variable,
        neurons: this.#neurons.slice(),
        step: this.#step.values(),
        values: this.#values.values(),
      }],
    };
  }
}
