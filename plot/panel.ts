/**
 * One panel: marks over linear axes.
 *
 * @module
 */

import { axisX, axisY } from "./observable_plot.ts";
import { draw, LABELLED, type Margins, type Mark } from "./observable.ts";

/** Range and labels of a panel's vertical axis. */
export interface Axis {
  /** First and last value. */
  readonly domain: readonly [number, number];
  /** Quantity and unit, as "v [mV]". */
  readonly label: string;
  /** Where the ticks are, or about how many there are. */
  readonly ticks: readonly number[] | number;
  /** How numbers are written, in words or as d3-format has it; with commas and as few digits as needed by default. */
  readonly format?: string | ((value: number) => string);
}

/** A panel, before it is drawn. */
export interface PanelOptions {
  /** Width, margins included [px]. */
  readonly width: number;
  /** Height, margins included [px]. */
  readonly height: number;
  /** Space around the frame. */
  readonly margins: Margins;
  /** Time axis; with no label the ticks have no numbers either. */
  readonly x: Axis;
  /** The other axis. */
  readonly y: Axis;
  /** What is drawn, from back to front. */
  readonly marks: readonly Mark[];
}

/** The panel as SVG elements, its upper left corner at 0, 0. */
export function drawPanel({ x, y, margins, ...panel }: PanelOptions): string {
  return draw({
    ...panel,
    margins,
    x: { domain: [...x.domain], inset: 4 },
    y: { domain: [...y.domain] },
    axes: [
      axisX({
        ...LABELLED,
        ticks: x.ticks as number,
        ...(x.format === undefined ? {} : { tickFormat: x.format }),
        ...(x.label === "" ? { label: null, fill: "none" } : { label: x.label, labelOffset: margins.bottom - 6 }),
      }),
      axisY({
        ...LABELLED,
        ticks: y.ticks as number,
        tickFormat: y.format ?? null,
        label: y.label,
        labelOffset: margins.left - 4,
      }),
    ],
  });
}
