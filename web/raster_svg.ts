/**
 * The raster on the screen as an SVG file: a path of dots per population, axes, and what it shows in words.
 *
 * @module
 */

import type { Spikes } from "../model/mod.ts";
import { escaped } from "../plot/escaped.ts";
import { ticksOf } from "./ticks.ts";

/** Data of the raster. */
export interface RasterPicture {
  /** What stands above it. */
  readonly title: string;
  /** The spikes, in order. */
  readonly spikes: Spikes;
  /** Excitatory neurons; the others are inhibitory. */
  readonly excitatory: number;
  /** Neurons of the network. */
  readonly neurons: number;
  /** Time step [ms]. */
  readonly dt: number;
  /** First and last time of the axis [ms]. */
  readonly from: number;
  /** Last time of the axis [ms]. */
  readonly to: number;
}

const WIDTH = 900, HEIGHT = 480, LEFT = 64, RIGHT = 872, TOP = 40, BOTTOM = 436;

/** Ink of the populations: black, and an orange that is dark enough on white. */
const EXCITATORY = "#000000", INHIBITORY = "#c2410c";

/** The picture as text. */
export function rasterSvg(picture: RasterPicture): string {
  const { title, excitatory, neurons, from, to } = picture;
  const x = (time: number) => tenths(LEFT + (time - from) / (to - from) * (RIGHT - LEFT));
  const y = (neuron: number) => tenths(BOTTOM - (neuron + 0.5) / neurons * (BOTTOM - TOP));
  const populations = [
    { name: "E", first: 0, end: excitatory, ink: EXCITATORY },
    { name: "I", first: excitatory, end: neurons, ink: INHIBITORY },
  ].filter(({ first, end }) => first < end);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"` +
    ` font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="13">${escaped(title)}</text>`,
    ...populations.map(({ first, end, ink }) =>
      `<path d="${dots(picture, first, end, x, y)}" fill="none" stroke="${ink}" stroke-width="1.2"` +
      ` stroke-linecap="round"/>`
    ),
    ...populations.map(({ name, first, end, ink }) =>
      `<text x="${RIGHT + 8}" y="${y((first + end - 1) / 2)}" dy="4" fill="${ink}">${name}</text>`
    ),
    `<path d="M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}" fill="none" stroke="#222"/>`,
    ...ticksOf(from, to, 8).map((time) =>
      `<path d="M${x(time)} ${BOTTOM}v5" stroke="#222"/>` +
      `<text x="${x(time)}" y="${BOTTOM + 19}" text-anchor="middle">${time}</text>`
    ),
    ...ticksOf(0, neurons, 8).filter((neuron) => neuron < neurons).map((neuron) =>
      `<path d="M${LEFT - 5} ${y(neuron)}h5" stroke="#222"/>` +
      `<text x="${LEFT - 9}" y="${y(neuron)}" dy="4" text-anchor="end">${neuron}</text>`
    ),
    `<text x="${(LEFT + RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">time [ms]</text>`,
    `<text transform="translate(16 ${(TOP + BOTTOM) / 2}) rotate(-90)" text-anchor="middle">neuron</text>`,
    "</svg>\n",
  ].join("\n");
}

function dots(
  { spikes: { step, neuron }, dt, from, to }: RasterPicture,
  first: number,
  end: number,
  x: (time: number) => number,
  y: (neuron: number) => number,
): string {
  const commands: string[] = [];
  for (let k = 0; k < step.length; k++) {
    const time = step[k] * dt;
    if (neuron[k] < first || neuron[k] >= end || time < from || time > to) continue;
    commands.push(`M${x(time)} ${y(neuron[k])}h0`);
  }
  return commands.join("");
}

function tenths(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}
