/// <reference lib="dom" />
/**
 * The moving time axis below the charts of a column.
 *
 * @module
 */

import type { Inks } from "./inks.ts";
import { Surface } from "./surface.ts";
import { multiples, roundUp } from "./ticks.ts";

/** Room that a tick's number needs [CSS px]. */
const ROOM = 70;

/** Time between ticks [ms] for a window on a frame of so many CSS px. */
export function tickStep(window: number, width: number): number {
  return roundUp(window / Math.max(2, Math.floor(width / ROOM)));
}

/** Ticks and labels of the time axis [ms]. */
export class TimeAxis {
  readonly #surface: Surface;

  /** The axis on a canvas. */
  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, 0, 0);
  }

  /** Draws the axis with this time [ms] at its right edge. */
  draw(now: number, window: number, inks: Inks): void {
    const surface = this.#surface;
    surface.fit();
    const { context, ratio, left, width, canvas } = surface;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = context.strokeStyle = inks.text;
    context.lineWidth = ratio;
    surface.font(inks.font);
    context.textBaseline = "top";
    context.textAlign = "center";
    context.beginPath();
    const right = Math.max(now, window);
    for (const tick of multiples(right - window, right, tickStep(window, width / ratio))) {
      const x = Math.round(left + width - (right - tick) / window * width) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, 4 * ratio);
      const half = context.measureText(String(tick)).width / 2;
      context.fillText(String(tick), Math.min(x, canvas.width - half), 7 * ratio);
    }
    context.stroke();
    context.textAlign = "left";
    context.fillText("ms", 4 * ratio, 7 * ratio);
  }
}
