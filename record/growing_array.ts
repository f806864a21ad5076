/**
 * Typed arrays that grow while something is recorded.
 *
 * @module
 */

/** An array of unsigned 32-bit integers or of doubles to which more can be appended. */
export class GrowingArray<Values extends Uint32Array | Float64Array> {
  #values: Values;
  #length = 0;

  readonly #make: (n: number) => Values;

  /** An empty array; `make` gives memory for n entries. */
  constructor(make: (n: number) => Values) {
    this.#make = make;
    this.#values = make(1024);
  }

  /** Appends the values. */
  append(values: ArrayLike<number>): void {
    const needed = this.#length + values.length;
    if (needed > this.#values.length) {
      const larger = this.#make(Math.max(needed, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(values, this.#length);
    this.#length = needed;
  }

  /** A copy of what was appended so far. */
  values(): Values {
    return this.#values.slice(0, this.#length) as Values;
  }
}
