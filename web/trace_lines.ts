/// <reference lib="dom" />
/**
 * Traces of the picked neuron as lines: potential, gates, conductances.
 *
 * @module
 */

import type { Inks } from "./inks.ts";
import { TRACED } from "./traced.ts";
import type { Runner } from "./runner.ts";
import type { Frame, Lines } from "./scrolling_chart.ts";
import { roundUp, ticksOf } from "./ticks.ts";

/** A chart of traces: its variables, and the vertical axis where it is fixed. */
export interface TraceChart {
  /** Name of the chart, for those who cannot see it as well. */
  readonly title: string;
  /** Variables with their inks. */
  readonly variables: readonly { readonly name: typeof TRACED[number]; readonly ink: keyof Inks }[];
  /** Ends of the axis; from 0 to what is needed where it is left out. */
  readonly range?: readonly [number, number];
}

/** The charts of a picked neuron. */
export const TRACE_CHARTS: readonly TraceChart[] = [
  { title: "Membrane potential [mV]", variables: [{ name: "v", ink: "picked" }], range: [-100, 60] },
  {
    title: "Gates",
    variables: [{ name: "m", ink: "m" }, { name: "h", ink: "h" }, { name: "n", ink: "n" }],
    range: [0, 1],
  },
  {
    title: "Synaptic conductances",
    variables: [{ name: "gE", ink: "excitatory" }, { name: "gI", ink: "inhibitory" }],
  },
];

/** The lines of one of the charts; networks side by side, `all`, have the same axis. */
export function traceLines({ variables, range }: TraceChart, runner: Runner, all: () => readonly Runner[]): Lines {
  const columns = variables.map(({ name }) => TRACED.indexOf(name));
  return {
    range(from, to) {
      if (range !== undefined) return range;
      let most = Number.MIN_VALUE;
      for (const { samples, dt } of all()) {
        const end = samples.firstFrom(to / dt + 1e-6);
        for (let r = samples.firstFrom(from / dt); r < end; r++) {
          for (const column of columns) most = Math.max(most, samples.value(r, column));
        }
      }
      return [0, most > Number.MIN_VALUE ? roundUp(most) : 1];
    },
    ticks: ([low, high]) => range !== undefined && high > 1 ? [-80, -40, 0, 40] : ticksOf(low, high, 3),
    draw({ context, inks, ratio, x, y }: Frame, from, to) {
      const { samples, dt } = runner;
      const first = Math.max(samples.first, samples.firstFrom(from / dt) - 1);
      // Of two networks one may be ahead: what is later than `to` waits.
      const end = samples.firstFrom(to / dt + 1e-6);
      if (end - first < 2) return from;
      context.lineWidth = 1.25 * ratio;
      context.lineJoin = "round";
      variables.forEach(({ ink }, k) => {
        context.strokeStyle = inks[ink];
        context.beginPath();
        for (let r = first; r < end; r++) {
          context.lineTo(x(samples.step(r) * dt), y(samples.value(r, columns[k])));
        }
        context.stroke();
      });
      return samples.step(end - 1) * dt;
    },
  };
}
