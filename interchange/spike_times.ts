/**
 * Spikes as other programs tell them: a time and a neuron each; and the way to and from steps.
 *
 * @module
 */

import { received } from "../model/received.ts";
import { timeHint } from "./time_hints.ts";
import { milliseconds, timeOf } from "../model/milliseconds.ts";
import type { Spikes } from "../model/simulation.ts";

/**
 * Spike k: `neuron[k]` fired at `time[k]` [ms]. In any order.
 *
 * @category Spike files
 */
export interface SpikeTimes {
  /** Time of each spike [ms]. */
  readonly time: Float64Array;
  /** Neuron of each spike. */
  readonly neuron: Uint32Array;
}

/**
 * Options of the conversion of times to steps.
 *
 * @category Spike files
 */
export interface StepOptions {
  /**
   * Time that the file gives to a spike of step 0 [ms], 0 where it is left out. Here, as in BrainPy and Brian 2, a spike of
   * step k has the time k × dt; a program that reports the end of the step needs dt here.
   */
  readonly origin?: number;
  /**
   * What happens to times between two steps: `refuse` (default), `nearest`, or `floor`, which is right for times of
   * interpolated crossings: a crossing of step k lies between k × dt and (k + 1) × dt.
   */
  readonly offGrid?: "refuse" | "nearest" | "floor";
}

/** Times count as on the grid within this fraction of a step: float32 has no more digits at 8 s and 0.1 ms. */
const ON_GRID = 0.01;

/**
 * The steps of spike times: sorted by step, then by neuron.
 *
 * @example
 * ```ts
 * import { toSteps } from "@cobahh/cobahh/interchange";
 *
 * const spikes = toSteps({ time: Float64Array.of(0.3, 0.1), neuron: Uint32Array.of(7, 2) }, 0.1);
 * console.log(spikes.step, spikes.neuron); // [1, 3] [2, 7]
 * ```
 * @throws {RangeError} where a time is not on the grid of steps, or negative, or a neuron fires twice in one step.
 * @category Spike files
 */
export function toSteps({ time, neuron }: SpikeTimes, dt: number, options: StepOptions = {}): Spikes {
  const { origin = 0, offGrid = "refuse" } = options;
  if (typeof dt !== "number" || !(dt > 0 && dt < Infinity)) {
    throw new RangeError(`Cannot convert spikes: dt must be a positive number of ms, received ${received(dt)}`);
  }
  requireArrays(time, neuron);
  if (time.length !== neuron.length) {
    throw new RangeError(
      `Cannot convert spikes: one neuron per time is required, received ${time.length} times and ${neuron.length} neurons`,
    );
  }
  const steps = time.map((t) => stepOf((t - origin) / dt, offGrid));
  if (offGrid === "refuse") requireGrid({ time, neuron }, steps, dt, origin);
  const bad = steps.findIndex((step) => !(step >= 0 && step <= 0xffffffff));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot convert spikes: times must be in [${origin}, ${origin} + 2^32 × ${dt}) ms, received ${
        time[bad]
      } of neuron ${neuron[bad]}`,
    );
  }
  return sorted(steps, neuron, dt);
}

function stepOf(x: number, offGrid: StepOptions["offGrid"]): number {
  // A time that is on the grid but for rounding belongs to its step also where the others are rounded down.
  const nearest = Math.round(x);
  return offGrid === "floor" && Math.abs(x - nearest) > ON_GRID ? Math.floor(x) : nearest;
}

function requireGrid({ time, neuron }: SpikeTimes, steps: Float64Array, dt: number, origin: number): void {
  let off = 0, first = -1, farthest = 0;
  for (let k = 0; k < time.length; k++) {
    const distance = Math.abs(time[k] - origin - steps[k] * dt);
    if (distance <= ON_GRID * dt) continue;
    off++;
    if (first < 0) first = k;
    farthest = Math.max(farthest, distance);
  }
  if (off === 0) return;
  throw new RangeError(
    `Cannot convert spikes: times must be multiples of ${dt} ms` + (origin === 0 ? "" : ` after ${origin} ms`) +
      `, received ${off} of ${time.length} that are not, off by up to ${
        Number(farthest.toPrecision(3))
      } ms, the first ` +
      `${time[first]} ms of neuron ${neuron[first]} (${timeHint(time, dt, origin, ON_GRID)})`,
  );
}

function requireArrays(time: Float64Array, neuron: Uint32Array): void {
  if (time instanceof Float64Array && neuron instanceof Uint32Array) return;
  throw new RangeError(
    "Cannot convert spikes: times must be a Float64Array and neurons a Uint32Array, received " +
      `${received(time)} and ${received(neuron)}`,
  );
}

function sorted(steps: Float64Array, neuron: Uint32Array, dt: number): Spikes {
  const spikes = inOrder(steps, neuron);
  for (let k = 1; k < spikes.step.length; k++) {
    if (spikes.step[k] !== spikes.step[k - 1] || spikes.neuron[k] !== spikes.neuron[k - 1]) continue;
    throw new RangeError(
      `Cannot convert spikes: a neuron fires at most once in a step, received two spikes of neuron ${
        spikes.neuron[k]
      } ` +
        `in the step at ${milliseconds(spikes.step[k] * dt)} ms`,
    );
  }
  return spikes;
}

/** The spikes by step, then by neuron. */
function inOrder(steps: Float64Array, neuron: Uint32Array): Spikes {
  let isSorted = true, largest = 0, last = 0;
  for (let k = 0; k < steps.length; k++) {
    isSorted &&= k === 0 || steps[k] > steps[k - 1] || (steps[k] === steps[k - 1] && neuron[k] >= neuron[k - 1]);
    largest = Math.max(largest, neuron[k]);
    last = Math.max(last, steps[k]);
  }
  if (isSorted) return { step: Uint32Array.from(steps), neuron: neuron.slice() };
  const neurons = largest + 1;
  if ((last + 1) * neurons <= Number.MAX_SAFE_INTEGER) {
    // Step and neuron in one number: typed arrays sort numbers without asking, many times as fast.
    const keys = steps.map((step, k) => step * neurons + neuron[k]).sort();
    const step = Uint32Array.from(keys, (key) => Math.floor(key / neurons));
    return { step, neuron: Uint32Array.from(keys, (key, k) => key - step[k] * neurons) };
  }
  const order = Uint32Array.from(steps, (_, k) => k).sort((a, b) => steps[a] - steps[b] || neuron[a] - neuron[b]);
  return { step: Uint32Array.from(order, (k) => steps[k]), neuron: Uint32Array.from(order, (k) => neuron[k]) };
}

/**
 * The times of spikes [ms]: step × dt, the beginning of the step, rounded to fifteen digits as a reader would.
 *
 * @example
 * ```ts
 * import { toSteps, toTimes } from "@cobahh/cobahh/interchange";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(3, 1234), neuron: Uint32Array.of(1, 0) };
 * const times = toTimes(spikes, 0.1);
 * assertEquals(times.time, Float64Array.of(0.3, 123.4)); // ms
 * assertEquals(toSteps(times, 0.1), spikes);
 * ```
 *
 * @category Spike files
 */
export function toTimes({ step, neuron }: Spikes, dt: number): SpikeTimes {
  return { time: Float64Array.from(step, (step) => timeOf(step, dt)), neuron: neuron.slice() };
}
