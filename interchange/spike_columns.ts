/**
 * The two columns that spikes have in every file, as numbers: names, units, index base.
 *
 * @module
 */

import type { SpikeTimes } from "./spike_times.ts";

/** Units of spike times that files have. */
export type TimeUnit = "ms" | "s" | "steps";

/** What a reader has to be told where the file does not say it. */
export interface ColumnOptions {
  /** Name of the time column or array; one of the usual names where it is left out. In CSV also its position, from 0. */
  readonly time?: string | number;
  /** Name of the neuron column or array, as `time`. */
  readonly neuron?: string | number;
  /** Unit of the times; what the file says, else ms, where it is left out. */
  readonly unit?: TimeUnit;
  /** Time step [ms], required where the unit is steps. */
  readonly dt?: number;
  /** Index of the first neuron in the file, 0 where it is left out; 1 for NEST's and MATLAB's. */
  readonly firstIndex?: number;
}

/** Usual names of times, in lower case. */
export const TIME_NAMES: readonly string[] = ["time", "times", "t", "timestamps", "spike_times", "spike_time", "step"];

/** Usual names of neurons, in lower case. */
export const NEURON_NAMES: readonly string[] = [
  "neuron",
  "neurons",
  "i",
  "index",
  "indices",
  "sender",
  "senders",
  "gid",
  "gids",
  "node_id",
  "node_ids",
  "id",
  "ids",
];

/** A column's name without its unit, in lower case: "time_ms" and "Time [ms]" are "time". */
export function bareName(name: string): string {
  return name.trim().toLowerCase().replace(/[\s_]*(\[\s*\w+\s*\]|\(\s*\w+\s*\)|_(ms|s|steps))$/, "");
}

/** The unit that a column's name tells: "time_ms", "t [s]", "step". */
export function unitInName(name: string): TimeUnit | undefined {
  if (bareName(name) === "step") return "steps";
  const unit = name.trim().toLowerCase().match(/(?:_|[[(]\s*)(ms|s|steps)\s*[\])]?$/)?.[1];
  return unit as TimeUnit | undefined;
}

/** Milliseconds in a unit of time. */
export function msPer(unit: TimeUnit, dt: number | undefined): number {
  if (unit !== "steps") return unit === "s" ? 1000 : 1;
  if (dt !== undefined && dt > 0 && dt < Infinity) return dt;
  throw new RangeError(`Cannot read spikes: times in steps require dt, a positive number of ms, received ${dt}`);
}

/**
 * Spike times from columns of numbers; `unit` is what the file says.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export function timesFromColumns(
  time: ArrayLike<number>,
  neuron: ArrayLike<number>,
  options: ColumnOptions,
  unit: TimeUnit = "ms",
): SpikeTimes {
  const { firstIndex = 0 } = options;
  const factor = msPer(options.unit ?? unit, options.dt);
  if (time.length !== neuron.length) {
    throw new RangeError(
      `Cannot read spikes: one neuron per time is required, received ${time.length} times and ${neuron.length} neurons`,
    );
  }
  const spikes = { time: new Float64Array(time.length), neuron: new Uint32Array(time.length) };
  for (let k = 0; k < time.length; k++) {
    const index = neuron[k] - firstIndex;
    if (!(Number.isInteger(index) && index >= 0 && index < 0xffffffff)) {
      throw new RangeError(
        `Cannot read spikes: neurons must be integers from ${firstIndex} on, received ${neuron[k]} of spike ${k}`,
      );
    }
    if (!Number.isFinite(time[k])) {
      throw new RangeError(`Cannot read spikes: times must be finite numbers, received ${time[k]} of spike ${k}`);
    }
    spikes.time[k] = time[k] * factor;
    spikes.neuron[k] = index;
  }
  return spikes;
}
