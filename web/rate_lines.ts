/// <reference lib="dom" />
/**
 * The population rates as lines: a step per bin.
 *
 * @module
 */

import type { Runner } from "./runner.ts";
import type { Frame, Lines } from "./scrolling_chart.ts";
import { roundUp } from "./ticks.ts";

/** Least upper end of the axis [Hz]. */
const LEAST_TOP = 50;

/** The lines of a network's population rates [Hz]; networks side by side, `all`, have the same axis. */
export function rateLines(runner: Runner, all: () => readonly Runner[]): Lines {
  const bins = ({ rates }: Runner, from: number, to: number) => {
    return [Math.max(0, Math.floor(from / rates.width + 1e-9)), Math.floor(to / rates.width + 1e-9)] as const;
  };
  return {
    range(from, to) {
      let most = LEAST_TOP;
      for (const each of all()) {
        const [first, end] = bins(each, from, to);
        for (let bin = first; bin < end; bin++) most = Math.max(most, each.rates.rate(0, bin), each.rates.rate(1, bin));
      }
      return [0, roundUp(most)];
    },
    ticks: ([, top]) => [0, top / 2, top],
    draw({ context, inks, ratio, x, y }: Frame, from, to) {
      const { rates } = runner;
      const [first, end] = bins(runner, from, to);
      context.lineWidth = 1.25 * ratio;
      context.lineJoin = "round";
      for (const population of [1, 0] as const) {
        context.strokeStyle = population === 0 ? inks.excitatory : inks.inhibitory;
        context.beginPath();
        if (first > 0) context.moveTo(x(first * rates.width), y(rates.rate(population, first - 1)));
        for (let bin = first; bin < end; bin++) {
          context.lineTo(x(bin * rates.width), y(rates.rate(population, bin)));
          context.lineTo(x((bin + 1) * rates.width), y(rates.rate(population, bin)));
        }
        context.stroke();
      }
      return Math.max(from, end * rates.width);
    },
  };
}
