/**
 * Recorder of spikes, of all neurons or of a range of them.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { GrowingArray } from "./growing_array.ts";
import type { Observations, Recorder } from "./recorder.ts";

/** Records every spike of the neurons first … end - 1. */
export class SpikeRecorder implements Recorder {
  #step = new GrowingArray((n) => new Uint32Array(n));
  #neuron = new GrowingArray((n) => new Uint32Array(n));
  #first: number;
  #end: number;

  /** A recorder of all neurons, or of those in [first, end): the notebook's first raster has only the excitatory ones. */
  constructor(range: { readonly first?: number; readonly end?: number } = {}) {
    this.#first = range.first ?? 0;
    this.#end = range.end ?? Infinity;
  }

  /** Forgets the spikes of an earlier run. */
  start(): void {
    this.#step = new GrowingArray((n) => new Uint32Array(n));
    this.#neuron = new GrowingArray((n) => new Uint32Array(n));
  }

  /** Appends the spikes of a batch. */
  spikes(spikes: Spikes): void {
    if (this.#first === 0 && this.#end === Infinity) {
      this.#step.append(spikes.step);
      this.#neuron.append(spikes.neuron);
      return;
    }
    const isWanted = (_: number, k: number) => spikes.neuron[k] >= this.#first && spikes.neuron[k] < this.#end;
    this.#step.append(spikes.step.filter(isWanted));
    this.#neuron.append(spikes.neuron.filter(isWanted));
  }

  /** The spikes so far. */
  observations(): Observations {
    return { spikes: { step: this.#step.values(), neuron: this.#neuron.values() } };
  }
}
