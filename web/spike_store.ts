/**
 * The spikes of a run, in order: appended batch by batch, searched by step. A run has no end, so the oldest are dropped.
 *
 * @module
 */

import { partitionPoint } from "../model/bisection.ts";
import type { Spikes } from "../model/mod.ts";

/** Spikes that a store begins with room for. */
const FIRST_ROOM = 1 << 16;

/** Most spikes that a page keeps: 128 MiB. */
export const MOST_SPIKES: number = 1 << 24;

/**
 * A growing spike train, of which the last part is kept. Places of spikes count from the first of the run, whether that is
 * still there or not.
 */
export class SpikeStore {
  readonly #most: number;
  #step = new Uint32Array(FIRST_ROOM);
  #neuron = new Uint32Array(FIRST_ROOM);
  #length = 0;
  #dropped = 0;
  #keptFrom = 0;

  /** A store that keeps so many spikes at most, but for those of the last batch, and half as many at least. */
  constructor(most: number = MOST_SPIKES) {
    this.#most = most;
  }

  /** Number of spikes of the run. */
  get length(): number {
    return this.#dropped + this.#length;
  }

  /** The step from which on every spike is kept. */
  get keptFrom(): number {
    return this.#keptFrom;
  }

  /** Adds the spikes of the steps that follow. */
  append({ step, neuron }: Spikes): void {
    if (this.#length + step.length > this.#most) this.#drop();
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

  /** Place of the first spike that is kept of this step or a later one. */
  firstFrom(step: number): number {
    return this.#dropped + partitionPoint(0, this.#length, (k) => this.#step[k] < step);
  }

  /** The spikes from place `first` on that are kept; a view, valid until spikes are added. */
  from(first: number): Spikes {
    const from = Math.max(0, first - this.#dropped);
    return { step: this.#step.subarray(from, this.#length), neuron: this.#neuron.subarray(from, this.#length) };
  }

  /** A copy of all spikes that are kept. */
  all(): Spikes {
    return { step: this.#step.slice(0, this.#length), neuron: this.#neuron.slice(0, this.#length) };
  }

  /** Forgets the older half, in whole steps. */
  #drop(): void {
    if (this.#length === 0) return;
    const last = this.#step[Math.floor((this.#length - 1) / 2)];
    const from = partitionPoint(0, this.#length, (k) => this.#step[k] <= last);
    this.#step.copyWithin(0, from, this.#length);
    this.#neuron.copyWithin(0, from, this.#length);
    this.#length -= from;
    this.#dropped += from;
    this.#keptFrom = last + 1;
  }
}

function grown(array: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(room);
  larger.set(array);
  return larger;
}
