/**
 * One panel: marks over axes, drawn by Observable Plot into linkedom's document, which needs no browser.
 *
 * The types of both packages are written against the DOM's, which Deno does not have: what is used of it is declared
 * here, and the casts to it are all in this file.
 *
 * @module
 */

import { axisX, axisY, frame, type Markish, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { AXIS, FONT } from "./ink.ts";

/** What is used of an element of the document. */
interface SvgElement {
  setAttribute(name: string, value: string): void;
  readonly innerHTML: string;
}

/** What is used of a document. */
interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

/** One axis. */
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

/** Space around the frame of a panel [px]. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
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

/** A mark of Observable Plot, or one of ours. */
export type Mark = Markish;

/** From values on an axis to pixels of the panel. */
export type Position = (value: number) => number;

const { document } = parseHTML("<html></html>") as unknown as { readonly document: SvgDocument };

/** A mark that is one SVG <path>; `outline` says its commands, in pixels of the panel. */
export function pathMark(
  attributes: Readonly<Record<string, string | number>>,
  outline: (x: Position, y: Position) => string,
): Mark {
  const render = (_index: unknown, scales: { x: Position; y: Position }): SvgElement => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, String(value));
    path.setAttribute("d", outline(scales.x, scales.y));
    return path;
  };
  return render as unknown as Mark;
}

/** The panel as SVG elements, its upper left corner at 0, 0. */
export function drawPanel({ width, height, margins, x, y, marks }: PanelOptions): string {
  const labelled = { labelAnchor: "center", labelArrow: "none", color: AXIS, tickSize: 4 } as const;
  const root = plot({
    document: document as never,
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x: { domain: [...x.domain], inset: 4 },
    y: { domain: [...y.domain] },
    marks: [
      ...marks,
      frame({ stroke: AXIS, strokeWidth: 0.8 }),
      axisX({
        ...labelled,
        ticks: x.ticks as number,
        ...(x.format === undefined ? {} : { tickFormat: x.format }),
        ...(x.label === "" ? { label: null, fill: "none" } : { label: x.label, labelOffset: margins.bottom - 6 }),
      }),
      axisY({
        ...labelled,
        ticks: y.ticks as number,
        tickFormat: y.format ?? null,
        label: y.label,
        labelOffset: margins.left - 4,
      }),
    ],
  }) as unknown as SvgElement;
  // Plot's style sheet is about its place in a web page; a picture's letters are set here instead.
  const drawn = root.innerHTML.replace(/<style>[^]*?<\/style>/, "");
  return `<g fill="${AXIS}" font-family="${FONT}" font-size="11" text-anchor="middle">${drawn}</g>`;
}
