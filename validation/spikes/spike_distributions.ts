/**
 * Distributions of the spikes of a run: over neurons, over intervals, over time. The same quantities that fixtures hold
 * of other simulators' runs.
 *
 * @module
 */

import { fanoFactor } from "../../analysis/fano_factor.ts";
import { isiStatistics } from "../../analysis/isi_statistics.ts";
import { pairwiseCorrelation } from "../../analysis/pairwise_correlation.ts";
import { spikeCounts } from "../../analysis/spike_counts.ts";
import { intervalsOf, splitTrains } from "../../analysis/spike_trains.ts";
import { type SpikeWindow, spikeWindow } from "../../analysis/spike_window.ts";
import { upperBound } from "../../model/bisection.ts";
import type { Spikes } from "../../model/simulation.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";

/** Spikes below which a neuron has neither CV nor LV. */
export const MINIMUM_SPIKES = 10;

/** Width of a bin of the Fano factor [ms]. */
export const FANO_BIN = 1;

/** Width of a bin of the correlation [ms]. */
export const CORRELATION_BIN = 2;

/**
 * Edges of the histogram of intervals [ms]: 20 a decade, and none of them a multiple of 0.1 ms.
 *
 * @category Comparison of spikes
 */
export const ISI_EDGES: readonly number[] = Array.from(
  { length: 80 },
  (_, k) => Number((10 ** ((k + 0.5) / 20)).toFixed(4)),
);

/**
 * The distributions of the spikes of a run, within a window.
 *
 * @category Comparison of spikes
 */
export interface SpikeDistributions {
  /** Spikes of each neuron. */
  readonly spikes: ArrayLike<number>;
  /** CV of the intervals of each neuron [1]; NaN or null below ten spikes. */
  readonly cv: ArrayLike<number | null>;
  /** LV of the intervals of each neuron [1]; NaN or null below ten spikes. */
  readonly lv: ArrayLike<number | null>;
  /** Intervals between each pair of edges: entry 0 below the first edge, the last beyond the last. */
  readonly isi: ArrayLike<number>;
  /** Fano factor of the population's count in bins of 1 ms [1]. */
  readonly fano: number;
  /** Mean correlation of pairs of neurons with ten spikes and more, in bins of 2 ms [1]. */
  readonly correlation: number;
}

/**
 * The distributions of a run's spikes from `skip` [ms] on.
 * @throws {RangeError} where the skip leaves no time, or the spikes are not in order.
 * @category Comparison of spikes
 */
export function spikeDistributions(observed: ObservedSpikes, skip: number): SpikeDistributions {
  const { spikes, provenance: { dt } } = observed;
  const window = spikeWindow(observed, Math.round(skip / dt));
  const { cv, lv } = isiStatistics(spikes, window, { minimumSpikes: MINIMUM_SPIKES });
  const counts = spikeCounts(spikes, window);
  const active = Uint32Array.from(counts.keys()).filter((i) => counts[i] >= MINIMUM_SPIKES);
  const bins = (width: number) => ({
    binSteps: Math.min(Math.max(1, Math.round(width / dt)), window.stop - window.start),
  });
  return {
    spikes: counts,
    cv,
    lv,
    isi: isiHistogram(spikes, window),
    fano: fanoFactor(spikes, window, bins(FANO_BIN)),
    correlation: pairwiseCorrelation(spikes, window, { ...bins(CORRELATION_BIN), neurons: active }),
  };
}

function isiHistogram(spikes: Spikes, window: SpikeWindow): Uint32Array {
  const trains = splitTrains(spikes, window);
  const histogram = new Uint32Array(ISI_EDGES.length + 1);
  for (let i = 0; i < window.neurons; i++) {
    for (const steps of intervalsOf(trains, i)) histogram[upperBound(ISI_EDGES, steps * window.dt)]++;
  }
  return histogram;
}
