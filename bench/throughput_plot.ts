/**
 * A picture of throughput: wall time per neuron and step over the number of neurons, both logarithmic, a line per engine and
 * rule.
 *
 * @module
 */

import { dot, line } from "../plot/observable_plot.ts";
import { DASHES, NEURONS } from "../plot/ink.ts";
import type { Key } from "../plot/legend.ts";
import { LOG_ROOM, logDomain, logTicks } from "../plot/log_axis.ts";
import { drawLogPanel } from "../plot/log_panel.ts";
import { drawPage } from "../plot/page.ts";
import type { StepLine } from "./line.ts";
import type { Report } from "./report.ts";

const WIDTH = 720, FRAME_HEIGHT = 360, LEFT = 66, RIGHT = 28, BOTTOM = 46;

/** Points of one engine under one rule. */
interface Series {
  readonly key: Required<Key>;
  readonly points: readonly { readonly neurons: number; readonly time: number }[];
}

/**
 * The picture as SVG.
 * @throws {RangeError} where no line has a speed.
 */
export function throughputPlot({ steps, parameters, environment, date }: Report): string {
  const series = seriesOf(steps);
  if (series.length === 0) {
    throw new RangeError("Cannot draw throughput: a line with a speed is required, received none");
  }
  const { cpu, cores, runtime, commit } = environment;
  return drawPage({
    title: `COBA-HH ${parameters.variant}: wall time per neuron and step`,
    subtitle:
      `median sample; one step of every neuron with its synapses, dt ${parameters.dt} ms, ${methodsOf(steps)}; ` +
      `${cpu}, ${cores} cores; ${runtime}; commit ${commit.slice(0, 12)}, ${date.slice(0, 10)}`,
    keys: series.map(({ key }) => key),
    width: WIDTH,
    left: LEFT,
    right: WIDTH - RIGHT,
    gap: 10,
    body: (top) => ({ svg: drawn(series, top), height: FRAME_HEIGHT + BOTTOM }),
  });
}

/** The lines with a speed, by engine, method where there are several, threads and rule. */
function seriesOf(lines: readonly StepLine[]): Series[] {
  const fast = lines.filter(({ speed }) => speed !== null);
  const methods = [...new Set(fast.map(({ method }) => method))];
  const nameOf = ({ engine, method, threads }: StepLine) =>
    [engine, ...(methods.length > 1 ? [method] : []), ...(threads > 1 ? [`${threads} threads`] : [])].join(", ");
  const engines = [...new Set(fast.map(nameOf))], rules = [...new Set(fast.map(({ scaling }) => scaling))].sort();
  return engines.flatMap((name, e) =>
    rules.map((rule, r): Series => ({
      key: { label: `${name}, ${rule}`, ink: NEURONS[e % NEURONS.length], dash: DASHES[r] },
      points: fast.filter((line) => nameOf(line) === name && line.scaling === rule)
        .map(({ neurons, speed }) => ({ neurons, time: speed!.nsPerNeuronStep.median }))
        .sort((a, b) => a.neurons - b.neurons),
    }))
  ).filter(({ points }) => points.length > 0);
}

function methodsOf(steps: readonly StepLine[]): string {
  return [...new Set(steps.map(({ method }) => method))].join(", ");
}

/** The panel, its frame beginning at `top`. */
function drawn(series: readonly Series[], top: number): string {
  const points = series.flatMap(({ points }) => points);
  const sizes = points.map(({ neurons }) => neurons),
    x = logDomain(sizes),
    y = logDomain(points.map(({ time }) => time));
  return drawLogPanel({
    width: WIDTH,
    height: top + FRAME_HEIGHT + BOTTOM,
    margins: { top, right: RIGHT, bottom: BOTTOM, left: LEFT },
    x: { domain: x, ticks: sizesApart(sizes) ?? logTicks(x), label: "neurons" },
    y: { domain: y, ticks: logTicks(y), label: "time per neuron and step [ns]" },
    marks: series.flatMap(({ key, points }) => [
      line(points, { x: "neurons", y: "time", stroke: key.ink, strokeWidth: 2, strokeDasharray: key.dash }),
      // Where there is one size there are no lines: the dots tell rules apart too.
      dot(points, {
        x: "neurons",
        y: "time",
        stroke: key.ink,
        strokeWidth: 2,
        fill: key.dash === DASHES[0] ? key.ink : "#ffffff",
        r: 3.5,
      }),
    ]),
  });
}

/** The sizes once each, or undefined where their labels would touch. */
function sizesApart(sizes: readonly number[]): number[] | undefined {
  const ticks = [...new Set(sizes)].sort((a, b) => a - b);
  const room = Math.log(ticks.at(-1)! * LOG_ROOM / (ticks[0] / LOG_ROOM)) / 12;
  return ticks.every((tick, k) => k === 0 || Math.log(tick / ticks[k - 1]) > room) ? ticks : undefined;
}
