/**
 * Distributions side by side: panels of step curves, each a histogram of one sample, over a linear or a logarithmic axis.
 *
 * @module
 */

import { line } from "./observable_plot.ts";
import { DASHES, NEURONS } from "./ink.ts";
import { drawPage } from "./page.ts";
import { drawPanel } from "./panel.ts";

/**
 * A histogram.
 *
 * @category Pictures
 */
export interface HistogramCurve {
  /** What it is of. */
  readonly label: string;
  /** Share of the sample in each bin [%]. */
  readonly shares: ArrayLike<number>;
}

/**
 * A panel: one quantity.
 *
 * @category Pictures
 */
export interface DistributionPanel {
  /** Quantity and unit. */
  readonly label: string;
  /** Edges of the bins, one more than there are bins, ascending; in the logarithm where `isLogarithmic`. */
  readonly edges: readonly number[];
  /** Whether the edges are decimal logarithms. */
  readonly isLogarithmic?: boolean;
  /** The histograms, in the order of the legend. */
  readonly curves: readonly HistogramCurve[];
}

/**
 * Data of the picture.
 *
 * @category Pictures
 */
export interface DistributionPicture {
  /** First line of the picture. */
  readonly title: string;
  /** Second line, smaller. */
  readonly subtitle: string;
  /** The panels, from the left. */
  readonly panels: readonly DistributionPanel[];
}

const WIDTH = 310, HEIGHT = 230, MARGINS = { top: 8, right: 14, bottom: 42, left: 52 };

/**
 * The picture as SVG.
 * @throws {RangeError} where there is no panel.
 * @category Pictures
 */
export function distributionPlot({ title, subtitle, panels }: DistributionPicture): string {
  if (panels.length === 0) {
    throw new RangeError("Cannot draw distributions: at least one panel is required, received none");
  }
  const width = WIDTH * panels.length;
  return drawPage({
    title,
    subtitle,
    keys: panels[0].curves.map(({ label }, k) => ({ label, ...styleOf(k) })),
    width,
    left: MARGINS.left,
    right: width - MARGINS.right,
    gap: 6,
    body: (top) => ({
      svg: panels.map((panel, p) => `<g transform="translate(${p * WIDTH},${top})">${drawnPanel(panel)}</g>`).join(""),
      height: HEIGHT,
    }),
  });
}

function styleOf(k: number): { readonly ink: string; readonly dash: string } {
  return { ink: NEURONS[k % NEURONS.length], dash: DASHES[k % DASHES.length] };
}

function drawnPanel({ label, edges, isLogarithmic, curves }: DistributionPanel): string {
  const highest = Math.max(1e-9, ...curves.flatMap(({ shares }) => Array.from(shares)));
  return drawPanel({
    width: WIDTH,
    height: HEIGHT,
    margins: MARGINS,
    x: {
      domain: [edges[0], edges[edges.length - 1]],
      label,
      ...(isLogarithmic
        ? { ticks: decades(edges), format: (exponent: number) => String(10 ** exponent) }
        : { ticks: 5 }),
    },
    y: { domain: [0, 1.05 * highest], label: "share [%]", ticks: 5 },
    marks: curves.map(({ shares }, k) => {
      const { ink, dash } = styleOf(k);
      return line(stairs(edges, shares), { x: "x", y: "y", stroke: ink, strokeWidth: 1.5, strokeDasharray: dash });
    }),
  });
}

/** Whole decades within the edges. */
function decades(edges: readonly number[]): number[] {
  const first = Math.ceil(edges[0]), last = Math.floor(edges[edges.length - 1]);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
}

/** The outline of the histogram. */
function stairs(edges: readonly number[], shares: ArrayLike<number>): { x: number; y: number }[] {
  return Array.from(shares, (y, k) => [{ x: edges[k], y }, { x: edges[k + 1], y }]).flat();
}

/**
 * Shares [%] of values in bins; values beyond the edges count in the outermost bins.
 *
 * @category Pictures
 */
export function histogramShares(values: ArrayLike<number>, edges: readonly number[]): Float64Array {
  const shares = new Float64Array(edges.length - 1);
  const low = edges[0], width = (edges[edges.length - 1] - low) / shares.length;
  for (let k = 0; k < values.length; k++) {
    const bin = Math.min(shares.length - 1, Math.max(0, Math.floor((values[k] - low) / width)));
    shares[bin] += 100 / values.length;
  }
  return shares;
}
