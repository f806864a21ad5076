/**
 * The sheet of a recording: what is drawn of it in a window of time, under its title and where it comes from.
 *
 * @module
 */

import type { Recording } from "../record/recording.ts";
import { subtitle, title } from "./caption.ts";
import type { PlotOptions } from "./options.ts";
import { drawSheet, type Panel } from "./sheet.ts";
import { timeDomain, type TimeWindow, timeWindow } from "./time_window.ts";

/** Part of a recording that a picture shows. */
export interface Content {
  /** The panels, from the top. */
  readonly panels: readonly Panel[];
  /** What has to be said of them. */
  readonly notes: readonly string[];
  /** Height where the options leave it out and it is enough [px]. */
  readonly height: number;
}

/**
 * The picture as SVG; `what` names it.
 * @throws {RangeError} where the options leave no time or no room.
 */
export function drawRecording(
  recording: Recording,
  options: PlotOptions,
  what: string,
  contentOf: (window: TimeWindow) => Content,
): string {
  const window = timeWindow(recording, options, what);
  const { panels, notes, height } = contentOf(window);
  const sheet = {
    title: title(recording, window, options),
    subtitle: subtitle(recording, options, notes),
    time: timeDomain(window),
    panels,
    height,
  };
  return drawSheet(sheet, options, what);
}
