/**
 * Traces as curves: one per variable and neuron, cut to the window of time, with gaps where no value can be drawn.
 *
 * @module
 */

import type { StateVariable } from "../model/simulation.ts";
import { tracesOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import type { Curve } from "./outline.ts";
import type { TimeWindow } from "./time_window.ts";

/** One variable of one neuron over time [ms]. */
export interface TraceLine extends Curve {
  readonly variable: StateVariable;
  readonly neuron: number;
}

/** No variable of a working network comes near this value; on an axis that holds it everything else would be flat. */
export const LARGEST = 1e6;

/** The curves of the neurons, in the traces' order. A value that is not finite, or beyond LARGEST, is a gap (NaN). */
export function traceLines(recording: Recording, neurons: readonly number[], window: TimeWindow): TraceLine[] {
  return tracesOf(recording).flatMap((trace) => {
    const columns = trace.neurons.length;
    const rows = Array.from(trace.step.keys()).filter((r) =>
      trace.step[r] >= window.first && trace.step[r] <= window.last
    );
    const x = Float64Array.from(rows, (r) => trace.step[r] * window.dt);
    return Array.from(trace.neurons.entries()).filter(([, neuron]) => neurons.includes(neuron)).map((
      [column, neuron],
    ) => ({
      variable: trace.variable,
      neuron,
      x,
      y: Float64Array.from(rows, (r) => drawable(trace.values[r * columns + column])),
    }));
  });
}

function drawable(value: number): number {
  return Math.abs(value) <= LARGEST ? value : NaN;
}

/** Points with a gap on both sides, which a line would not show. */
export function isolated({ x, y }: Curve): Curve {
  const gap = (k: number): boolean => !(k in y) || Number.isNaN(y[k]);
  const alone = Array.from(y.keys()).filter((k) => !gap(k) && gap(k - 1) && gap(k + 1));
  return { x: Float64Array.from(alone, (k) => x[k]), y: Float64Array.from(alone, (k) => y[k]) };
}
