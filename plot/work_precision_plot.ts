/**
 * Work–precision diagram: error over cost, both logarithmic, a line per method with a point per time step. The lower left
 * corner is where one wants to be.
 *
 * @module
 */

import { dot, line, ruleX, text } from "./observable_plot.ts";
import { DASHES, NEURONS } from "./ink.ts";
import { logDomain, logTicks } from "./log_axis.ts";
import { drawLogPanel } from "./log_panel.ts";
import { drawPage } from "./page.ts";

/**
 * A mean and its standard error.
 *
 * @category Pictures
 */
export interface ErrorEstimate {
  /** The mean, of either sign. */
  readonly mean: number;
  /** Its standard error; NaN where it is not known. */
  readonly standardError: number;
}

/**
 * A method at a time step.
 *
 * @category Pictures
 */
export interface WorkPrecisionPoint {
  /** Time step [ms]. */
  readonly dt: number;
  /** Processor time per simulated second [s]. */
  readonly price: number;
  /** Error of the rate [%]. */
  readonly ratePercent: ErrorEstimate;
  /** Error of the median interspike interval [%]. */
  readonly medianIsiPercent: ErrorEstimate;
}

/**
 * Data of the picture.
 *
 * @category Pictures
 */
export interface WorkPrecisionPicture {
  /** First line of the picture. */
  readonly title: string;
  /** Subtitle: how the figures were obtained. */
  readonly subtitle: string;
  /** A line each. */
  readonly series: readonly { readonly method: string; readonly points: readonly WorkPrecisionPoint[] }[];
}

const WIDTH = 720, HEIGHT = 368, MARGINS = { top: 22, right: 28, bottom: 46, left: 66 };

/** The quantities that have errors, from the top. */
const QUANTITIES = ["ratePercent", "medianIsiPercent"] as const;

/** Errors below this share of the largest are drawn at the lower edge: what is left there is noise. */
const LOWEST = 1 / 1000;

/** A point as it is drawn. */
interface Drawn {
  readonly price: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly isSeen: boolean;
}

/**
 * The picture as SVG: one panel for the rate, one for the median interspike interval.
 * @throws {RangeError} where no point has a price and an error.
 * @category Pictures
 */
export function workPrecisionPlot({ title, subtitle, series }: WorkPrecisionPicture): string {
  const prices = series.flatMap(({ points }) => points.map(({ price }) => price)).filter((price) => price > 0);
  if (prices.length === 0) {
    throw new RangeError("Cannot draw work and precision: a point with a price is required, received none");
  }
  const x = logDomain(prices);
  return drawPage({
    title,
    subtitle,
    keys: series.map(({ method }, s) => ({ label: method, ...styleOf(s) })),
    width: WIDTH,
    left: MARGINS.left,
    right: WIDTH - MARGINS.right,
    gap: 10,
    body: (top) => ({
      svg: QUANTITIES.map((quantity, q) =>
        `<g transform="translate(0,${top + q * HEIGHT})">${drawn(series, quantity, x)}</g>`
      ).join(""),
      height: QUANTITIES.length * HEIGHT,
    }),
  });
}

function styleOf(s: number): { readonly ink: string; readonly dash: string } {
  return { ink: NEURONS[s % NEURONS.length], dash: DASHES[Math.floor(s / NEURONS.length) % DASHES.length] };
}

/** One panel: frame, axes, lines, and a whisker of one standard error at each point. */
function drawn(
  series: WorkPrecisionPicture["series"],
  quantity: typeof QUANTITIES[number],
  x: [number, number],
): string {
  const errors = series.flatMap(({ points }) => points.map((point) => Math.abs(point[quantity].mean)))
    .filter((error) => error > 0);
  const largest = Math.max(...errors, Number.MIN_VALUE);
  const y = logDomain([Math.max(Math.min(...errors, largest), LOWEST * largest), largest]);
  const lines = series.map(({ points }) =>
    points.filter((point) => point.price > 0 && Number.isFinite(point[quantity].mean))
      .sort((a, b) => a.price - b.price).map((point) => drawnPoint(point, quantity, y))
  );
  return drawLogPanel({
    width: WIDTH,
    height: HEIGHT,
    margins: MARGINS,
    x: { domain: x, ticks: logTicks(x), label: "processor time per simulated second [s]" },
    y: {
      domain: y,
      ticks: logTicks(y),
      label: quantity === "ratePercent" ? "error of the rate [%]" : "error of the median interval [%]",
    },
    marks: lines.flatMap((points, s) => {
      const { ink, dash } = styleOf(s);
      return [
        ruleX(points, { x: "price", y1: "low", y2: "high", stroke: ink, strokeWidth: 1 }),
        line(points, { x: "price", y: "error", stroke: ink, strokeWidth: 2, strokeDasharray: dash }),
        dot(points, {
          x: "price",
          y: "error",
          stroke: ink,
          strokeWidth: 2,
          r: 3.5,
          fill: (point: Drawn) => point.isSeen ? ink : "#ffffff",
        }),
        text(points, {
          x: "price",
          y: "error",
          text: "label",
          fill: ink,
          stroke: "#ffffff",
          strokeWidth: 3,
          dx: 7,
          dy: -8,
          textAnchor: "start",
        }),
      ];
    }),
  });
}

function drawnPoint(
  point: WorkPrecisionPoint,
  quantity: typeof QUANTITIES[number],
  [low, high]: readonly [number, number],
): Drawn {
  const { mean, standardError } = point[quantity];
  const error = Math.abs(mean), spread = Number.isNaN(standardError) ? 0 : standardError;
  const clamped = (value: number) => Math.min(high, Math.max(low, value));
  return {
    price: point.price,
    error: clamped(error),
    low: clamped(error - spread),
    high: clamped(error + spread),
    label: `${point.dt}`,
    isSeen: error > 2 * spread,
  };
}
