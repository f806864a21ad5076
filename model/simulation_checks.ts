/**
 * Checks of what comes in through the interface of engines, for every engine to use: `checkOptions` first thing in
 * `Engine.create`, the others first thing in the methods of a simulation.
 *
 * @module
 */

import { received } from "./received.ts";
import type { SimulationOptions, StateVariable, Watch, WatchedSteps } from "./simulation.ts";
import { DEFAULT_METHOD, methodOf } from "./methods.ts";

/** Most threads of a simulation: at some 4000 neurons a thread, more wait for each other longer than they compute. */
export const MOST_THREADS = 64;

/**
 * Checks the options of a simulation, its method apart: which methods there are depends on the engine.
 * @throws {RangeError} if dt [ms] is not positive and finite, or threads is not an integer from 1 to 64.
 * @category Engines
 */
export function checkOptions({ dt, threads = 1 }: SimulationOptions): void {
  if (typeof dt !== "number" || !(dt > 0 && dt < Infinity)) {
    throw new RangeError(`Cannot create simulation: dt must be a positive number of ms, received ${received(dt)}`);
  }
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new RangeError(
      `Cannot create simulation: threads must be an integer in [1, ${MOST_THREADS}], received ${received(threads)}`,
    );
  }
}

/** @throws {Error} where the simulation is disposed. */
function checkAlive(action: string, isDisposed: boolean): void {
  if (isDisposed) throw new Error(`Cannot ${action}: the simulation is disposed`);
}

/**
 * Checks the argument of `Simulation.advance` at step `step`.
 * @throws {RangeError} if steps is not a positive integer, or leads beyond step 2^32 - 1.
 * @throws {Error} if the simulation is disposed.
 * @category Engines
 */
export function checkSteps(steps: number, step: number, isDisposed: boolean): void {
  checkAlive("advance simulation", isDisposed);
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`Cannot advance simulation: steps must be a positive integer, received ${received(steps)}`);
  }
  if (step + steps > 0xffffffff) {
    throw new RangeError(`Cannot advance simulation: at most 2^32 - 1 steps are possible, received ${step + steps}`);
  }
}

/**
 * Checks the variable that is to be read or written.
 * @throws {RangeError} if it is not one of the known ones, those of the simulation.
 * @throws {Error} if the simulation is disposed.
 * @category Engines
 */
export function checkVariable(
  action: "read" | "write",
  variable: StateVariable,
  known: readonly StateVariable[],
  isDisposed: boolean,
): void {
  checkAlive(`${action} ${variable}`, isDisposed);
  if (!known.includes(variable)) {
    throw new RangeError(
      `Cannot ${action} state: the variable must be one of ${known.join(", ")}, received ${received(variable)}`,
    );
  }
}

/**
 * Checks the neurons that a variable is to be read of.
 * @throws {RangeError} if an index is not below the number of neurons.
 * @category Engines
 */
export function checkNeurons(asked: Uint32Array, neurons: number): void {
  if (!(asked instanceof Uint32Array)) {
    throw new RangeError(`Cannot read state: neurons must be a Uint32Array, received ${received(asked)}`);
  }
  const outside = asked.find((i) => i >= neurons);
  if (outside !== undefined) {
    throw new RangeError(`Cannot read state: neurons must be in [0, ${neurons}), received ${outside}`);
  }
}

/**
 * Checks what is to be watched in a simulation with these variables.
 * @throws {RangeError} if a variable or a neuron is not one of the simulation, or steps are not positive integers.
 * @throws {Error} if the simulation is disposed.
 * @category Engines
 */
export function checkWatch(
  { probes, finite }: Watch,
  known: readonly StateVariable[],
  neurons: number,
  isDisposed: boolean,
): void {
  for (const probe of probes) {
    checkVariable("read", probe.variable, known, isDisposed);
    checkNeurons(probe.neurons, neurons);
    checkWatchedSteps(`watch ${probe.variable}`, probe);
  }
  if (finite !== undefined) checkWatchedSteps("watch potentials", finite);
}

