/**
 * The last samples of one neuron's state: rows of equal width, of which the oldest are overwritten.
 *
 * @module
 */

import { partitionPoint } from "../model/bisection.ts";

/** Rows of numbers, each after a step. */
export class SampleRing {
  readonly #width: number;
  readonly #room: number;
  readonly #step: Float64Array;
  readonly #values: Float32Array;
  #count = 0;

  /** A ring for the last `room` rows of `width` numbers. */
  constructor(width: number, room: number) {
    this.#width = width;
    this.#room = room;
    this.#step = new Float64Array(room);
    this.#values = new Float32Array(width * room);
  }

  /** Rows ever added; rows from {@linkcode first} to this one, excluded, are there. */
  get end(): number {
    return this.#count;
  }

  /** The oldest row that is there. */
  get first(): number {
    return Math.max(0, this.#count - this.#room);
  }

  /** Adds rows: the state after step `step[r]`, row after row in `values`. */
  append(step: ArrayLike<number>, values: ArrayLike<number>): void {
    for (let r = 0; r < step.length; r++) {
      const at = this.#count++ % this.#room;
      this.#step[at] = step[r];
      for (let c = 0; c < this.#width; c++) this.#values[at * this.#width + c] = values[r * this.#width + c];
    }
  }

  /** Forgets every row. */
  clear(): void {
    this.#count = 0;
  }

  /** The step after which row r was. */
  step(r: number): number {
    return this.#step[r % this.#room];
  }

  /** A number of row r. */
  value(r: number, column: number): number {
    return this.#values[(r % this.#room) * this.#width + column];
  }

  /** The first row, of those that are there, after this step or a later one; `end` where there is none. */
  firstFrom(step: number): number {
    return partitionPoint(this.first, this.#count, (r) => this.step(r) < step);
  }
}
