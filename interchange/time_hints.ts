/**
 * Hints for times that are not multiples of the time step: a unit, an origin, a time step, or interpolation.
 *
 * @module
 */

import { milliseconds } from "../model/milliseconds.ts";
import type { TimeUnit } from "./time_units.ts";

/** Times that are looked at. */
const SAMPLE = 10_000;

/** Time steps that are tried [ms], the longest first. */
const TIME_STEPS = [1, 0.5, 0.25, 0.2, 0.1, 0.05, 0.025, 0.02, 0.0125, 0.01, 0.005, 0.002, 0.001];

/** Milliseconds in units that are tried. */
const UNITS: readonly (readonly [unit: TimeUnit, factor: number])[] = [["s", 1000], ["us", 1e-3], ["ns", 1e-6]];

/** Longest run that is likely [ms]: an hour; a unit that makes one longer is not meant. */
const LONGEST = 3_600_000;

/**
 * The likeliest reading under which times [ms] are multiples of dt, in words with its flag.
 *
 * @param tolerance Distance from the grid that counts as rounding, as a part of a step.
 */
export function timeHint(time: Float64Array, dt: number, origin: number, tolerance: number): string {
  const sample = time.subarray(0, SAMPLE);
  const isOnGrid = (factor: number, step: number, shift: number) =>
    sample.every((t) => {
      const x = (t * factor - shift) / step;
      return Math.abs(x - Math.round(x)) <= tolerance;
    });
  const shift = time[0] - Math.floor(time[0] / dt + tolerance) * dt;
  if (sample.length > 1 && isOnGrid(1, dt, shift)) {
    return `all of them are after ${milliseconds(shift)} ms: --origin ${milliseconds(shift)}`;
  }
  const step = TIME_STEPS.find((step) => step !== dt && isOnGrid(1, step, origin));
  if (step !== undefined) return `all of them are multiples of ${step} ms: --dt ${step}`;
  // Last, because times of few digits are on any grid when they are multiplied by 1000.
  const last = sample.reduce((most, t) => Math.max(most, t), 0);
  for (const [unit, factor] of UNITS) {
    // Numbers below a step are on no grid but that of 0.
    if (last * factor <= LONGEST && last * factor > dt && isOnGrid(factor, dt, origin)) {
      return `in ${unit} all of them would be: --unit ${unit}`;
    }
  }
  return "times of interpolated crossings are read with --off-grid floor, rounded ones with --off-grid nearest";
}
