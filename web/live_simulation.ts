/**
 * A simulation that can be changed while it runs: weights, current and stimulus take other values, neurons get a kick. What
 * follows depends on the specification, the changes and their steps alone, so a link that has them gives the same spikes.
 *
 * @module
 */

import { wasmEngine } from "../engine/mod.ts";
import {
  buildNetwork,
  type Network,
  type NetworkSpec,
  type Simulation,
  type Spikes,
  type Watcher,
} from "../model/mod.ts";
import { effectiveWeights } from "../model/scaling.ts";
import { type Checkpoint, checkpointOf, restore } from "../record/checkpoint.ts";
import { TRACED } from "./traced.ts";

/** How a network is simulated. */
export interface LiveOptions {
  readonly dt: number;
  readonly method: string;
  readonly threads: number;
}

/** State variables of one neuron after some steps. */
export interface Samples {
  /** The neuron. */
  readonly neuron: number;
  /** The steps after which it was looked at. */
  readonly step: Uint32Array;
  /** Its state: for each step the variables of {@linkcode TRACED}. */
  readonly values: Float32Array;
}

/** Something that is done to a simulation between two steps. */
export type Intervention =
  /** Another specification, of the same synapses. */
  | { readonly kind: "change"; readonly spec: NetworkSpec }
  /** Potentials are raised by so much [mV]: of one neuron, or of all where it is left out. */
  | { readonly kind: "kick"; readonly neuron?: number; readonly by: number };

/** A simulation with interventions. */
export class LiveSimulation {
  readonly #options: LiveOptions;
  #simulation: Simulation;
  #watched:
    | { readonly simulation: Simulation; readonly neuron: number; readonly every: number; readonly watcher: Watcher }
    | undefined;

  private constructor(simulation: Simulation, options: LiveOptions) {
    this.#simulation = simulation;
    this.#options = options;
  }

  /** The simulation of a specification's network. */
  static async of(spec: NetworkSpec, options: LiveOptions): Promise<LiveSimulation> {
    return new LiveSimulation(await wasmEngine.create(buildNetwork(spec), options), options);
  }

  /** A simulation that goes on from a checkpoint of such a network at such a step. */
  static async at(
    step: number,
    state: Checkpoint,
    network: Network,
    options: LiveOptions,
  ): Promise<LiveSimulation> {
    const simulation = await wasmEngine.create(network, { ...options, firstStep: step });
    await restore(simulation, state);
    return new LiveSimulation(simulation, options);
  }

  /** The simulation as it is now; an intervention may put another in its place. */
  get simulation(): Simulation {
    return this.#simulation;
  }

  /** The whole state. */
  checkpoint(): Promise<Checkpoint> {
    return checkpointOf(this.#simulation);
  }

  /** Advances, and samples a neuron after every step whose number is a multiple of `every`: in the loop of the simulation. */
  async advance(steps: number, neuron: number, every: number): Promise<{ spikes: Spikes; samples: Samples }> {
    const first = Math.floor(this.#simulation.step / every) + 1;
    const { spikes, samples } = await this.#watcherOf(neuron, every).advance(steps);
    const rows = samples[0].length;
    const step = new Uint32Array(rows), values = new Float32Array(TRACED.length * rows);
    for (let row = 0; row < rows; row++) {
      step[row] = (first + row) * every;
      for (let k = 0; k < TRACED.length; k++) values[row * TRACED.length + k] = samples[k][row];
    }
    return { spikes, samples: { neuron, step, values } };
  }

  /** What watches the neuron: the last watcher, where it is one of the same simulation and neuron. */
  #watcherOf(neuron: number, every: number): Watcher {
    const last = this.#watched, simulation = this.#simulation;
    if (last?.simulation === simulation && last.neuron === neuron && last.every === every) return last.watcher;
    // The state after step k is that at step number k + 1.
    const probes = TRACED.map((variable) => ({ variable, neurons: Uint32Array.of(neuron), every, phase: every - 1 }));
    const watcher = simulation.watch!({ probes });
    this.#watched = { simulation, neuron, every, watcher };
    return watcher;
  }

  /** Does something to the simulation before its next step. */
  async intervene(intervention: Intervention): Promise<void> {
    if (intervention.kind === "kick") return await this.#kick(intervention.neuron, intervention.by);
    const { spec } = intervention, old = this.#simulation;
    const network = { ...old.network, spec, ...effectiveWeights(spec) };
    const changed = await LiveSimulation.at(old.step, await checkpointOf(old), network, this.#options);
    this.#simulation = changed.#simulation;
    await old[Symbol.asyncDispose]();
  }

  async #kick(neuron: number | undefined, by: number): Promise<void> {
    const v = await this.#simulation.read("v");
    await this.#simulation.write("v", v.map((v, i) => neuron === undefined || i === neuron ? v + by : v));
  }

  /** Ends it. */
  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#simulation[Symbol.asyncDispose]();
  }
}
