/**
 * Correlation of the spike counts of pairs of neurons, averaged over all pairs in one pass over the spikes.
 *
 * With zᵢ(b) the count of neuron i in bin b, less its mean and over its standard deviation, the Pearson coefficient of
 * a pair is rᵢⱼ = Σ_b zᵢ(b) zⱼ(b) / B. The square of the sum over neurons holds every pair twice and each neuron once:
 * Σ_b (Σᵢ zᵢ(b))² / B = n + 2 Σ_{i<j} rᵢⱼ, so the mean needs no pair by itself.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { requireBinSteps, requireSpikes } from "./checks.ts";
import { splitTrains } from "./spike_trains.ts";
import type { SpikeWindow } from "./spike_window.ts";

/**
 * Selection of neurons, and the binning of their spikes.
 *
 * @category Analysis
 */
export interface PairOptions {
  /** Steps per bin. */
  readonly binSteps: number;
  /** The neurons, each once, in any order; all where they are left out. */
  readonly neurons?: Uint32Array;
}

/**
 * Mean Pearson correlation [1] of the binned spike counts over all pairs of the given neurons (Cohen & Kohn 2011,
 * Nat. Neurosci. 14:811–819). Bins as in {@linkcode populationCounts}. Silent neurons are left out, and so is any other
 * whose count is the same in every bin: no coefficient is defined for it. NaN where fewer than two neurons remain.
 *
 * @throws {RangeError} where the window or an option is not usable, or spikes are not in order.
 * @category Analysis
 */
export function pairwiseCorrelation(spikes: Spikes, window: SpikeWindow, options: PairOptions): number {
  const { binSteps, neurons = Uint32Array.from({ length: window.neurons }, (_, i) => i) } = options;
  const purpose = "compute pairwise correlation";
  requireSpikes(purpose, spikes, window);
  requireBinSteps(purpose, binSteps, window);
  requireDistinct(purpose, neurons, window.neurons);
  const bins = Math.floor((window.stop - window.start) / binSteps);
  const trains = splitTrains(spikes, { ...window, stop: window.start + bins * binSteps });
  const zSum = new Float64Array(bins); // Σᵢ zᵢ(b), but for the means
  let zMean = 0, n = 0;
  for (const i of neurons) {
    const binOf = trains.steps.subarray(trains.offsets[i], trains.offsets[i + 1])
      .map((step) => Math.floor((step - window.start) / binSteps));
    const squares = sumOfSquaredCounts(binOf);
    const scatter = bins * squares - binOf.length ** 2; // B² times the variance, exactly
    if (scatter === 0) continue;
    const sd = Math.sqrt(scatter) / bins;
    for (const bin of binOf) zSum[bin] += 1 / sd;
    zMean += binOf.length / bins / sd;
    n++;
  }
  const sumOfSquares = zSum.reduce((sum, z) => sum + (z - zMean) ** 2, 0);
  return n < 2 ? NaN : (sumOfSquares / bins - n) / (n * (n - 1));
}

/** Σ_b c(b)², c(b) being how often b occurs in an ascending list. */
function sumOfSquaredCounts(ascending: Uint32Array): number {
  let sum = 0;
  for (let k = 0, begin = 0; k < ascending.length; k++) {
    if (ascending[k] !== ascending[begin]) begin = k;
    sum += 2 * (k - begin) + 1; // (c + 1)² - c²
  }
  return sum;
}

/** Requires neurons of the network, each once. */
function requireDistinct(purpose: string, neurons: Uint32Array, count: number): void {
  const seen = new Uint8Array(count);
  for (const i of neurons) {
    if (i >= count) throw new RangeError(`Cannot ${purpose}: neurons must be below ${count}, received ${i}`);
    if (seen[i]++ > 0) throw new RangeError(`Cannot ${purpose}: neurons must be distinct, received ${i} twice`);
  }
}
