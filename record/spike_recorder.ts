/**
 * Recorder of spikes, of all neurons or of some.
 *
 * @module
 */

import type { Simulation, Spikes } from "../model/simulation.ts";
import { GrowingArray } from "./growing_array.ts";
import type { Recorder } from "./recorder.ts";
import type { RecordedSpikes } from "./recording.ts";
import { checkedWatched, type Watched, watchedNeurons } from "./watched.ts";

/**
 * A recorder of every spike of the watched neurons, or of all where they are left out.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.5 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const { observed } = await run(simulation, 10, { // ms
 *   all: spikes(),
 *   "E.spike": spikes({ population: "E" }), // as BrainPy's monitors are called
 *   some: spikes([0, 1, 2]),
 * });
 * console.log(observed.all.step.length, observed["E.spike"].step.length, observed.some.step.length);
 * ```
 *
 * @param watched Indices, each once and in any order, or a population.
 * @throws {RangeError} where it is neither; the run is refused where the network has no such neuron.
 * @category Recording
 */
export function spikes(watched?: Watched): Recorder<RecordedSpikes> {
  return new SpikeRecorder(watched);
}

class SpikeRecorder implements Recorder<RecordedSpikes> {
  #watched: Watched | undefined;
  #neurons: Uint32Array | undefined;
  #isWatched: Uint8Array = new Uint8Array(0);
  #step = new GrowingArray((n) => new Uint32Array(n));
  #neuron = new GrowingArray((n) => new Uint32Array(n));

  constructor(watched: Watched | undefined) {
    this.#watched = watched === undefined ? undefined : checkedWatched("record spikes", watched);
  }

  start({ network }: Simulation): void {
    this.#step = new GrowingArray((n) => new Uint32Array(n));
    this.#neuron = new GrowingArray((n) => new Uint32Array(n));
    if (this.#watched === undefined) return;
    this.#neurons = watchedNeurons(this.#watched, network).sort();
    this.#isWatched = new Uint8Array(network.neurons);
    for (const i of this.#neurons) {
      if (i >= network.neurons) {
        throw new RangeError(`Cannot record spikes: neurons must be in [0, ${network.neurons}), received ${i}`);
      }
      if (this.#isWatched[i] === 1) {
        throw new RangeError(`Cannot record spikes: each neuron can be named once, received ${i} twice`);
      }
      this.#isWatched[i] = 1;
    }
  }

  spikes({ step, neuron }: Spikes): void {
    const isWanted = (_: number, k: number) => this.#isWatched[neuron[k]] === 1;
    this.#step.append(this.#neurons === undefined ? step : step.filter(isWanted));
    this.#neuron.append(this.#neurons === undefined ? neuron : neuron.filter(isWanted));
  }

  observation(): RecordedSpikes {
    return {
      kind: "spikes",
      step: this.#step.values(),
      neuron: this.#neuron.values(),
      ...(this.#neurons && { neurons: this.#neurons.slice() }),
    };
  }
}
