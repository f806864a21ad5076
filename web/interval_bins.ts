/**
 * Interspike intervals and spike counts as they come: a histogram of the intervals, in bins of equal width on a
 * logarithmic axis, and of the rates of neurons.
 *
 * @module
 */

import type { Spikes } from "../model/mod.ts";

/** Shortest and longest interval of the histogram [ms]; shorter and longer ones go into its ends. */
export const INTERVALS: readonly [number, number] = [1, 1000];

/** Bins per factor of ten. */
const PER_DECADE = 16;

/** Bins of the histogram of intervals. */
export const INTERVAL_BINS: number = PER_DECADE * Math.log10(INTERVALS[1] / INTERVALS[0]);

/** The bin of an interval [ms]. */
export function intervalBin(interval: number): number {
  const bin = Math.floor(PER_DECADE * Math.log10(interval / INTERVALS[0]));
  return Math.min(INTERVAL_BINS - 1, Math.max(0, bin));
}

/** Beginning of a bin [ms]. */
export function intervalAt(bin: number): number {
  return INTERVALS[0] * 10 ** (bin / PER_DECADE);
}

/** No spike yet. */
const NEVER = 0xffffffff;

/** Growing histograms of a network. */
export class IntervalBins {
  /** Intervals in each bin, per population: excitatory, inhibitory. */
  readonly intervals: readonly [Float64Array, Float64Array];
  /** Spikes of each neuron. */
  readonly counts: Uint32Array;
  readonly #last: Uint32Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #excitatory: number;
  readonly #binOf: (steps: number) => number;

  /** Histograms for a network of that many neurons, at time step dt [ms]. */
  constructor(excitatory: number, inhibitory: number, dt: number) {
    const neurons = excitatory + inhibitory;
    this.intervals = [new Float64Array(INTERVAL_BINS), new Float64Array(INTERVAL_BINS)];
    this.counts = new Uint32Array(neurons);
    this.#last = new Uint32Array(neurons).fill(NEVER);
    this.#sums = new Float64Array(neurons);
    this.#squares = new Float64Array(neurons);
    this.#excitatory = excitatory;
    // Intervals are whole steps: the logarithm of each is taken once.
    const bins = Uint8Array.from({ length: Math.ceil(INTERVALS[1] / dt) + 1 }, (_, steps) => intervalBin(steps * dt));
    this.#binOf = (steps) => steps < bins.length ? bins[steps] : INTERVAL_BINS - 1;
  }

  /** Adds spikes. */
  append({ step, neuron }: Spikes): void {
    for (let k = 0; k < step.length; k++) {
      const i = neuron[k], last = this.#last[i];
      if (last !== NEVER) {
        const interval = step[k] - last;
        this.intervals[i < this.#excitatory ? 0 : 1][this.#binOf(interval)]++;
        this.#sums[i] += interval;
        this.#squares[i] += interval ** 2;
      }
      this.#last[i] = step[k];
      this.counts[i]++;
    }
  }

  /** Mean CV of the intervals of neurons with at least `minimumSpikes`, as `isiStatistics` has it; NaN where none has. */
  meanCv(minimumSpikes = 10): number {
    let sum = 0, neurons = 0;
    for (let i = 0; i < this.counts.length; i++) {
      if (this.counts[i] < minimumSpikes) continue;
      const n = this.counts[i] - 1, mean = this.#sums[i] / n;
      sum += Math.sqrt(Math.max(0, this.#squares[i] / n - mean ** 2)) / mean;
      neurons++;
    }
    return sum / neurons;
  }

  /** Number of neurons per bin of `width` [Hz] from 0 on, in `bins` bins, after so much time [ms]. */
  rates(population: 0 | 1, time: number, width: number, bins: number): Float64Array {
    const [first, end] = population === 0 ? [0, this.#excitatory] : [this.#excitatory, this.counts.length];
    const histogram = new Float64Array(bins);
    for (let i = first; i < end; i++) {
      const rate = 1000 * this.counts[i] / time;
      histogram[Math.min(bins - 1, Math.floor(rate / width + 1e-9))]++;
    }
    return histogram;
  }
}
