/**
 * What --monitor asks for.
 *
 * @module
 */

import { quoted, type Recorder, type Simulation, type StateVariable, type Trace, trace } from "../../mod.ts";
import { BadUse } from "../bad_use.ts";

/** Neurons that are recorded where --monitor names none: the first excitatory one. */
const DEFAULT_NEURONS = [0];

/**
 * A recorder for `VARIABLE` or `VARIABLE:NEURON,NEURON,…`, such as `v:0,3200`.
 * @throws {BadUse} where the simulation has no such variable or neuron.
 */
export function monitor(text: string, every: number, { variables, network: { neurons } }: Simulation): Recorder<Trace> {
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
  return trace(variable as StateVariable, asked, { every });
}
