/// <reference lib="dom" />
/**
 * The scrolling raster: a dot per spike, time to the right, inhibitory neurons above excitatory ones.
 *
 * @module
 */

import { channels, type Inks } from "./inks.ts";
import { type Band, bandsOf, dotOpacity, dotSide, opacities, RasterPixels, rowOf } from "./raster_pixels.ts";
import type { Runner } from "./runner.ts";
import { Surface } from "./surface.ts";

/** Room above and below the frame, and between the populations [CSS px]. */
const ABOVE = 4, BELOW = 4, GAP = 8;

/** Largest distance of a click from a dot [CSS px]. */
const REACH = 12;

/** The raster of a network. */
export class RasterChart {
  readonly #surface: Surface;
  readonly #runner: Runner;
  #pixels = new RasterPixels(1, 1);
  #image = new ImageData(1, 1);
  #isValid = false;
  #column = 0;
  #drawn = 0;
  #window = 1;

  /** The raster on a canvas. */
  constructor(canvas: HTMLCanvasElement, runner: Runner) {
    this.#surface = new Surface(canvas, ABOVE, BELOW);
    this.#runner = runner;
  }

  /** Everything has to be drawn again: another network, window or colours. */
  invalidate(): void {
    this.#isValid = false;
  }

  /** Draws up to now [ms]. */
  draw(now: number, window: number, inks: Inks): void {
    const surface = this.#surface, runner = this.#runner;
    const { spikes, dt, network } = runner;
    if (surface.fit()) {
      this.#pixels = new RasterPixels(surface.width, surface.height);
      this.#image = surface.context.createImageData(surface.width, surface.height);
      this.#isValid = false;
    }
    if (network === undefined) return surface.context.clearRect(0, 0, surface.canvas.width, surface.canvas.height);
    // At the beginning the raster fills from its left edge.
    const right = Math.max(now, window);
    const perMs = surface.width / window, column = Math.floor(right * perMs), columns = column - this.#column;
    if (!this.#isValid || columns < 0 || columns >= surface.width) {
      this.#pixels.clear();
      this.#drawn = spikes.firstFrom((right - window) / dt);
      this.#isValid = true;
    } else if (columns > 0) this.#pixels.shift(columns);
    this.#column = column;
    this.#window = window;

    const bands = this.#bands(), area = surface.width * surface.height;
    const neurons = network.excitatory + network.inhibitory;
    const side = dotSide(neurons, window, area, Math.round(3 * surface.ratio));
    const rows = bands.map(({ first, end, top, bottom }) => ({
      first,
      end,
      bottom,
      per: (bottom - top) / (end - first),
    }));
    const { step, neuron } = spikes.from(this.#drawn), origin = surface.width - 1 - column;
    // Of two networks one may be ahead: what is later than now waits.
    const end = spikes.firstFrom(now / dt - 1e-6) - this.#drawn;
    for (let k = 0; k < end; k++) {
      const { first, bottom, per } = neuron[k] < rows[0].end ? rows[0] : rows[1];
      const x = origin + Math.floor(step[k] * dt * perMs);
      if (x >= 0) this.#pixels.add(x, bottom - (neuron[k] - first + 0.5) * per, side);
    }
    this.#drawn += Math.max(0, end);
    this.#paint(bands, opacities(dotOpacity(neurons, window, area, side)), inks);
    this.#labels(bands, inks);
    this.#mark(runner.neuron, bands, origin, perMs, inks);
  }

  /** The neuron of the dot nearest to a place on the canvas [CSS px], or undefined where none is near. */
  neuronAt(x: number, y: number): number | undefined {
    const { ratio, left, top, width } = this.#surface, { spikes, dt } = this.#runner;
    const bands = this.#bands(), perMs = width / this.#window, reach = REACH * ratio;
    const column = x * ratio - left, row = y * ratio - top;
    const time = (this.#column - (width - 1) + column) / perMs;
    let nearest = reach ** 2, found: number | undefined;
    const { step, neuron } = spikes.from(spikes.firstFrom(Math.max(0, (time - reach / perMs) / dt)));
    for (let k = 0; k < step.length && step[k] * dt <= time + reach / perMs; k++) {
      const distance = ((step[k] * dt - time) * perMs) ** 2 + (rowOf(neuron[k], bands) - row) ** 2;
      if (distance >= nearest) continue;
      nearest = distance;
      found = neuron[k];
    }
    return found;
  }

  #bands(): Band[] {
    const { network } = this.#runner;
    const { height, ratio } = this.#surface;
    return bandsOf(network?.excitatory ?? 1, network?.inhibitory ?? 0, height, Math.round(GAP * ratio));
  }

  #paint(bands: readonly Band[], alpha: Uint8Array, inks: Inks): void {
    const { dots, width, height } = this.#pixels, { data } = this.#image;
    const pixels = new Uint32Array(data.buffer);
    const edge = bands.length > 1 ? bands[0].top * width : 0;
    // Bytes are red, green, blue, opacity in memory.
    const [e, i] = [inks.excitatory, inks.inhibitory].map((ink) => {
      const [red, green, blue] = channels(ink);
      return Uint32Array.from(alpha, (a) => (a << 24 | blue << 16 | green << 8 | red) >>> 0);
    });
    for (let k = 0; k < edge; k++) pixels[k] = i[dots[k]];
    for (let k = edge; k < width * height; k++) pixels[k] = e[dots[k]];
    const { context, left, top, canvas } = this.#surface;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.putImageData(this.#image, left, top);
  }

