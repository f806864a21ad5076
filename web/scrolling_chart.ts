/// <reference lib="dom" />
/**
 * A chart of lines over the last so many milliseconds: what is there moves to the left, and only what is new is drawn.
 *
 * @module
 */

import type { Inks } from "./inks.ts";
import { Surface } from "./surface.ts";
import { tickStep } from "./time_axis.ts";

/** Canvas and size of a chart. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly inks: Inks;
  /** Pixels of a line one CSS pixel wide. */
  readonly ratio: number;
  /** Place of a time [ms] and of a value [px]. */
  x(time: number): number;
  y(value: number): number;
}

/** The lines of a chart. */
export interface Lines {
  /** Lower and upper end of the vertical axis for what lies in [from, to] [ms]. */
  range(from: number, to: number): readonly [number, number];
  /** Values with a number beside them and a line behind them. */
  ticks(range: readonly [number, number]): readonly number[];
  /** Draws what lies in [from, to] [ms], from what was drawn before on, and says up to which time it did. */
  draw(frame: Frame, from: number, to: number): number;
}

/** Room above and below the frame [CSS px]. */
const ABOVE = 6, BELOW = 6;

/** A chart that moves to the left as time goes on. */
export class ScrollingChart {
  readonly #surface: Surface;
  readonly #lines: Lines;
  #isValid = false;
  #column = 0;
  #drawnTo = 0;
  #range: readonly [number, number] = [0, 1];

  /** A chart of these lines. */
  constructor(canvas: HTMLCanvasElement, lines: Lines) {
    this.#surface = new Surface(canvas, ABOVE, BELOW);
    this.#lines = lines;
  }

  /** Everything has to be drawn again: other lines, window or colours. */
  invalidate(): void {
    this.#isValid = false;
  }

  /** Draws up to now [ms]. */
  draw(now: number, window: number, inks: Inks): void {
    const surface = this.#surface, lines = this.#lines;
    if (surface.fit()) this.#isValid = false;
    const { context, left, width, canvas } = surface;
    // At the beginning the chart fills from its left edge.
    const right = Math.max(now, window);
    const range = lines.range(right - window, now);
    const perMs = width / window, column = Math.floor(right * perMs), columns = column - this.#column;
    const goesOn = this.#isValid && columns >= 0 && columns < width && range[0] === this.#range[0] &&
      range[1] === this.#range[1];
    this.#range = range;
    this.#column = column;
    if (!goesOn) this.#begin(inks, right, window);
    else if (columns > 0) {
      const top = 0, height = canvas.height;
      context.globalCompositeOperation = "copy";
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
      context.drawImage(canvas, left + columns, top, width - columns, height, left, top, width - columns, height);
      context.restore();
      context.globalCompositeOperation = "source-over";
      context.clearRect(left + width - columns, top, columns + surface.ratio * 10, height);
      this.#grid(inks, left + width - columns, columns, right, window);
    }
    context.save();
    context.beginPath();
    context.rect(left, 0, width, canvas.height);
    context.clip();
    this.#drawnTo = lines.draw(this.#frame(inks, perMs), this.#drawnTo, now);
    context.restore();
  }

  #begin(inks: Inks, right: number, window: number): void {
    const { context, canvas, left, width } = this.#surface;
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.#surface.font(inks.font);
    context.fillStyle = inks.text;
    for (const tick of this.#lines.ticks(this.#range)) this.#surface.label(String(tick), this.#y(tick));
    this.#grid(inks, left, width, right, window);
    this.#drawnTo = right - window;
    this.#isValid = true;
  }

  #grid(inks: Inks, from: number, columns: number, right: number, window: number): void {
    const { context, canvas, left, width, ratio } = this.#surface;
    context.fillStyle = inks.faint;
    const line = Math.max(1, Math.round(ratio));
    for (const tick of this.#lines.ticks(this.#range)) context.fillRect(from, Math.round(this.#y(tick)), columns, line);
    const step = tickStep(window, width / ratio), perMs = width / window;
    const first = Math.ceil((this.#column - (left + width - from)) / perMs / step);
    for (let k = Math.max(0, first); k * step <= right; k++) {
      const x = Math.round(left + width - 1 - this.#column + k * step * perMs);
      if (x >= from && x < from + columns) context.fillRect(x, 0, line, canvas.height);
    }
  }

  #y(value: number): number {
    const { top, height } = this.#surface, [low, high] = this.#range;
    return top + height * (1 - (value - low) / (high - low));
  }

  #frame(inks: Inks, perMs: number): Frame {
    const { context, ratio, left, width } = this.#surface;
    // The last pixel is now: what lies beyond it would be cut off, and missing when it has moved on.
    const origin = left + width - 1 - this.#column;
    return { context, inks, ratio, x: (time) => origin + time * perMs, y: (value) => this.#y(value) };
  }
}
