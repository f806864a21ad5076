/// <reference lib="dom" />
/**
 * A canvas that has as many pixels as the screen has in its place, and margins that are the same for all charts of a
 * column, so that their times lie below one another.
 *
 * @module
 */

/** Left and right margin of the frame [CSS px]. */
export const LEFT = 48, RIGHT = 10;

/** Most device pixels per CSS pixel that are drawn: more are not seen, and cost time. */
const MOST_RATIO = 2;

/** A canvas and its frame; everything in device pixels. */
export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Device pixels per CSS pixel. */
  ratio = 1;
  /** Left edge of the frame. */
  left = 0;
  /** Width of the frame. */
  width = 0;
  /** Upper edge of the frame. */
  top = 0;
  /** Height of the frame. */
  height = 0;
  readonly #above: number;
  readonly #below: number;

  /** The surface of a canvas, with room above and below its frame [CSS px]. */
  constructor(canvas: HTMLCanvasElement, above: number, below: number) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d")!;
    this.#above = above;
    this.#below = below;
  }

  /** Takes the canvas's size on the page; whether it has changed (and the canvas is empty now). */
  fit(): boolean {
    const ratio = Math.min(MOST_RATIO, devicePixelRatio || 1);
    const width = Math.round(this.canvas.clientWidth * ratio), height = Math.round(this.canvas.clientHeight * ratio);
    if (width === this.canvas.width && height === this.canvas.height && ratio === this.ratio) return false;
    this.canvas.width = width;
    this.canvas.height = height;
    this.ratio = ratio;
    this.left = Math.round(LEFT * ratio);
    this.width = Math.max(1, width - this.left - Math.round(RIGHT * ratio));
    this.top = Math.round(this.#above * ratio);
    this.height = Math.max(1, height - this.top - Math.round(this.#below * ratio));
    return true;
  }

  /** Sets the font of so many CSS px. */
  font(family: string, size = 11): void {
    this.context.font = `${size * this.ratio}px ${family}`;
  }

  /** A number in the left margin, at this height. */
  label(text: string, y: number): void {
    this.context.textAlign = "right";
    this.context.textBaseline = "middle";
    this.context.fillText(text, this.left - 7 * this.ratio, y);
  }
}
