/**
 * Checks of what comes in through the interface of engines, the same for every engine.
 *
 * @module
 */

import type { SimulationOptions, StateVariable } from "./simulation.ts";

/** @throws {RangeError} where dt or threads cannot be simulated with. */
export function checkOptions({ dt, threads = 1 }: SimulationOptions): void {
  if (!(dt > 0 && dt < Infinity)) {
    throw new RangeError(`Cannot create simulation: dt must be a positive number of ms, received ${dt}`);
  }
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`Cannot create simulation: threads must be a positive integer, received ${threads}`);
  }
}

/** @throws {Error} where the simulation is disposed. */
function checkAlive(action: string, isDisposed: boolean): void {
  if (isDisposed) throw new Error(`Cannot ${action}: the simulation is disposed`);
}

/** @throws {RangeError} where this number of steps cannot be advanced. */
export function checkSteps(steps: number, step: number, isDisposed: boolean): void {
  checkAlive("advance simulation", isDisposed);
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`Cannot advance simulation: steps must be a positive integer, received ${steps}`);
  }
  if (step + steps > 0xffffffff) {
    throw new RangeError(`Cannot advance simulation: at most 2^32 - 1 steps are possible, received ${step + steps}`);
  }
}

/** @throws {RangeError} where the simulation has no such variable. */
export function checkVariable(
  action: "read" | "write",
  variable: StateVariable,
  known: readonly StateVariable[],
  isDisposed: boolean,
): void {
  checkAlive(`${action} ${variable}`, isDisposed);
  if (!known.includes(variable)) {
    throw new RangeError(
      `Cannot ${action} state: the variable must be one of ${known.join(", ")}, received ${JSON.stringify(variable)}`,
    );
  }
}

/** @throws {RangeError} where an index is not of a neuron. */
export function checkNeurons(asked: Uint32Array, neurons: number): void {
  const outside = asked.find((i) => i >= neurons);
  if (outside !== undefined) {
    throw new RangeError(`Cannot read state: neurons must be in [0, ${neurons}), received ${outside}`);
  }
}

/** @throws {RangeError} where the values are not one per neuron, or not of the variable's kind. */
export function checkWrite(variable: StateVariable, values: Float64Array, neurons: number): void {
  if (values.length !== neurons) {
    throw new RangeError(
      `Cannot write ${variable}: one value per neuron (${neurons}) is required, received ${values.length}`,
    );
  }
  const bad = variable === "spike"
    ? values.find((x) => x !== 0 && x !== 1)
    : variable === "refractory"
    ? values.find((x) => !Number.isInteger(x) || x < 0)
    : undefined;
  if (bad !== undefined) {
    const required = variable === "spike" ? "0 or 1" : "a whole number of steps, at least 0";
    throw new RangeError(`Cannot write ${variable}: every value must be ${required}, received ${bad}`);
  }
}
