/**
 * The notebook's raster: a dot per spike, time to the right, neuron index upwards, inhibitory above excitatory.
 *
 * Source: brainpy 2.4.4, visualization/plots.py, raster_plot, which plots time [ms] against neuron index in black dots.
 *
 * @module
 */

import { ruleY, text } from "./observable_plot.ts";
import { spikesOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import { counted } from "./caption.ts";
import { dots, dotSize, drawnSpikes } from "./dots.ts";
import { EXCITATORY, FAINT, INHIBITORY } from "./ink.ts";
import type { PlotOptions } from "./options.ts";
import { drawRecording } from "./recording_sheet.ts";
import type { Panel } from "./sheet.ts";
import type { TimeWindow } from "./time_window.ts";

/** With more spikes than this, only some neurons are drawn, and the picture says so: it stays below 7 MB. */
const MOST_SPIKES = 500_000;

/**
 * The raster of a recording, as SVG.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "@cobahh/cobahh";
 * import { rasterPlot } from "@cobahh/cobahh/plot";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const recording = await run(simulation, 20, { spikes: spikes() });
 * const svg = rasterPlot(recording, { from: 5, to: 20, title: "Fifteen milliseconds" }); // ms
 * console.log(svg.length);
 * ```
 *
 * @throws {RangeError} where the recording has no spikes recorded, or the options leave no time or no room.
 * @category Pictures
 */
export function rasterPlot(recording: Recording, options: PlotOptions = {}): string {
  return drawRecording(recording, options, "raster", (window) => {
    const { panel, note } = rasterPanel(recording, window);
    return { panels: [panel], notes: [note], height: 480 };
  });
}

/** The raster as a panel, and what has to be said of it. */
export function rasterPanel(
  recording: Recording,
  window: TimeWindow,
): { readonly panel: Panel; readonly note: string } {
  const recorded = spikesOf(recording);
  if (recorded === undefined) throw new RangeError("Cannot draw raster: the recording has no spikes recorded");
  const { excitatory, inhibitory } = recording.provenance, neurons = excitatory + inhibitory;
  const { spikes, total, every } = drawnSpikes(recorded, window, neurons, MOST_SPIKES);
  const populations = [
    { label: "E", ink: EXCITATORY, range: [0, excitatory] },
    { label: "I", ink: INHIBITORY, range: [excitatory, neurons] },
  ] as const;
  const present = populations.filter(({ range: [first, last] }) => first < last);
  const edge = 0.5 + 0.01 * neurons;
  return {
    panel: {
      weight: 3,
      y: { domain: [-edge, neurons - 1 + edge], label: "neuron index", ticks: indices(neurons), format: "d" },
      marks: (width, height) => {
        const diameter = dotSize(spikes.step.length, width * height);
        return [
          ruleY(present.slice(1), { y: ({ range }) => range[0] - 0.5, stroke: FAINT, strokeWidth: 0.8 }),
          ...present.map(({ ink, range }) => dots(spikes, window.dt, range, { ink, diameter })),
          text(present, {
            text: "label",
            y: ({ range }) => (range[0] + range[1] - 1) / 2,
            fill: ({ ink }) => ink,
            frameAnchor: "right",
            textAnchor: "middle",
            dx: 13,
            fontSize: 13,
          }),
        ];
      },
    },
    note: counted(total, "spike") +
      (recorded.neurons === undefined ? "" : ` of ${counted(recorded.neurons.length, "recorded neuron")}`) +
      (every === 1 ? "" : `, drawn for 1 in ${every} of the neurons that fired`),
  };
}

/** Neuron indices for an axis: about eight round numbers from 0 on. */
function indices(neurons: number): number[] {
  const rough = neurons / 8, power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= rough)!);
  return Array.from({ length: Math.ceil(neurons / step) }, (_, k) => k * step);
}
