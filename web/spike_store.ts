/**
 * The spikes of a run so far, in order: appended batch by batch, searched by step.
 *
 * @module
 */

import { partitionPoint } from "../model/bisection.ts";
import type { Spikes } from "../model/mod.ts";

/** Spikes that a store begins with room for. */
const FIRST_ROOM = 1 << 16;

/** Most spikes that a page keeps: 256 MiB. */
export const MOST_SPIKES: number = 1 << 25;

/** A growing spike train. */
export class SpikeStore {
  #step = new Uint32Array(FIRST_ROOM);
  #neuron = new Uint32Array(FIRST_ROOM);
  #length = 0;

  /** Number of spikes. */
  get length(): number {
    return this.#length;
  }

  /** Adds the spikes of the steps that follow. */
  append({ step, neuron }: Spikes): void {
    const length = this.#length + step.length;
    if (length > this.#step.length) {
      const room = Math.max(length, 2 * this.#step.length);
      this.#step = grown(this.#step, room);
      this.#neuron = grown(this.#neuron, room);
    }
    this.#step.set(step, this.#length);
    this.#neuron.set(neuron, this.#length);
    this.#length = length;
  }

  /** Place of the first spike of this step or a later one. */
  firstFrom(step: number): number {
    return partitionPoint(0, this.#length, (k) => this.#step[k] < step);
  }

  /** The spikes from place `first` on; a view, valid until spikes are added. */
  from(first: number): Spikes {
    return { step: this.#step.subarray(first, this.#length), neuron: this.#neuron.subarray(first, this.#length) };
  }

  /** A copy of all spikes. */
  all(): Spikes {
    return { step: this.#step.slice(0, this.#length), neuron: this.#neuron.slice(0, this.#length) };
  }
}

function grown(array: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(room);
  larger.set(array);
  return larger;
}
