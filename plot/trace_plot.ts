/**
 * State variables of single neurons over time: a panel per quantity, the neurons' spikes above.
 *
 * @module
 */

import { spikesOf, tracesOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import { NEURONS } from "./ink.ts";
import type { TracePlotOptions } from "./options.ts";
import { drawRecording } from "./recording_sheet.ts";
import type { Panel } from "./sheet.ts";
import { spikeTicks, spikeTicksHeight } from "./spike_ticks.ts";
import type { TimeWindow } from "./time_window.ts";
import { LARGEST, type TraceLine, traceLines } from "./trace_lines.ts";
import { QUANTITIES, tracePanel } from "./trace_panel.ts";

/**
 * The traces of a recording, as SVG, with the spikes of the same neurons above where spikes were recorded.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, trace } from "@cobahh/cobahh";
 * import { tracePlot } from "@cobahh/cobahh/plot";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const recording = await run(simulation, 20, { v: trace("v", [0, 1]), gE: trace("gE", [0]) });
 * const svg = tracePlot(recording, { neurons: [0] }); // a panel for v, a panel for the conductance
 * console.log(svg.length);
 * ```
 *
 * @throws {RangeError} where a neuron asked for, or any, has no trace, or the options leave no time or no room.
 * @category Pictures
 */
export function tracePlot(recording: Recording, options: TracePlotOptions = {}): string {
  return drawRecording(recording, options, "traces", (window) => {
    const traced = [...new Set(tracesOf(recording).flatMap(({ neurons }) => [...neurons]))];
    const neurons = chosen(traced, options.neurons);
    const lines = traceLines(recording, neurons, window);
    const present = QUANTITIES.filter(({ variables }) => lines.some(({ variable }) => variables.includes(variable)));
    const [first, ...others] = present.map((quantity) => tracePanel(quantity, lines, neurons));
    return {
      panels: [withNeurons(first, recording, neurons, window), ...others],
      notes: notes(lines, neurons, traced),
      height: 110 + 26 * present.length + 130 * present.reduce((sum, { weight }) => sum + weight, 0),
    };
  });
}

/** The neurons that are drawn: those asked for, or the first of the traced ones. */
function chosen(traced: readonly number[], asked?: readonly number[]): readonly number[] {
  if (traced.length === 0) throw new RangeError("Cannot draw traces: the recording has no traces recorded");
  const neurons = [...new Set(asked ?? traced.slice(0, NEURONS.length))];
  if (neurons.length < 1 || neurons.length > NEURONS.length) {
    throw new RangeError(`Cannot draw traces: neurons must be 1 to ${NEURONS.length}, received ${neurons.length}`);
  }
  const missing = neurons.find((neuron) => !traced.includes(neuron));
  if (missing !== undefined) {
    throw new RangeError(`Cannot draw traces: neurons must be among the traced ones, received ${missing}`);
  }
  return neurons;
}

/** The panel with the neurons' inks in its legend, and their spikes above its frame. */
function withNeurons(panel: Panel, recording: Recording, neurons: readonly number[], window: TimeWindow): Panel {
  const spikes = spikesOf(recording);
  const inks = neurons.map((neuron, k) => ({ label: String(neuron), ink: NEURONS[k] }));
  const keys = [{ label: "neuron" }, ...inks, ...panel.keys ?? []];
  if (spikes === undefined) return { ...panel, keys };
  return {
    ...panel,
    keys,
    above: spikeTicksHeight(neurons.length),
    marks: (
      width,
      height,
    ) => [...panel.marks(width, height), ...spikeTicks(spikes, neurons, window, panel.y.domain[1])],
  };
}

/** Notes on the picture. */
function notes(lines: readonly TraceLine[], neurons: readonly number[], traced: readonly number[]): string[] {
  return [
    ...(neurons.length < traced.length ? [`drawn: ${neurons.length} of ${traced.length} traced neurons`] : []),
    ...(lines.some(({ y }) => y.some(Number.isNaN))
      ? [`gaps: not finite, or beyond ±${LARGEST.toLocaleString("en-US")}`]
      : []),
  ];
}
