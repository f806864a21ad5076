/**
 * What the staggered methods have in common, whichever engine has them: their names, their sub-steps, and the state that
 * they have besides. The schemes themselves are explained in reference/staggered.ts and the files beside it.
 *
 * @module
 */

import { type SimulationOptions, STATE_VARIABLES, type StateVariable } from "./simulation.ts";
import type { SynapseSpec } from "./spec.ts";

/** Sub-steps that the sub-stepped methods give an active cell. */
export const SUB_STEPS = 4;

/** A cell is active where v > vT + ACTIVE_ABOVE [mV]: it spikes, or is about to. */
export const ACTIVE_ABOVE = 13;

/** The variables that each staggered method has besides those of every method. */
const ADDED: Readonly<Record<string, readonly StateVariable[]>> = {
  staggered: ["gateLag"],
  substepped: ["gateLag"],
  substepped_interpolated: ["gateLag", "spikeLag"],
};

/** Every variable that only some methods have. */
const ALL_ADDED: readonly StateVariable[] = ["gateLag", "spikeLag"];

/** Whether gates and potential are staggered in the method of this name. */
export function isStaggered(method: string): boolean {
  return Object.hasOwn(ADDED, method);
}

/** The state variables of a simulation with the method of this name, in the order in which they are saved. */
export function variablesOf(method: string): readonly StateVariable[] {
  const added = isStaggered(method) ? ADDED[method] : [];
  return STATE_VARIABLES.filter((variable) => !ALL_ADDED.includes(variable) || added.includes(variable));
}

/** The values that gateLag can have [ms]: 0 before the first step, and half of the step or sub-step afterwards. */
export function gateLags({ method = "exp_auto", dt }: SimulationOptions): readonly number[] {
  if (!isStaggered(method)) return [0];
  return method === "staggered" ? [0, dt / 2] : [0, dt / 2, dt / SUB_STEPS / 2];
}

/** What a simulation's notes say where the specification asks for synapse options that staggered methods do not use. */
export function staggeringNotes(method: string, { order, current }: SynapseSpec): string[] {
  if (!isStaggered(method) || (order === "add-use-decay" && current === "linear")) return [];
  return [
    `${method} has synapses of its own (arriving spikes act at once and decay over the step, the current follows v); ` +
    `the specification's order ${order} and current ${current} describe steps of exponential Euler and are not used`,
  ];
}
