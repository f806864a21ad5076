/**
 * Population rates as they come: spike counts of the two populations in bins of about a millisecond.
 *
 * @module
 */

import type { Spikes } from "../model/mod.ts";

/** Bin that is aimed at [ms]; a bin is a whole number of steps. */
const BIN = 1;

/** Bins that are kept: more than the longest window has. */
const KEPT = 4096;

/** Counts of the last bins. */
export class PopulationBins {
  /** Steps per bin. */
  readonly binSteps: number;
  /** Width of a bin [ms]. */
  readonly width: number;
  readonly #counts: readonly [Uint32Array, Uint32Array] = [new Uint32Array(KEPT), new Uint32Array(KEPT)];
  #end = 0;
  #spikes = 0;
  #squares = 0;
  readonly #sizes: readonly [number, number];

  /** Bins for a network of that many neurons, at time step dt [ms]. */
  constructor(excitatory: number, inhibitory: number, dt: number) {
    this.#sizes = [excitatory, inhibitory];
    this.binSteps = Math.max(1, Math.round(BIN / dt));
    this.width = this.binSteps * dt;
  }

  /** Bins that have been begun; the last {@linkcode KEPT} of them are there. */
  get end(): number {
    return this.#end;
  }

  /** Adds the spikes of the steps that follow. */
  append({ step, neuron }: Spikes): void {
    for (let k = 0; k < step.length; k++) {
      const bin = Math.floor(step[k] / this.binSteps);
      if (bin >= this.#end) this.#begin(bin);
      this.#counts[neuron[k] < this.#sizes[0] ? 0 : 1][bin % KEPT]++;
    }
  }

  /** Fano factor of the counts of all neurons in the bins that are complete after so many steps, as `fanoFactor` has it. */
  fano(steps: number): number {
    const complete = Math.floor(steps / this.binSteps), last = this.#end - 1;
    const count = last >= 0 && last < complete ? this.count(0, last) + this.count(1, last) : 0;
    const mean = (this.#spikes + count) / complete;
    return ((this.#squares + count ** 2) / complete - mean ** 2) / mean;
  }

  /** Spikes of a population in a bin; 0 where it is not kept any more. */
  count(population: 0 | 1, bin: number): number {
    return bin >= 0 && bin < this.#end && bin >= this.#end - KEPT ? this.#counts[population][bin % KEPT] : 0;
  }

  /** Rate of a population in a bin [Hz]; 0 where the population is empty. */
  rate(population: 0 | 1, bin: number): number {
    const size = this.#sizes[population];
    return size === 0 ? 0 : 1000 * this.count(population, bin) / (size * this.width);
  }

  #begin(bin: number): void {
    const count = this.count(0, this.#end - 1) + this.count(1, this.#end - 1);
    this.#spikes += count;
    this.#squares += count ** 2;
    for (let k = Math.max(this.#end, bin - KEPT + 1); k <= bin; k++) {
      for (const counts of this.#counts) counts[k % KEPT] = 0;
    }
    this.#end = bin + 1;
  }
}
