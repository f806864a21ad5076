/**
 * The window of time that a picture shows, in whole steps, so that what is inside is decided exactly.
 *
 * @module
 */

import { milliseconds } from "../model/milliseconds.ts";
import type { Recording } from "../record/recording.ts";
import type { PlotOptions } from "./options.ts";

/** The steps from `first` to `last`, `last` excluded; a step lasts dt [ms]. */
export interface TimeWindow {
  /** First step that is drawn. */
  readonly first: number;
  /** The step after the last one that is drawn. */
  readonly last: number;
  /** Time step [ms]. */
  readonly dt: number;
}

/**
 * The window that the options ask for, rounded to whole steps and cut to the recording.
 * @throws {RangeError} where nothing of the recording is inside; `what` names the picture.
 */
export function timeWindow(recording: Recording, options: PlotOptions, what: string): TimeWindow {
  const { start, stop, provenance: { dt } } = recording;
  if (!(stop > start)) throw new RangeError(`Cannot draw ${what}: the recording has no steps`);
  const { from = start * dt, to = stop * dt } = options;
  const first = Math.max(start, Math.round(from / dt));
  const last = Math.min(stop, Math.round(to / dt));
  if (!(first < last)) {
    const observed = `${milliseconds(start * dt)} to ${milliseconds(stop * dt)} ms`;
    throw new RangeError(
      `Cannot draw ${what}: from must be before to, and between them a step of the recording (${observed}), ` +
        `received from ${from} to ${to} ms`,
    );
  }
  return { first, last, dt };
}

/** The window's ends on the time axis [ms]. */
export function timeDomain({ first, last, dt }: TimeWindow): [number, number] {
  return [first * dt, last * dt];
}
