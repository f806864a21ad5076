/**
 * Observable Plot, drawing into linkedom's document, which needs no browser: marks over a frame, as SVG elements.
 *
 * The types of both packages are written against the DOM's, which Deno does not have: what is used of it is declared
 * here, and the casts to it are all in this file.
 *
 * @module
 */

import { frame, type Markish, plot, type ScaleOptions } from "./observable_plot.ts";
import { parseHTML } from "npm:linkedom@0.18.15";
import { AXIS, FONT } from "./ink.ts";

/** The part of a DOM element that is used. */
interface SvgElement {
  setAttribute(name: string, value: string): void;
  readonly innerHTML: string;
}

/** The part of a DOM document that is used. */
interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

/** A mark of Observable Plot, or one of ours. */
export type Mark = Markish;

/** From values on an axis to pixels of the drawing. */
export type Position = (value: number) => number;

/** Space around a frame [px]. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The plot to draw. */
export interface Drawing {
  /** Width, margins included [px]. */
  readonly width: number;
  /** Height, margins included [px]. */
  readonly height: number;
  /** Space around the frame. */
  readonly margins: Margins;
  /** Scale of the horizontal axis. */
  readonly x: ScaleOptions;
  /** Scale of the vertical axis. */
  readonly y: ScaleOptions;
  /** What lies under the frame, from back to front. */
  readonly marks: readonly Mark[];
  /** What lies over it. */
  readonly axes: readonly Mark[];
}

/** Options of an axis with a centred label. */
export const LABELLED: {
  readonly labelAnchor: "center";
  readonly labelArrow: "none";
  readonly color: string;
  readonly tickSize: number;
} = { labelAnchor: "center", labelArrow: "none", color: AXIS, tickSize: 4 };

const { document } = parseHTML("<html></html>") as unknown as { readonly document: SvgDocument };

/** A mark that is one SVG <path>; `outline` says its commands, in pixels of the drawing. */
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

/** The drawing as SVG elements, its upper left corner at 0, 0. Colours of marks are colours, not categories. */
export function draw({ width, height, margins, x, y, marks, axes }: Drawing): string {
  const root = plot({
    document: document as never,
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x,
    y,
    color: { type: "identity" },
    marks: [...marks, frame({ stroke: AXIS, strokeWidth: 0.8 }), ...axes],
  }) as unknown as SvgElement;
  // Plot's style sheet is about its place in a web page; a picture's letters are set here instead.
  const drawn = root.innerHTML.replace(/<style>[^]*?<\/style>/, "");
  return `<g fill="${AXIS}" font-family="${FONT}" font-size="11" text-anchor="middle">${drawn}</g>`;
}
