/**
 * Work–precision diagram: error over cost, both logarithmic, a line per method with a point per time step. The lower left
 * corner is where one wants to be.
 *
 * @module
 */

import { axisX, axisY, dot, frame, gridX, gridY, line, type Markish, plot, ruleX, text } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { heading } from "./heading.ts";
import { AXIS, DASHES, FONT, NEURONS } from "./ink.ts";
import { legend } from "./legend.ts";
import { logDomain, logTicks } from "./log_axis.ts";

/** A mean and its standard error. */
export interface ErrorEstimate {
  /** The mean, of either sign. */
  readonly mean: number;
  /** Its standard error; NaN where it is not known. */
  readonly standardError: number;
}

/** A method at a time step. */
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

/** What the picture shows. */
export interface WorkPrecisionPicture {
  /** Title. */
  readonly title: string;
  /** Subtitle: how the figures were come by. */
  readonly subtitle: string;
  /** A line each. */
  readonly series: readonly { readonly method: string; readonly points: readonly WorkPrecisionPoint[] }[];
}

const WIDTH = 720, FRAME_HEIGHT = 300, LEFT = 66, RIGHT = 28, BOTTOM = 46, TITLE = 22, GAP = 10;

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
 */
export function workPrecisionPlot({ title, subtitle, series }: WorkPrecisionPicture): string {
  const right = WIDTH - RIGHT;
  const head = heading(title, subtitle, LEFT, right);
  const keys = legend(series.map(({ method }, s) => ({ label: method, ...styleOf(s) })), LEFT, right);
  const prices = series.flatMap(({ points }) => points.map(({ price }) => price)).filter((price) => price > 0);
  if (prices.length === 0) {
    throw new RangeError("Cannot draw work and precision: a point with a price is required, received none");
  }
  const x = logDomain(prices), panel = TITLE + FRAME_HEIGHT + BOTTOM, top = head.height + keys.height + GAP;
  const panels = (["ratePercent", "medianIsiPercent"] as const).map((quantity, q) =>
    `<g transform="translate(0,${top + q * panel})">${drawn(series, quantity, x)}</g>`
  );
  const size = `width="${WIDTH}" height="${top + panels.length * panel}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${WIDTH} ${top + panels.length * panel}">` +
    `<rect ${size} fill="#ffffff"/>${head.svg}<g transform="translate(0,${head.height})">${keys.svg}</g>` +
    `${panels.join("")}</svg>\n`;
}

function styleOf(s: number): { readonly ink: string; readonly dash: string } {
  return { ink: NEURONS[s % NEURONS.length], dash: DASHES[Math.floor(s / NEURONS.length) % DASHES.length] };
}

/** One panel: frame, axes, lines, and a whisker of one standard error at each point. */
function drawn(
  series: WorkPrecisionPicture["series"],
  quantity: "ratePercent" | "medianIsiPercent",
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
  const label = quantity === "ratePercent" ? "error of the rate [%]" : "error of the median interval [%]";
  const axis = { labelAnchor: "center", labelArrow: "none", color: AXIS, tickSize: 4 } as const;
  const marks: Markish[] = [
    gridX({ ticks: logTicks(x), stroke: "#e4e4e4", strokeOpacity: 1 }),
    gridY({ ticks: logTicks(y), stroke: "#e4e4e4", strokeOpacity: 1 }),
    ...lines.flatMap((points, s) => {
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
    frame({ stroke: AXIS, strokeWidth: 0.8 }),
    axisX(logTicks(x), {
      ...axis,
      text: written,
      label: "processor time per simulated second [s]",
      labelOffset: BOTTOM - 8,
    }),
    axisY(logTicks(y), { ...axis, text: written, label, labelOffset: LEFT - 6 }),
  ];
  const { document } = parseHTML("<html></html>") as unknown as { readonly document: object };
  const root = plot({
    document: document as never, // linkedom's is no DOM in the eyes of the types
    width: WIDTH,
    height: TITLE + FRAME_HEIGHT + BOTTOM,
    marginTop: TITLE,
    marginRight: RIGHT,
    marginBottom: BOTTOM,
    marginLeft: LEFT,
    x: { type: "log", domain: x },
    y: { type: "log", domain: y, clamp: true },
    marks,
  }) as unknown as { readonly innerHTML: string };
  const inside = root.innerHTML.replace(/<style>[^]*?<\/style>/, "");
  return `<g fill="${AXIS}" font-family="${FONT}" font-size="11" text-anchor="middle">${inside}</g>`;
}

function drawnPoint(
  point: WorkPrecisionPoint,
  quantity: "ratePercent" | "medianIsiPercent",
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

function written(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}
