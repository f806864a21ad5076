/**
 * The raster's pixels: how many dots lie on each, shifted to the left as time goes on. Excitatory neurons are below,
 * inhibitory ones above, with a gap between.
 *
 * @module
 */

/** Rate at which dots are taken to come, for choosing their size and ink [Hz]. */
const EXPECTED_RATE = 40;

/** The rows of a population: neuron `first` is in the lowest. */
export interface Band {
  readonly first: number;
  readonly end: number;
  /** Upper and lower edge [px]. */
  readonly top: number;
  readonly bottom: number;
}

/** The bands of both populations, heights in proportion; a population without neurons has none. */
export function bandsOf(excitatory: number, inhibitory: number, height: number, gap: number): Band[] {
  const neurons = excitatory + inhibitory;
  if (excitatory === 0 || inhibitory === 0) return [{ first: 0, end: neurons, top: 0, bottom: height }];
  const edge = Math.round((height - gap) * inhibitory / neurons);
  return [
    { first: 0, end: excitatory, top: edge + gap, bottom: height },
    { first: excitatory, end: neurons, top: 0, bottom: edge },
  ];
}

/** Centre of a neuron's row [px]. */
export function rowOf(neuron: number, bands: readonly Band[]): number {
  const { first, end, top, bottom } = bands.find(({ end }) => neuron < end) ?? bands[bands.length - 1];
  return bottom - (neuron - first + 0.5) / (end - first) * (bottom - top);
}

/** Side of a dot [px] at which a fifth of the area would be covered if none met; 1 to `largest`. */
export function dotSide(neurons: number, window: number, area: number, largest: number): number {
  const dots = Math.max(1, neurons * window * EXPECTED_RATE / 1000);
  return Math.max(1, Math.min(largest, Math.round(Math.sqrt(0.2 * area / dots))));
}

/** Opacity of one dot, so that many on a pixel can still be told from few. */
export function dotOpacity(neurons: number, window: number, area: number, side: number): number {
  const dotsPerPixel = neurons * window * EXPECTED_RATE / 1000 * side ** 2 / area;
  return Math.min(1, 1.1 / (1 + dotsPerPixel));
}

/** Opacity of a pixel with so many dots, from 0 to 255; index 0 to 255. */
export function opacities(opacity: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, dots) => Math.round(255 * (1 - (1 - opacity) ** dots)));
}

/** Dots per pixel. */
export class RasterPixels {
  readonly width: number;
  readonly height: number;
  /** Dots on each pixel, row after row from the top; 255 is 255 or more. */
  readonly dots: Uint8Array;

  /** An empty raster of that size [px]. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.dots = new Uint8Array(width * height);
  }

  /** Forgets every dot. */
  clear(): void {
    this.dots.fill(0);
  }

  /** Moves everything to the left by so many columns. */
  shift(columns: number): void {
    if (columns >= this.width) return this.clear();
    this.dots.copyWithin(0, columns);
    for (let y = 0; y < this.height; y++) this.dots.fill(0, (y + 1) * this.width - columns, (y + 1) * this.width);
  }

  /** Adds a square dot whose right edge is in this column and whose centre is at this height. */
  add(column: number, centre: number, side: number): void {
    const top = Math.max(0, Math.min(this.height - side, Math.round(centre - side / 2)));
    for (let y = top; y < Math.min(this.height, top + side); y++) {
      for (let x = Math.max(0, column - side + 1); x <= column; x++) {
        const at = y * this.width + x;
        if (this.dots[at] < 255) this.dots[at]++;
      }
    }
  }
}
