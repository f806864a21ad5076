/**
 * One panel over a logarithmic axis, or two, with a pale line at each of their ticks.
 *
 * @module
 */

import { axisX, axisY, gridX, gridY } from "./observable_plot.ts";
import { PALE } from "./ink.ts";
import { draw, LABELLED, type Margins, type Mark } from "./observable.ts";

/** A logarithmic axis. */
export interface LogAxis {
  /** First and last value. */
  readonly domain: readonly [number, number];
  /** Where the ticks are. */
  readonly ticks: readonly number[];
  /** Quantity and unit. */
  readonly label: string;
}

/** A vertical axis of names, from the top. */
export interface NameAxis {
  readonly names: readonly string[];
}

/** A panel, before it is drawn. */
export interface LogPanelOptions {
  /** Width, margins included [px]. */
  readonly width: number;
  /** Height, margins included [px]. */
  readonly height: number;
  /** Space around the frame. */
  readonly margins: Margins;
  /** The horizontal axis. */
  readonly x: LogAxis;
  /** The vertical axis. */
  readonly y: LogAxis | NameAxis;
  /** What is drawn, from back to front. */
  readonly marks: readonly Mark[];
}

/** The panel as SVG elements, its upper left corner at 0, 0. */
export function drawLogPanel({ width, height, margins, x, y, marks }: LogPanelOptions): string {
  const line = { stroke: PALE, strokeOpacity: 1 };
  const isNames = "names" in y;
  return draw({
    width,
    height,
    margins,
    x: { type: "log", domain: x.domain },
    y: isNames ? { domain: y.names, padding: 0 } : { type: "log", domain: y.domain, clamp: true },
    marks: [gridX({ ticks: x.ticks, ...line }), ...(isNames ? [] : [gridY({ ticks: y.ticks, ...line })]), ...marks],
    axes: [
      axisX(x.ticks, { ...LABELLED, text: written, label: x.label, labelOffset: margins.bottom - 8 }),
      isNames
        ? axisY({ color: LABELLED.color, tickSize: 0, label: null })
        : axisY(y.ticks, { ...LABELLED, text: written, label: y.label, labelOffset: margins.left - 6 }),
    ],
  });
}

/** A tick's number in full, whether 0.0005 or 16,384. */
function written(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 9 });
}
