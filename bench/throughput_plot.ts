/**
 * A picture of throughput: wall time per neuron and step over the number of neurons, both logarithmic, a line per engine and
 * rule.
 *
 * @module
 */

import { axisX, axisY, dot, frame, gridX, gridY, line, type Markish, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { heading } from "../plot/heading.ts";
import { AXIS, DASHES, FONT, NEURONS } from "../plot/ink.ts";
import { type Key, legend } from "../plot/legend.ts";
import { LOG_ROOM, logDomain, logTicks } from "../plot/log_axis.ts";
import type { StepLine } from "./line.ts";
import type { Report } from "./report.ts";

const WIDTH = 720, FRAME_HEIGHT = 360, LEFT = 66, RIGHT = 28, BOTTOM = 46, GAP = 10;

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
  const right = WIDTH - RIGHT;
  const { cpu, cores, runtime, commit } = environment;
  const head = heading(
    `COBA-HH ${parameters.variant}: wall time per neuron and step`,
    `median sample; one step of every neuron with its synapses, dt ${parameters.dt} ms, ${methodsOf(steps)}; ` +
      `${cpu}, ${cores} cores; ${runtime}; commit ${commit.slice(0, 12)}, ${date.slice(0, 10)}`,
    LEFT,
    right,
  );
  const keys = legend(series.map(({ key }) => key), LEFT, right);
  const top = head.height + keys.height + GAP, height = top + FRAME_HEIGHT + BOTTOM;
  const size = `width="${WIDTH}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${WIDTH} ${height}">` +
    `<rect ${size} fill="#ffffff"/>${head.svg}<g transform="translate(0,${head.height})">${keys.svg}</g>` +
    `${drawn(series, top, height)}</svg>\n`;
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

/** The frame with its axes and lines, as SVG elements. */
function drawn(series: readonly Series[], top: number, height: number): string {
  const points = series.flatMap(({ points }) => points);
  const sizes = points.map(({ neurons }) => neurons),
    x = logDomain(sizes),
    y = logDomain(points.map(({ time }) => time));
  const xTicks = sizesApart(sizes) ?? logTicks(x);
  const labelled = { labelAnchor: "center", labelArrow: "none", color: AXIS, tickSize: 4 } as const;
  const marks: Markish[] = [
    gridX({ ticks: xTicks, stroke: "#e4e4e4", strokeOpacity: 1 }),
    gridY({ ticks: logTicks(y), stroke: "#e4e4e4", strokeOpacity: 1 }),
    ...series.flatMap(({ key, points }) => [
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
    frame({ stroke: AXIS, strokeWidth: 0.8 }),
    axisX(xTicks, { ...labelled, text: written, label: "neurons", labelOffset: BOTTOM - 8 }),
    axisY(logTicks(y), {
      ...labelled,
      text: written,
      label: "time per neuron and step [ns]",
      labelOffset: LEFT - 6,
    }),
  ];
  const { document } = parseHTML("<html></html>") as unknown as { readonly document: object };
  const root = plot({
    document: document as never, // linkedom's is no DOM in the eyes of the types
    width: WIDTH,
    height,
    marginTop: top,
    marginRight: RIGHT,
    marginBottom: BOTTOM,
    marginLeft: LEFT,
    x: { type: "log", domain: x },
    y: { type: "log", domain: y },
    marks,
  }) as unknown as { readonly innerHTML: string };
  const inside = root.innerHTML.replace(/<style>[^]*?<\/style>/, "");
  return `<g fill="${AXIS}" font-family="${FONT}" font-size="11" text-anchor="middle">${inside}</g>`;
}

/** The sizes once each, or undefined where their labels would touch. */
function sizesApart(sizes: readonly number[]): number[] | undefined {
  const ticks = [...new Set(sizes)].sort((a, b) => a - b);
  const room = Math.log(ticks.at(-1)! * LOG_ROOM / (ticks[0] / LOG_ROOM)) / 12;
  return ticks.every((tick, k) => k === 0 || Math.log(tick / ticks[k - 1]) > room) ? ticks : undefined;
}

function written(value: number): string {
  return value.toLocaleString("en-US");
}