  #labels(bands: readonly Band[], inks: Inks): void {
    const { context, left, top, width, ratio } = this.#surface;
    this.#surface.font(inks.font);
    bands.forEach(({ first, end, top: upper, bottom }, population) => {
      context.fillStyle = population === 0 ? inks.excitatory : inks.inhibitory;
      this.#surface.label(population === 0 ? "E" : "I", top + (upper + bottom) / 2);
      context.fillStyle = inks.text;
      if (bottom - upper < 44 * ratio) return;
      this.#surface.label(String(first), top + bottom - 6 * ratio);
      this.#surface.label(String(end - 1), top + upper + 6 * ratio);
    });
    context.fillStyle = inks.faint;
    for (const { bottom } of bands) context.fillRect(left, top + bottom, width, Math.max(1, Math.round(ratio)));
  }

  /** The picked neuron's own dots, larger, and a tick at its row. */
  #mark(picked: number, bands: readonly Band[], origin: number, perMs: number, inks: Inks): void {
    const { context, left, top, width, ratio } = this.#surface, { spikes, dt } = this.#runner;
    const y = top + rowOf(picked, bands), radius = 2.2 * ratio;
    context.fillStyle = inks.picked;
    context.beginPath();
    context.moveTo(left - 1 * ratio, y);
    context.lineTo(left - 6 * ratio, y - 3.5 * ratio);
    context.lineTo(left - 6 * ratio, y + 3.5 * ratio);
    context.fill();
    this.#partners(bands, inks);
    context.fillStyle = inks.picked;
    const { step, neuron } = spikes.from(spikes.firstFrom(Math.max(0, (this.#column - width) / perMs / dt)));
    for (let k = 0; k < step.length; k++) {
      if (neuron[k] !== picked) continue;
      const x = origin + Math.floor(step[k] * dt * perMs);
      if (x < 0 || x >= width) continue;
      context.beginPath();
      context.arc(left + x, y, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /** Ticks at the rows of the picked neuron's partners: sources at the left edge, targets at the right one. */
  #partners(bands: readonly Band[], inks: Inks): void {
    const { partners, network } = this.#runner;
    if (partners === undefined || network === undefined) return;
    const { context, left, top, width, ratio } = this.#surface,
      length = 5 * ratio,
      line = Math.max(1, Math.round(ratio));
    for (const [neurons, x] of [[partners.sources, left - length], [partners.targets, left + width]] as const) {
      for (const i of neurons ?? []) {
        context.fillStyle = i < network.excitatory ? inks.excitatory : inks.inhibitory;
        context.fillRect(x, Math.round(top + rowOf(i, bands)), length, line);
      }
    }
  }
}
