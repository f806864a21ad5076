/**
 * A picture of the comparison: a bar for everybody, wall time per neuron and step of the shortest run, logarithmic, the
 * fastest on top.
 *
 * @module
 */

import { barX, text } from "../../plot/observable_plot.ts";
import { AXIS, EXCITATORY, INHIBITORY } from "../../plot/ink.ts";
import { logDomain, logTicks } from "../../plot/log_axis.ts";
import { drawLogPanel } from "../../plot/log_panel.ts";
import { drawPage } from "../../plot/page.ts";
import { significant } from "../columns.ts";
import type { PeerLine } from "./line.ts";
import type { PeerReport } from "./report.ts";

const WIDTH = 720, BAR = 22, LEFT = 236, RIGHT = 58, BOTTOM = 46;

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
  const { cpu, cores, commit } = environment;
  return drawPage({
    title: `COBA-HH ${parameters.variant}: wall time per neuron and step`,
    subtitle: `shortest run of ${parameters.duration} ms, dt ${parameters.dt} ms, ${parameters.neurons} neurons with ` +
      `${parameters.synapses} synapses, the same for all; ${cpu}, ${cores} cores; commit ${commit.slice(0, 12)}, ` +
      date.slice(0, 10),
    keys: [
      { label: "this library", ink: INHIBITORY, dash: "none" },
      { label: "others", ink: EXCITATORY, dash: "none" },
    ],
    width: WIDTH,
    left: 14,
    keysLeft: LEFT,
    right: WIDTH - RIGHT,
    gap: 10,
    body: (top) => ({ svg: drawn(bars, top), height: BAR * bars.length + BOTTOM }),
  });
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

/** The panel, its frame beginning at `top`. */
function drawn(bars: readonly Bar[], top: number): string {
  const x = logDomain(bars.map(({ time }) => time));
  return drawLogPanel({
    width: WIDTH,
    height: top + BAR * bars.length + BOTTOM,
    margins: { top, right: RIGHT, bottom: BOTTOM, left: LEFT },
    x: { domain: x, ticks: logTicks(x), label: "time per neuron and step [ns]" },
    y: { names: bars.map(({ name }) => name) },
    marks: [
      barX(bars, {
        x1: x[0],
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
    ],
  });
}
