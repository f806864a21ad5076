/**
 * Firing rates of the two populations [Hz], per bin for a curve and in the mean for a title.
 *
 * @module
 */

import { meanRate } from "../analysis/mean_rate.ts";
import { populationCounts } from "../analysis/population_counts.ts";
import { type Population, populations, spikeWindow } from "../analysis/spike_window.ts";
import { lowerBound } from "../model/bisection.ts";
import type { PopulationSizes } from "../model/scaling.ts";
import { rateOf, spikesOf } from "../record/observed.ts";
import type { PopulationRate, Recording } from "../record/recording.ts";
import type { TimeWindow } from "./time_window.ts";

/** Rates [Hz] of the populations. */
export interface Rates {
  /** Excitatory spikes per excitatory neuron and second. */
  readonly excitatory: number;
  /** Inhibitory spikes per inhibitory neuron and second. */
  readonly inhibitory: number;
}

/** Rates [Hz] from edge to edge. */
export interface RateCurve {
  /** Length of a bin [ms]. */
  readonly bin: number;
  /** Bin b lasts from edges[b] to edges[b + 1] [ms]. */
  readonly edges: Float64Array;
  /** Excitatory rate of each bin [Hz]. */
  readonly excitatory: Float64Array;
  /** Inhibitory rate of each bin [Hz]. */
  readonly inhibitory: Float64Array;
}

/** Steps per bin where the recording does not say: 1 ms. */
function binStepsOf(dt: number): number {
  return Math.max(1, Math.round(1 / dt));
}

/** Spike counts in bins of 1 ms, from the recording's spikes; undefined where it has none recorded. */
function countsFromSpikes(recording: Recording): Omit<PopulationRate, "kind"> | undefined {
  const spikes = spikesOf(recording), { provenance, start, stop } = recording;
  if (spikes === undefined) return undefined;
  const binSteps = binStepsOf(provenance.dt), bins = Math.ceil((stop - start) / binSteps);
  // To the end of the last bin, of which the recording may have seen a part only.
  const window = { ...spikeWindow({ start, stop, provenance }), stop: start + bins * binSteps };
  const { excitatory, inhibitory } = populations(provenance);
  const counts = (population: Population) =>
    population.count === 0 ? new Uint32Array(bins) : populationCounts(spikes, window, { binSteps, population });
  return { binSteps, excitatory: counts(excitatory), inhibitory: counts(inhibitory) };
}

/** The rates over the bins that the window touches, cut to it; undefined where neither rates nor spikes are recorded. */
export function rateCurve(recording: Recording, { first, last, dt }: TimeWindow): RateCurve | undefined {
  const { start, stop } = recording, watched = watchedNeurons(recording);
  const counts = rateOf(recording) ?? countsFromSpikes(recording);
  if (counts === undefined) return undefined;
  const { binSteps } = counts;
  const from = Math.floor((first - start) / binSteps);
  const bins = Math.min(counts.excitatory.length, Math.ceil((last - start) / binSteps)) - from;
  if (bins < 1) return undefined;
  const edge = (bin: number): number => Math.min(start + (from + bin) * binSteps, stop);
  const hertz = (spikes: Uint32Array, neurons: number): Float64Array =>
    Float64Array.from({ length: bins }, (_, bin) => {
      const seconds = (edge(bin + 1) - edge(bin)) * dt / 1000;
      return neurons === 0 ? 0 : spikes[from + bin] / (neurons * seconds);
    });
  return {
    bin: binSteps * dt,
    edges: Float64Array.from({ length: bins + 1 }, (_, bin) => Math.max(first, Math.min(last, edge(bin))) * dt),
    excitatory: hertz(counts.excitatory, watched.excitatory),
    inhibitory: hertz(counts.inhibitory, watched.inhibitory),
  };
}

/** Mean rates over the window: of the bins it touches where rates were recorded, else of its spikes. */
export function meanRates(recording: Recording, window: TimeWindow): Rates | undefined {
  const spikes = spikesOf(recording);
  if (rateOf(recording) !== undefined) {
    const curve = rateCurve(recording, window);
    if (curve === undefined) return undefined;
    return { excitatory: meanOf(curve.excitatory, curve.edges), inhibitory: meanOf(curve.inhibitory, curve.edges) };
  }
  if (spikes === undefined) return undefined;
  const shown = { ...spikeWindow(recording), start: window.first, stop: window.last };
  const { excitatory, inhibitory } = populations(recording.provenance), watched = watchedNeurons(recording);
  const hertz = (population: Population, neurons: number) =>
    neurons === 0 ? NaN : meanRate(spikes, shown, population) * population.count / neurons;
  return { excitatory: hertz(excitatory, watched.excitatory), inhibitory: hertz(inhibitory, watched.inhibitory) };
}

/** Number of neurons of each population that the rates are of: those whose spikes were recorded, where no rates were. */
function watchedNeurons(recording: Recording): PopulationSizes {
  const { excitatory, inhibitory } = recording.provenance, neurons = spikesOf(recording)?.neurons;
  if (rateOf(recording) !== undefined || neurons === undefined) return { excitatory, inhibitory };
  const first = lowerBound(neurons, excitatory);
  return { excitatory: first, inhibitory: neurons.length - first };
}

/**
 * Of which populations rates are shown. Where a recording does not say which neurons were watched, their spikes may be those
 * of one population only: of two populations, one without a single spike beside one with spikes is left out.
 */
export function shownPopulations(recording: Recording): { excitatory: boolean; inhibitory: boolean } {
  const watched = watchedNeurons(recording), spikes = spikesOf(recording), { excitatory } = recording.provenance;
  const isKnown = rateOf(recording) !== undefined || spikes === undefined || spikes.neurons !== undefined;
  const isShown = (count: number, isOwn: (neuron: number) => boolean) =>
    count > 0 && (isKnown || spikes.neuron.length === 0 || spikes.neuron.some(isOwn));
  return {
    excitatory: isShown(watched.excitatory, (neuron) => neuron < excitatory),
    inhibitory: isShown(watched.inhibitory, (neuron) => neuron >= excitatory),
  };
}

/** Mean of a curve over its bins, each weighted by its length. */
function meanOf(rates: Float64Array, edges: Float64Array): number {
  let area = 0;
  for (let bin = 0; bin < rates.length; bin++) area += rates[bin] * (edges[bin + 1] - edges[bin]);
  return area / (edges[rates.length] - edges[0]);
}