/** Most steps between two that are watched: 2^31. */
const FARTHEST_WATCHED = 2 ** 31;

function checkWatchedSteps(action: string, { every, phase }: WatchedSteps): void {
  if (!Number.isInteger(every) || every < 1 || every > FARTHEST_WATCHED) {
    throw new RangeError(
      `Cannot ${action}: every must be an integer of steps in [1, ${FARTHEST_WATCHED}], received ${received(every)}`,
    );
  }
  if (!Number.isInteger(phase) || phase < 0 || phase >= every) {
    throw new RangeError(`Cannot ${action}: phase must be an integer in [0, ${every}), received ${received(phase)}`);
  }
}

/** Refractory counters that an engine can hold; float64 counts steps exactly up to here. */
const MOST_REFRACTORY_STEPS = Number.MAX_SAFE_INTEGER;

/** A lag in float32 may be longer than the time step by its rounding. */
const FLOAT32_ROUNDING = 2 ** -23;

/** Requirements on the values of a variable that does not accept every number. */
interface Kind {
  readonly words: string;
  readonly holds: (x: number) => boolean;
}

/**
 * Limits of a simulation, if it has its own.
 *
 * @category Engines
 */
export interface WriteLimits {
  /** The largest refractory counter [steps]. */
  readonly mostRefractorySteps?: number;
  /** The delay of the synapses [steps]. */
  readonly delay?: number;
}

function kindOf(
  variable: StateVariable,
  options: SimulationOptions,
  { mostRefractorySteps = MOST_REFRACTORY_STEPS, delay = 0 }: WriteLimits,
): Kind | undefined {
  switch (variable) {
    case "spike": {
      const limit = 2 ** (delay + 1);
      const words = delay === 0 ? "0 or 1" : `an integer in [0, 2^${delay + 1})`;
      return { words, holds: (x) => Number.isInteger(x) && x >= 0 && x < limit };
    }
    case "refractory":
      return {
        words: `a whole number of steps in [0, ${mostRefractorySteps}]`,
        holds: (x) => Number.isInteger(x) && x >= 0 && x <= mostRefractorySteps,
      };
    case "gateLag": {
      const lags = methodOf(options.method ?? DEFAULT_METHOD).gateLags(options.dt);
      return { words: `one of ${lags.join(", ")} ms`, holds: (x) => lags.includes(x) };
    }
    case "spikeLag": {
      const { dt } = options;
      return { words: `in [0, ${dt}] ms`, holds: (x) => x >= 0 && x <= dt * (1 + FLOAT32_ROUNDING) };
    }
    case "stepSize":
      return { words: "a positive number of ms", holds: (x) => x > 0 && x < Infinity };
    default:
      return undefined;
  }
}

/**
 * Checks the values that are to be written into a variable; the options are those of the simulation.
 * @throws {RangeError} if they are not one per neuron, or not of the variable's kind: 0 or 1 for `spike`, or a bit for
 * each step of the delay and one more, whole steps for `refractory`, lags that the method has.
 * @category Engines
 */
export function checkWrite(
  variable: StateVariable,
  values: Float64Array,
  neurons: number,
  options: SimulationOptions,
  limits: WriteLimits = {},
): void {
  if (!(values instanceof Float64Array)) {
    throw new RangeError(`Cannot write ${variable}: values must be a Float64Array, received ${received(values)}`);
  }
  if (values.length !== neurons) {
    throw new RangeError(
      `Cannot write ${variable}: one value per neuron (${neurons}) is required, received ${values.length}`,
    );
  }
  const kind = kindOf(variable, options, limits);
  if (kind === undefined) return;
  const bad = values.find((x) => !kind.holds(x));
  if (bad !== undefined) {
    throw new RangeError(`Cannot write ${variable}: every value must be ${kind.words}, received ${bad}`);
  }
}
