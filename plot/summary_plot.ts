/**
 * A run at a glance: its raster and, under it, the population rates over the same time.
 *
 * @module
 */

import type { Recording } from "../record/recording.ts";
import type { PlotOptions } from "./options.ts";
import { rasterPanel } from "./raster_plot.ts";
import { ratePanel } from "./rate_plot.ts";
import { drawRecording } from "./recording_sheet.ts";

/**
 * Raster and population rates of a recording, one above the other, as SVG.
 * @throws {RangeError} where the recording has no spikes recorded, or the options leave no time or no room.
 * @category Pictures
 */
export function summaryPlot(recording: Recording, options: PlotOptions = {}): string {
  return drawRecording(recording, options, "summary", (window) => {
    const raster = rasterPanel(recording, window), rate = ratePanel(recording, window);
    return { panels: [raster.panel, rate.panel], notes: [raster.note, rate.note], height: 620 };
  });
}
