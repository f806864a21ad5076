/**
 * The spikes of single neurons as short strokes above a frame, a row per neuron.
 *
 * @module
 */

import { text } from "./observable_plot.ts";
import type { Spikes } from "../model/simulation.ts";
import { AXIS, NEURONS } from "./ink.ts";
import { type Mark, pathMark } from "./observable.ts";
import type { TimeWindow } from "./time_window.ts";

const ROW = 8, STROKE = 6, FOOT = 3;

/** Height of the rows of so many neurons [px]. */
export function spikeTicksHeight(neurons: number): number {
  return FOOT + ROW * neurons;
}

/** The strokes of the neurons, the first neuron's row on top; `top` is the value at the upper edge of the frame. */
export function spikeTicks(
  { step, neuron }: Spikes,
  neurons: readonly number[],
  { first, last, dt }: TimeWindow,
  top: number,
): Mark[] {
  const rows = neurons.map((drawn, row) => {
    const attributes = { fill: "none", stroke: NEURONS[row], "stroke-width": 1.3 };
    return pathMark(attributes, (x, y) => {
      const foot = y(top) - FOOT - ROW * (neurons.length - 1 - row);
      const inside = Array.from(step.keys()).filter((k) => neuron[k] === drawn && step[k] >= first && step[k] < last);
      return inside.map((k) => `M${Math.round(100 * x(step[k] * dt)) / 100},${foot}v${-STROKE}`).join("");
    });
  });
  const label = text(["spikes"], {
    frameAnchor: "top-left",
    lineAnchor: "middle",
    textAnchor: "end",
    dx: -9,
    dy: -spikeTicksHeight(neurons.length) / 2,
    fill: AXIS,
  });
  return [...rows, label];
}
