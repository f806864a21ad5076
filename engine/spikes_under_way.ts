/**
 * Spikes under way where synapses have a delay: the kernels deliver in a step what fired in the last one, so the lists of
 * the last steps are kept here, and each is given to them when it is due.
 *
 * @module
 */

/** The spikes of the last step and of as many steps before it as the delay has. */
export class SpikesUnderWay {
  /** lists[k]: the neurons that fired k steps before the last one, ascending. */
  #lists: Uint32Array[];

  /** None, for a delay of so many steps. */
  constructor(delay: number) {
    this.#lists = Array.from({ length: delay + 1 }, () => new Uint32Array(0));
  }

  /** The neurons whose spikes arrive in the next step, ascending. */
  get due(): Uint32Array {
    return this.#lists.at(-1)!;
  }

  /** A step later: these neurons, ascending, have fired in it, and what was due has been delivered. */
  push(fired: Uint32Array): void {
    this.#lists.pop();
    this.#lists.unshift(fired);
  }

  /** Of each of so many neurons the sum of 2^k over its spikes, k steps before the last one. */
  bits(neurons: number): Float64Array {
    const bits = new Float64Array(neurons);
    this.#lists.forEach((list, k) => {
      for (const i of list) bits[i] += 2 ** k;
    });
    return bits;
  }

  /** Replaces all by what `bits` says. */
  set(bits: Float64Array): void {
    this.#lists = this.#lists.map((_, k) =>
      Uint32Array.from([...bits.keys()].filter((i) => Math.floor(bits[i] / 2 ** k) % 2 === 1))
    );
  }
}
