/**
 * A page: title, subtitle and legend above what is drawn, as one SVG file that needs nothing beside it.
 *
 * @module
 */

import { heading, type Piece } from "./heading.ts";
import { type Key, legend } from "./legend.ts";
import { shown } from "./notebook.ts";

/** A page, before it is drawn. */
export interface PageOptions {
  /** The text above. */
  readonly title: string;
  /** What stands under it, broken into lines where it is too long. */
  readonly subtitle: string;
  /** The legend. */
  readonly keys: readonly Key[];
  /** Width [px]. */
  readonly width: number;
  /** Where text and legend end [px]. */
  readonly right: number;
  /** Where the text begins [px]. */
  readonly left: number;
  /** Where the legend may begin [px]; with the text where it is left out. */
  readonly keysLeft?: number;
  /** Space under the legend [px]. */
  readonly gap: number;
  /** What is drawn under all that, and its height, given where it begins [px]. */
  readonly body: (top: number) => Piece;
}

/** The page as SVG. */
export function drawPage(
  { title, subtitle, keys, width, right, left, keysLeft = left, gap, body }: PageOptions,
): string {
  const head = heading(title, subtitle, left, right), row = legend(keys, keysLeft, right);
  const top = head.height + row.height + gap, drawn = body(top);
  const above = `${head.svg}<g transform="translate(0,${head.height})">${row.svg}</g>`;
  return svgFile(width, top + drawn.height, above + drawn.svg);
}

/** SVG elements on white, as a file; width and height in pixels. */
export function svgFile(width: number, height: number, elements: string): string {
  const size = `width="${width}" height="${height}"`;
  return shown(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}">` +
      `<rect ${size} fill="#ffffff"/>${elements}</svg>\n`,
  );
}
