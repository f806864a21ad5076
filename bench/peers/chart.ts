/**
 * A picture of the comparison: a bar for everybody, wall time per neuron and step of the shortest run, logarithmic, the
 * fastest on top.
 *
 * @module
 */

import { axisX, axisY, barX, frame, gridX, type Markish, plot, text } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { heading } from "../../plot/heading.ts";
import { AXIS, EXCITATORY, FONT, INHIBITORY } from "../../plot/ink.ts";
import { legend } from "../../plot/legend.ts";
import { logDomain, logTicks } from "../../plot/log_axis.ts";
import { significant } from "../columns.ts";
import type { PeerLine } from "./line.ts";
import type { PeerReport } from "./report.ts";

const WIDTH = 720, BAR = 22, LEFT = 236, RIGHT = 58, BOTTOM = 46, GAP = 10;

/**
 * The picture as SVG.
 * @throws {RangeError} where no line has a speed.
 */
export function peersChart({ lines, parameters, environment, date }: PeerReport): string {
  const bars = lines.filter(({ speed }) => speed !== null)
    .map((line) => ({ name: nameOf(line), time: line.speed!.nsPerNeuronStep.min, isOwn: line.isOwn }))
    .sort((a, b) => a.time - b.time);
  if (bars.length === 0) {
    throw new RangeError("Cannot draw the comparison: a line with a speed is required, received none");
  }
  const right = WIDTH - RIGHT, left = 14;
  const { cpu, cores, commit } = environment;
  const head = heading(
    `COBA-HH ${parameters.variant}: wall time per neuron and step`,
    `shortest run of ${parameters.duration} ms, dt ${parameters.dt} ms, ${parameters.neurons} neurons with ` +
      `${parameters.synapses} synapses, the same for all; ${cpu}, ${cores} cores; commit ${commit.slice(0, 12)}, ` +
      date.slice(0, 10),
    left,
    right,
  );
  const keys = legend(
    [{ label: "this library", ink: INHIBITORY, dash: "none" }, { label: "others", ink: EXCITATORY, dash: "none" }],
    LEFT,
    right,
  );
  const top = head.height + keys.height + GAP, height = top + BAR * bars.length + BOTTOM;
  const size = `width="${WIDTH}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${WIDTH} ${height}">` +
    `<rect ${size} fill="#ffffff"/>${head.svg}<g transform="translate(0,${head.height})">${keys.svg}</g>` +
    `${drawn(bars, top, height)}</svg>\n`;
}

/** A bar: who it is, and its time [ns]. */
interface Bar {
  readonly name: string;
  readonly time: number;
  readonly isOwn: boolean;
}

function nameOf({ title, isOwn, integrator, precision, threads }: PeerLine): string {
  // What others integrate by goes with their name; engines have several methods.
  const method = isOwn && integrator !== "exponential Euler" ? ` ${integrator}` : "";
  return `${title}${method}, ${precision}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
}

/** The frame with its axes and bars, as SVG elements. */
function drawn(bars: readonly Bar[], top: number, height: number): string {
  const [low, high] = logDomain(bars.map(({ time }) => time));
  const ticks = logTicks([low, high]);
  const labelled = { labelAnchor: "center", labelArrow: "none", color: AXIS, tickSize: 4 } as const;
  const marks: Markish[] = [
    gridX({ ticks, stroke: "#e4e4e4", strokeOpacity: 1 }),
    barX(bars, {
      x1: low,
      x2: "time",
      y: "name",
      fill: ({ isOwn }: Bar) => isOwn ? INHIBITORY : EXCITATORY,
      insetTop: 4,
      insetBottom: 4,
    }),
    text(bars, {
      x: "time",
      y: "name",
      text: ({ time }: Bar) => significant(time),
      textAnchor: "start",
      dx: 4,
      fill: AXIS,
    }),
    frame({ stroke: AXIS, strokeWidth: 0.8 }),
    axisX(ticks, {
      ...labelled,
      text: (value: number) => value.toLocaleString("en-US"),
      label: "time per neuron and step [ns]",
      labelOffset: BOTTOM - 8,
    }),
    axisY({ color: AXIS, tickSize: 0, label: null }),
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
    x: { type: "log", domain: [low, high] },
    y: { domain: bars.map(({ name }) => name), padding: 0 },
    color: { type: "identity" },
    marks,
  }) as unknown as { readonly innerHTML: string };
  const inside = root.innerHTML.replace(/<style>[^]*?<\/style>/, "");
  return `<g fill="${AXIS}" font-family="${FONT}" font-size="11" text-anchor="middle">${inside}</g>`;
}
