/**
 * The panel of one quantity: variables of one unit over time, an ink per neuron, a dash per variable.
 *
 * @module
 */

import { dot, line, text } from "./observable_plot.ts";
import type { StateVariable } from "../model/simulation.ts";
import { AXIS, DASHES, NEURONS } from "./ink.ts";
import { outline } from "./outline.ts";
import type { Panel } from "./sheet.ts";
import { isolated, type TraceLine } from "./trace_lines.ts";

/** Variables that share a panel. */
export interface Quantity {
  /** Unit of the variables. */
  readonly unit: string;
  /** The variables, in the order of their dashes. */
  readonly variables: readonly StateVariable[];
  /** Values that the axis shows in any case. */
  readonly shown: readonly number[];
  /** Share of the height. */
  readonly weight: number;
}

/** Every state variable, in the panels' order from the top. */
export const QUANTITIES: readonly Quantity[] = [
  { unit: "mV", variables: ["v"], shown: [], weight: 1.5 },
  { unit: "1", variables: ["m", "h", "n"], shown: [0, 1], weight: 1 },
  { unit: "nS", variables: ["gE", "gI"], shown: [0], weight: 1 },
  { unit: "1", variables: ["spike"], shown: [0, 1], weight: 0.8 },
  { unit: "steps", variables: ["refractory"], shown: [0], weight: 0.8 },
  { unit: "ms", variables: ["gateLag", "spikeLag", "stepSize"], shown: [0], weight: 0.8 },
];

/** The panel of the lines that are of this quantity; a line's ink is its neuron's place among `neurons`. */
export function tracePanel(quantity: Quantity, all: readonly TraceLine[], neurons: readonly number[]): Panel {
  const { unit, shown, weight } = quantity;
  const lines = all.filter(({ variable }) => quantity.variables.includes(variable));
  const variables = quantity.variables.filter((name) => lines.some(({ variable }) => variable === name));
  const [low, high] = range([...shown, ...lines.flatMap(({ y }) => range(y))]);
  const domain = padded(low, high), isTiny = domain.every((end) => Math.abs(end) < 1e-3);
  const empty = lines.every(({ y }) => y.every(Number.isNaN));
  return {
    weight,
    y: {
      domain,
      label: `${variables.join(", ")} [${unit}]`,
      ticks: empty ? [] : Math.ceil(4 * weight),
      ...(isTiny && { format: "~g" }),
    },
    keys: variables.length < 2 ? [] : variables.map((label, v) => ({ label, ink: AXIS, dash: DASHES[v] })),
    marks: (width) => [
      ...lines.map((curve) => {
        const { x, y } = outline(curve, 2 * width);
        const stroke = NEURONS[neurons.indexOf(curve.neuron)],
          strokeDasharray = DASHES[variables.indexOf(curve.variable)];
        return line(y, { x, y, stroke, strokeDasharray, strokeWidth: 1.2 });
      }),
      ...lines.map((curve) => {
        const { x, y } = isolated(curve);
        return dot(y, { x, y, r: 2.2, fill: NEURONS[neurons.indexOf(curve.neuron)] });
      }),
      empty ? text(["no finite value"], { frameAnchor: "middle", fill: AXIS }) : null,
    ],
  };
}

/** Least and greatest of the numbers, NaN left out; of none, nothing. */
function range(values: Iterable<number>): [number, number] | [] {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [];
}

/** The range with 5 % of space at both ends; at least a thousandth of the values, so that the axis has short numbers. */
function padded(low = 0, high = 1): [number, number] {
  const space = Math.max(0.05 * (high - low), 1e-3 * Math.max(Math.abs(low), Math.abs(high))) || 1;
  return [low - space, high + space];
}
