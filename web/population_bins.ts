/**
 * Population rates as they come: spike counts of the two populations in bins of about a millisecond.
 *
 * @module
 */

import type { Spikes } from "../model/mod.ts";

/** Bin that is aimed at [ms]; a bin is a whole number of steps. */
const BIN = 1;

/** Growing counts. */
export class PopulationBins {
  /** Steps per bin. */
  readonly binSteps: number;
  /** Width of a bin [ms]. */
  readonly width: number;
  /** Spikes of each bin, per population: excitatory, inhibitory. */
  readonly counts: readonly [number[], number[]] = [[], []];
  readonly #sizes: readonly [number, number];

  /** Bins for a network of that many neurons, at time step dt [ms]. */
  constructor(excitatory: number, inhibitory: number, dt: number) {
    this.#sizes = [excitatory, inhibitory];
    this.binSteps = Math.max(1, Math.round(BIN / dt));
    this.width = this.binSteps * dt;
  }

  /** Adds spikes. */
  append({ step, neuron }: Spikes): void {
    const [e, i] = this.counts;
    for (let k = 0; k < step.length; k++) {
      const bin = Math.floor(step[k] / this.binSteps);
      while (e.length <= bin) {
        e.push(0);
        i.push(0);
      }
      (neuron[k] < this.#sizes[0] ? e : i)[bin]++;
    }
  }

  /** Rate of a population in a bin [Hz]; 0 where the population is empty. */
  rate(population: 0 | 1, bin: number): number {
    const size = this.#sizes[population];
    return size === 0 ? 0 : 1000 * (this.counts[population][bin] ?? 0) / (size * this.width);
  }
}
