/**
 * The two histograms of a network: of all interspike intervals, and of the rates of its neurons.
 *
 * @module
 */

import type { Histogram } from "./histogram_chart.ts";
import { INTERVAL_BINS, intervalBin, type IntervalBins, INTERVALS } from "./interval_bins.ts";

/** Bins of the histogram of rates, and the widths that a bin may have [Hz]. */
const RATE_BINS = 40, RATE_WIDTHS = [0.5, 1, 2, 5, 10, 25];

/** The part of the neurons whose rates are to be told apart; those above are in the last bin. */
const SHOWN = 0.99;

/** Data of the histograms. */
export interface Counted {
  /** Intervals and spike counts. */
  readonly intervals: IntervalBins;
  /** Simulated time [ms]. */
  readonly time: number;
}

/** All interspike intervals of both populations, on a logarithmic axis. */
export function intervalHistogram({ intervals }: Counted): Histogram {
  const ticks = [1, 3, 10, 30, 100, 300, 1000].map((interval) => ({
    bin: interval === INTERVALS[1] ? INTERVAL_BINS : intervalBin(interval * (1 + 1e-9)),
    text: String(interval),
  }));
  return { populations: intervals.intervals, ticks };
}

/**
 * Rates of the neurons of both populations; the last bin has all that are higher. Networks side by side, `all`, have the
 * same axis.
 */
export function rateHistogram({ intervals, time }: Counted, all: readonly Counted[]): Histogram {
  const high = Math.max(...all.map(highRate));
  const width = RATE_WIDTHS.find((width) => width * RATE_BINS > high) ?? RATE_WIDTHS[RATE_WIDTHS.length - 1];
  const rates = (population: 0 | 1) =>
    time > 0 ? intervals.rates(population, time, width, RATE_BINS) : new Float64Array(RATE_BINS);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => ({
    bin: part * RATE_BINS,
    text: `${part * RATE_BINS * width}${part === 1 ? "+" : ""}`,
  }));
  return { populations: [rates(0), rates(1)], ticks };
}

/** The rate that nearly all neurons of a network are below [Hz]. */
function highRate({ intervals, time }: Counted): number {
  const counts = intervals.counts.toSorted();
  return time > 0 ? 1000 * (counts[Math.floor(SHOWN * counts.length)] ?? 0) / time : 0;
}
