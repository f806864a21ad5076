/**
 * From spikes to numbers: rates, interspike intervals, fluctuation of the population, correlation; and how far two samples
 * of such numbers are apart. One statistic, one function; spikes in, plain numbers out.
 *
 * @example
 * ```ts
 * import { fanoFactor, firingRates, isiStatistics, meanRate, populations } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * // Three neurons for 10 ms in steps of 0.1 ms: two are excitatory, and neuron 1 is silent.
 * const spikes = { step: Uint32Array.of(0, 20, 30, 40, 60), neuron: Uint32Array.of(0, 0, 2, 0, 0) };
 * const window = { neurons: 3, dt: 0.1, start: 0, stop: 100 };
 * const { excitatory } = populations({ excitatory: 2, inhibitory: 1 });
 *
 * assertEquals(firingRates(spikes, window), Float64Array.of(400, 0, 100)); // Hz
 * assertEquals(meanRate(spikes, window, excitatory), 200);
 * assertEquals(isiStatistics(spikes, window, { minimumSpikes: 3 }).meanCv, 0);
 * assertEquals(fanoFactor(spikes, window, { binSteps: 50 }), 0.9);
 * ```
 *
 * @module
 */

export type { PopulationSizes } from "../model/scaling.ts";
export type { Spikes } from "../model/simulation.ts";
export { explainDivergence, isExplicit, largestStableStep } from "./divergence.ts";
export { earthMoversDistance } from "./earth_movers_distance.ts";
export { type EffectSize, effectSize } from "./effect_size.ts";
export { fanoFactor } from "./fano_factor.ts";
export { firingRates } from "./firing_rates.ts";
export { firstSpike } from "./first_spike.ts";
export { type IsiQuantileOptions, isiQuantiles, medianIsi } from "./isi_quantiles.ts";
export { type IsiOptions, type IsiStatistics, isiStatistics } from "./isi_statistics.ts";
export { type KolmogorovSmirnov, kolmogorovSmirnov } from "./kolmogorov_smirnov.ts";
export { localVariation } from "./local_variation.ts";
export { meanRate } from "./mean_rate.ts";
export { coefficientOfVariation, mean, standardDeviation, variance } from "./moments.ts";
export { type PairOptions, pairwiseCorrelation } from "./pairwise_correlation.ts";
export { peakRate } from "./peak_rate.ts";
export { type PopulationBins, populationCounts } from "./population_counts.ts";
export { populationCv } from "./population_cv.ts";
export { quantiles } from "./quantiles.ts";
export { silentFraction } from "./silent_fraction.ts";
export { type SpikeTrains, spikeTrains } from "./spike_trains.ts";
export { type ObservedRun, type Population, populations, type SpikeWindow, spikeWindow } from "./spike_window.ts";
export { studentQuantile, studentTail } from "./student_t.ts";
