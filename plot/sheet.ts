/**
 * A sheet: panels one above another under a heading, over one time axis, as one SVG file that needs nothing beside it.
 *
 * @module
 */

import { heading } from "./heading.ts";
import { textWidth } from "./ink.ts";
import { type Key, legend } from "./legend.ts";
import type { PlotOptions } from "./options.ts";
import type { Mark } from "./observable.ts";
import { svgFile } from "./page.ts";
import { type Axis, drawPanel } from "./panel.ts";

/** A panel of a sheet; its width and height are the sheet's business. */
export interface Panel {
  /** Share of the sheet's height, relative to the other panels. */
  readonly weight: number;
  /** The vertical axis. */
  readonly y: Axis;
  /** The marks, from back to front, given the size of the frame [px]. */
  readonly marks: (width: number, height: number) => readonly Mark[];
  /** Legend above the frame. */
  readonly keys?: readonly Key[];
  /** Height of what the marks draw between legend and frame [px]. */
  readonly above?: number;
}

/** Contents of a sheet. */
export interface Sheet {
  /** The text above. */
  readonly title: string;
  /** What stands under it, broken into lines where it is too long. */
  readonly subtitle: string;
  /** First and last time [ms]. */
  readonly time: readonly [number, number];
  /** The panels, from the top. */
  readonly panels: readonly Panel[];
  /** Height where the options leave it out and it is enough [px]. */
  readonly height: number;
}

const LEAST_LEFT = 66, RIGHT = 28, BOTTOM = 42, GAP = 10;
const LEAST_WIDTH = 320, LEAST_FRAME = 40;

/**
 * The sheet as SVG.
 * @throws {RangeError} where width or height leave no room; `what` names the picture.
 */
export function drawSheet(sheet: Sheet, options: PlotOptions, what: string): string {
  const { width = 720 } = options, { panels } = sheet;
  if (!(width >= LEAST_WIDTH && Number.isFinite(width))) {
    throw new RangeError(`Cannot draw ${what}: width must be at least ${LEAST_WIDTH} px, received ${width}`);
  }
  const left = Math.max(LEAST_LEFT, ...panels.map(({ y }) => labelsWidth(y))), frameWidth = width - left - RIGHT;
  const head = heading(sheet.title, sheet.subtitle, left, width - RIGHT);
  const legends = panels.map(({ keys = [] }) => legend(keys, left, width - RIGHT));
  const tops = panels.map(({ above = 0 }, p) => GAP + legends[p].height + above);
  const total = sum(panels.map(({ weight }) => weight)), around = head.height + sum(tops) + BOTTOM;
  const least = Math.ceil(around + total * Math.max(...panels.map(({ weight, y }) => leastFrame(y) / weight)));
  const { height = Math.max(sheet.height, least) } = options;
  if (!(height >= least && Number.isFinite(height))) {
    throw new RangeError(`Cannot draw ${what}: height must be at least ${least} px, received ${height}`);
  }

  const share = (height - around) / total;
  let y = head.height, drawn = "";
  for (const [p, panel] of panels.entries()) {
    const lowest = p === panels.length - 1, frameHeight = Math.floor(panel.weight * share);
    const inside = drawPanel({
      width,
      height: tops[p] + frameHeight + BOTTOM,
      margins: { top: tops[p], right: RIGHT, bottom: BOTTOM, left },
      x: { domain: sheet.time, label: lowest ? "time [ms]" : "", ticks: Math.round(frameWidth / 90) },
      y: panel.y,
      marks: panel.marks(frameWidth, frameHeight),
    });
    const key = `<g transform="translate(0,${GAP - 4})">${legends[p].svg}</g>`;
    drawn += `<g transform="translate(0,${y})">${key}${inside}</g>`;
    y += tops[p] + frameHeight;
  }
  return svgFile(width, height, head.svg + drawn);
}

/** Least height of a frame [px]: its axis label, which is turned, does not reach into the next panel. */
function leastFrame({ label }: Axis): number {
  return Math.max(LEAST_FRAME, textWidth(label, 11));
}

/** Width of an axis label, of numbers as long as the domain's ends without decimals, and of the space between [px]. */
function labelsWidth({ domain }: Axis): number {
  return 36 + Math.ceil(Math.max(...domain.map((end) => textWidth(Math.round(end).toLocaleString("en-US"), 11))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
