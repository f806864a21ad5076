/// <reference lib="dom" />
/**
 * A histogram of both populations, as outlines over one another: each is scaled to its own total.
 *
 * @module
 */

import type { Inks } from "./inks.ts";
import { Surface } from "./surface.ts";

/** Data of the chart. */
export interface Histogram {
  /** Values of each bin: excitatory, inhibitory. */
  readonly populations: readonly [ArrayLike<number>, ArrayLike<number>];
  /** Bins with a number below their left edge. */
  readonly ticks: readonly { readonly bin: number; readonly text: string }[];
}

/** Room above and below the frame [CSS px]. */
const ABOVE = 8, BELOW = 22;

/** A histogram on a canvas. */
export class HistogramChart {
  readonly #surface: Surface;

  /** An empty histogram. */
  constructor(canvas: HTMLCanvasElement) {
    this.#surface = new Surface(canvas, ABOVE, BELOW);
  }

  draw({ populations, ticks }: Histogram, inks: Inks): void {
    const surface = this.#surface;
    surface.fit();
    const { context, canvas, ratio, top, height } = surface;
    // No numbers at the left: the frame may begin farther out.
    const left = 12 * ratio, width = canvas.width - 2 * left, bottom = top + height;
    const bins = populations[0].length;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = inks.text;
    context.textAlign = "center";
    context.textBaseline = "top";
    surface.font(inks.font);
    for (const { bin, text } of ticks) {
      const x = left + bin / bins * width;
      context.fillText(text, x, bottom + 7 * ratio);
      context.fillRect(Math.round(x), bottom, Math.max(1, Math.round(ratio)), 4 * ratio);
    }
    context.fillRect(left, bottom, width, Math.max(1, Math.round(ratio)));
    const shares = populations.map(shareOf);
    const most = Math.max(...shares.flat());
    if (!(most > 0)) return;
    for (const population of [1, 0]) {
      const share = shares[population];
      context.beginPath();
      context.moveTo(left, bottom);
      share.forEach((value, bin) => {
        const y = bottom - value / most * height;
        context.lineTo(left + bin / bins * width, y);
        context.lineTo(left + (bin + 1) / bins * width, y);
      });
      context.lineTo(left + width, bottom);
      context.strokeStyle = context.fillStyle = population === 0 ? inks.excitatory : inks.inhibitory;
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 1.25 * ratio;
      context.stroke();
    }
  }
}

function shareOf(values: ArrayLike<number>): number[] {
  const all = Array.from(values), total = all.reduce((sum, value) => sum + value, 0);
  return all.map((value) => total === 0 ? 0 : value / total);
}
