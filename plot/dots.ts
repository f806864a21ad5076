/**
 * Spikes as dots: a population is one <path> of strokes, 14 bytes a spike. Large dots are strokes of no length with round caps;
 * small ones, which are many, are squares, strokes as long as wide: a program that makes pixels of them takes a quarter of the
 * time.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import { spikesBetween } from "../record/spike_list.ts";
import { type Mark, pathMark } from "./observable.ts";
import type { TimeWindow } from "./time_window.ts";

/** Spikes that are drawn, and how they were chosen. */
export interface DrawnSpikes {
  /** The spikes that are drawn. */
  readonly spikes: Spikes;
  /** How many spikes there are in the window. */
  readonly total: number;
  /** One of every so many of the neurons that fired is drawn. */
  readonly every: number;
}

/**
 * The spikes inside the window. Where they are more than `most`, only every k-th of the neurons that fired is kept, k
 * being the least that leaves about `most`: whole spike trains stay, so that what is seen of a neuron is right.
 */
export function drawnSpikes(spikes: Spikes, { first, last }: TimeWindow, neurons: number, most: number): DrawnSpikes {
  const { step, neuron } = spikesBetween(spikes, first, last);
  const every = Math.max(1, Math.ceil(step.length / most));
  const fired = new Uint8Array(neurons);
  for (const i of neuron) fired[i] = 1;
  let rank = 0;
  const kept = fired.map((one) => one === 1 && rank++ % every === 0 ? 1 : 0);
  const isDrawn = (_: number, k: number) => kept[neuron[k]] === 1;
  return { spikes: { step: step.filter(isDrawn), neuron: neuron.filter(isDrawn) }, total: step.length, every };
}

/** Diameter from which a dot is seen to be round [px]. */
const ROUND = 2.5;

/** Diameter [px] at which so many dots would cover a fifth of the area if none met; from 0.9 to 3. */
export function dotSize(dots: number, area: number): number {
  const diameter = Math.sqrt(0.2 * area / Math.max(1, dots) / (Math.PI / 4));
  return Math.round(10 * Math.min(3, Math.max(0.9, diameter))) / 10;
}

/** The spikes of the neurons from `first` to `last` (excluded), a dot each, to a tenth of a pixel. */
export function dots(
  { step, neuron }: Spikes,
  dt: number,
  [first, last]: readonly [number, number],
  { ink, diameter }: { readonly ink: string; readonly diameter: number },
): Mark {
  const isRound = diameter >= ROUND;
  const attributes = {
    fill: "none",
    stroke: ink,
    "stroke-width": diameter,
    ...(isRound && { "stroke-linecap": "round" }),
  };
  const stroke = isRound ? "h0" : `h${diameter}`, left = isRound ? 0 : diameter / 2;
  return pathMark(attributes, (x, y) => {
    const commands: string[] = [];
    for (let k = 0; k < step.length; k++) {
      if (neuron[k] < first || neuron[k] >= last) continue;
      commands.push(`M${tenths(x(step[k] * dt) - left)},${tenths(y(neuron[k]))}${stroke}`);
    }
    return commands.join("");
  });
}

function tenths(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}
