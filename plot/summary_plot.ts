/**
 * A run at a glance: its raster and, under it, the population rates over the same time.
 *
 * @module
 */

import type { Recording } from "../record/recording.ts";
import { subtitle, title } from "./caption.ts";
import type { PlotOptions } from "./options.ts";
import { rasterPanel } from "./raster_plot.ts";
import { ratePanel } from "./rate_plot.ts";
import { drawSheet } from "./sheet.ts";
import { timeDomain, timeWindow } from "./time_window.ts";

/**
 * Raster and population rates of a recording, one above the other, as SVG.
 * @throws {RangeError} where the recording has no spikes recorded, or the options leave no time or no room.
 */
export function summaryPlot(recording: Recording, options: PlotOptions = {}): string {
  const window = timeWindow(recording, options, "summary");
  const raster = rasterPanel(recording, window), rate = ratePanel(recording, window);
  return drawSheet(
    {
      title: title(recording, window, options),
      subtitle: subtitle(recording, options, [raster.note, rate.note]),
      time: timeDomain(window),
      panels: [raster.panel, rate.panel],
      height: 620,
    },
    options,
    "summary",
  );
}
