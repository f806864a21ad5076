/**
 * Recorder of a state variable over time.
 *
 * @module
 */

import type { Simulation, StateVariable } from "../model/simulation.ts";
import { GrowingArray } from "./growing_array.ts";
import type { Recorder } from "./recorder.ts";
import type { Trace } from "./recording.ts";
import { requireEvery, type Sampling } from "./sampling.ts";
import { checkedWatched, type Watched, watchedNeurons } from "./watched.ts";

/**
 * A recorder of a state variable of the watched neurons: row r is the state after step r × every of the run, and its time
 * is that step × dt.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, trace } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.5 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const { observed: { v, gE } } = await run(simulation, 5, { // ms
 *   v: trace("v", [0]),
 *   gE: trace("gE", { population: "I" }, { every: 10 }), // once per ms
 * });
 * console.log(`v of neuron 0 is at most ${Math.max(...v.values)} mV; ${gE.step.length} rows of gE`);
 * ```
 *
 * @param variable The variable; for units see {@linkcode StateVariable}.
 * @param watched Indices, a column each, or a population.
 * @throws {RangeError} where an argument is out of range, or no neuron is asked for; the run is refused where the simulation
 * has no such variable or neuron.
 * @category Recording
 */
export function trace(variable: StateVariable, watched: Watched, { every = 1 }: Sampling = {}): Recorder<Trace> {
  return new TraceRecorder(variable, watched, every);
}

class TraceRecorder implements Recorder<Trace> {
  readonly every: number;
  #variable: StateVariable;
  #watched: Watched;
  #neurons: Uint32Array = new Uint32Array(0);
  #step = new GrowingArray((n) => new Uint32Array(n));
  #values = new GrowingArray((n) => new Float64Array(n));

  constructor(variable: StateVariable, watched: Watched, every: number) {
    const purpose = `record ${variable}`;
    requireEvery(purpose, every);
    this.#watched = checkedWatched(purpose, watched);
    if ("length" in this.#watched && this.#watched.length === 0) {
      throw new RangeError(`Cannot ${purpose}: at least one neuron is required`);
    }
    this.every = every;
    this.#variable = variable;
  }

  /** Asks for the variable once, so that a run with an unknown variable or neuron is refused before its first step. */
  async start(simulation: Simulation): Promise<void> {
    this.#step = new GrowingArray((n) => new Uint32Array(n));
    this.#values = new GrowingArray((n) => new Float64Array(n));
    this.#neurons = watchedNeurons(this.#watched, simulation.network);
    await simulation.read(this.#variable, this.#neurons);
  }

  async sample(simulation: Simulation, step: number): Promise<void> {
    this.#step.append([step]);
    this.#values.append(await simulation.read(this.#variable, this.#neurons));
  }

  sampled(): { readonly variable: StateVariable; readonly neurons: Uint32Array } {
    return { variable: this.#variable, neurons: this.#neurons };
  }

  takeSamples(steps: Uint32Array, values: Float64Array): void {
    this.#step.append(steps);
    this.#values.append(values);
  }

  observation(): Trace {
    return {
      kind: "trace",
      variable: this.#variable,
      neurons: this.#neurons.slice(),
      step: this.#step.values(),
      values: this.#values.values(),
    };
  }
}
