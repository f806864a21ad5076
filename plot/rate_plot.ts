/**
 * The population rates over time: spikes per neuron and second, in bins.
 *
 * @module
 */

import { areaY, line } from "./observable_plot.ts";
import { milliseconds } from "../model/milliseconds.ts";
import type { Recording } from "../record/recording.ts";
import { EXCITATORY, INHIBITORY, SHADE } from "./ink.ts";
import { type Curve, outline } from "./outline.ts";
import type { PlotOptions } from "./options.ts";
import { rateCurve, shownPopulations } from "./population_rate.ts";
import { drawRecording } from "./recording_sheet.ts";
import type { Panel } from "./sheet.ts";
import type { TimeWindow } from "./time_window.ts";

/**
 * The population rates of a recording, as SVG; from its spikes, in bins of 1 ms, where it has no rates.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, populationRate, referenceEngine, run } from "@cobahh/cobahh";
 * import { ratePlot } from "@cobahh/cobahh/plot";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const svg = ratePlot(await run(simulation, 20, { rate: populationRate({ binSteps: 5 }) })); // bins of 0.5 ms
 * console.log(svg.length);
 * ```
 *
 * @throws {RangeError} where neither rates nor spikes were recorded, or the options leave no time or no room.
 * @category Pictures
 */
export function ratePlot(recording: Recording, options: PlotOptions = {}): string {
  return drawRecording(recording, options, "rate", (window) => {
    const { panel, note } = ratePanel(recording, window);
    return { panels: [panel], notes: [note], height: 320 };
  });
}

/** The rates as a panel, and what has to be said of it. */
export function ratePanel(recording: Recording, window: TimeWindow): { readonly panel: Panel; readonly note: string } {
  const curve = rateCurve(recording, window);
  if (curve === undefined) throw new RangeError("Cannot draw rate: the recording has no rate and no spikes recorded");
  const shown = shownPopulations(recording);
  const populations = [
    { label: "E", ink: EXCITATORY, shade: SHADE, rates: curve.excitatory, isPresent: shown.excitatory },
    { label: "I", ink: INHIBITORY, shade: "none", rates: curve.inhibitory, isPresent: shown.inhibitory },
  ].filter(({ isPresent }) => isPresent);
  const highest = populations.flatMap(({ rates }) => [...rates]).reduce((a, b) => Math.max(a, b), 1);
  return {
    panel: {
      weight: 1,
      y: { domain: [0, 1.05 * highest], label: "rate [Hz]", ticks: 5 },
      keys: populations,
      marks: (width) => {
        const strokeWidth = curve.excitatory.length > width ? 0.7 : 1.3;
        // E is drawn last: it is the larger population, so the steadier rate, and would be hidden by that of I.
        const curves = populations.map((one) => ({ ...one, ...outline(stairs(curve.edges, one.rates), 2 * width) }))
          .reverse();
        return [
          ...curves.map(({ x, y, shade }) => areaY(y, { x, y1: 0, y2: y, fill: shade })),
          ...curves.map(({ x, y, ink }) => line(y, { x, y, stroke: ink, strokeWidth })),
        ];
      },
    },
    note: `rates in bins of ${milliseconds(curve.bin)} ms`,
  };
}

/** The curve that holds each rate over its bin. */
function stairs(edges: Float64Array, rates: Float64Array): Curve {
  return {
    x: Float64Array.from({ length: 2 * rates.length }, (_, k) => edges[(k + 1) >> 1]),
    y: Float64Array.from({ length: 2 * rates.length }, (_, k) => rates[k >> 1]),
  };
}
