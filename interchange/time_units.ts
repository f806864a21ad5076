/**
 * Units of spike times, by the names that files have for them.
 *
 * @module
 */

import { quoted } from "../model/received.ts";

/**
 * Units of spike times that files have.
 *
 * @category Files
 */
export type TimeUnit = "ms" | "s" | "us" | "ns" | "steps";

/**
 * Every unit.
 *
 * @category Files
 */
export const TIME_UNITS: readonly TimeUnit[] = ["ms", "s", "us", "ns", "steps"];

/** Names of units, in lower case; the two letters mu are the micro sign and the Greek letter. */
const NAMES: Readonly<Record<string, TimeUnit>> = {
  ms: "ms",
  millisec: "ms",
  millisecs: "ms",
  msec: "ms",
  msecs: "ms",
  millis: "ms",
  millisecond: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  us: "us",
  "\u00b5s": "us",
  "\u03bcs": "us",
  usec: "us",
  "\u00b5sec": "us",
  "\u03bcsec": "us",
  microsec: "us",
  microsecs: "us",
  usecs: "us",
  microsecond: "us",
  microseconds: "us",
  ns: "ns",
  nsec: "ns",
  nsecs: "ns",
  nanosecond: "ns",
  nanoseconds: "ns",
  step: "steps",
  steps: "steps",
  timestep: "steps",
  timesteps: "steps",
};

/** The unit of that name, or undefined. */
export function unitNamed(name: string): TimeUnit | undefined {
  const plain = name.trim().toLowerCase();
  return Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined;
}

/** Milliseconds in a unit of time. */
export function msPer(unit: TimeUnit, dt: number | undefined): number {
  if (unit !== "steps") return { ms: 1, s: 1000, us: 1e-3, ns: 1e-6 }[unit];
  if (dt !== undefined && dt > 0 && dt < Infinity) return dt;
  throw new RangeError(`Cannot read spikes: times in steps require dt, a positive number of ms, received ${dt}`);
}

/** A name of a column: what it is called, in lower case with _ between words, and the unit in it. */
export interface UnitName {
  /** The name without its unit. */
  readonly bare: string;
  /** The unit, where the name has one. */
  readonly unit?: TimeUnit;
  /** What stands where a unit does and is none. */
  readonly unknown?: string;
}

/** A name taken apart: "time_ms", "Time [ms]", "t (s)", "time/ms", "spike_step". */
export function unitInName(name: string): UnitName {
  const plain = name.trim().toLowerCase();
  const bracket = plain.match(/^(.*?)[\s_]*[[(]\s*([^\])]*?)\s*[\])]$/) ?? plain.match(/^(.+?)\s*\/\s*([^/\s]+)$/);
  if (bracket !== null) {
    const bare = words(bracket[1]), unit = unitNamed(bracket[2]);
    return unit === undefined ? { bare, unknown: bracket[2] } : { bare, unit };
  }
  const all = words(plain), last = all.lastIndexOf("_");
  const unit = unitNamed(all.slice(last + 1));
  if (unit === undefined) return { bare: all };
  // "step" and "spike_step" name what is counted, "time_ms" what is measured and its unit.
  return { bare: last < 0 ? all : all.slice(0, last), unit };
}

/** A name in lower case with _ between its words. */
function words(name: string): string {
  return name.trim().replace(/[\s_.-]+/g, "_");
}

/**
 * The unit of a column of times, or undefined where its name does not say it.
 * @throws {SyntaxError} where it says one that is not known.
 */
export function timeUnitOf(name: string): TimeUnit | undefined {
  const { unit, unknown } = unitInName(name);
  if (unknown === undefined) return unit;
  throw new SyntaxError(
    `Cannot read spikes: the unit of ${quoted(name.trim())} must be one of ${TIME_UNITS.join(", ")}, received ` +
      `${quoted(unknown)} (say it with --unit)`,
  );
}
