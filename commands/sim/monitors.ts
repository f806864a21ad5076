/**
 * The flag `--monitor`.
 *
 * @module
 */

import { quoted, type Recorder, type StateVariable, type Trace, trace } from "../../mod.ts";
import { BadUse } from "../bad_use.ts";

/** Neurons that are recorded where --monitor names none: the first excitatory one. */
const DEFAULT_NEURONS = [0];

/** A variable of these neurons. */
export interface Monitor {
  /** As it was said. */
  readonly text: string;
  /** The variable. */
  readonly variable: StateVariable;
  /** The neurons. */
  readonly neurons: readonly number[];
}

/** A recorder with a row each `every` steps. */
export function recorderOf({ variable, neurons }: Monitor, every: number): Recorder<Trace> {
  return trace(variable, neurons, { every });
}

/**
 * The meaning of `VARIABLE` or `VARIABLE:NEURON,NEURON,…`, such as `v:0,3200`.
 * @throws {BadUse} where simulations of that many neurons have no such neuron, or those of the method no such variable.
 */
export function monitorOf(text: string, neurons: number, variables: readonly StateVariable[]): Monitor {
  const [variable, ...lists] = text.split(":");
  if (!variables.includes(variable as StateVariable)) {
    throw new BadUse(`--monitor requires one of ${variables.join(", ")}, received ${quoted(variable)}`);
  }
  const asked = lists.length === 0 ? DEFAULT_NEURONS : lists.join(":").split(",").map((index) => {
    const i = Number(index);
    if (!/^\d+$/.test(index) || i >= neurons) {
      throw new BadUse(`--monitor requires neurons in [0, ${neurons}), received ${quoted(index)}`);
    }
    return i;
  });
  return { text, variable: variable as StateVariable, neurons: asked };
}
