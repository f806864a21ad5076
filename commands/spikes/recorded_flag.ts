/**
 * The flag that says which neurons were recorded: ranges, as 0-499,3200-3699.
 *
 * @module
 */

import { quoted } from "../../mod.ts";
import { BadUse } from "../bad_use.ts";

/** What help says of it. */
export const RECORDED_HELP = `  --recorded LIST    neurons that were recorded, as 0-499,3200-3699; only
                     these are compared [all, or what the file says: a recording, comments
                     of PyNN or NEST, an array "recorded", SONATA's mapping]`;

/**
 * The neurons of a list of ranges, ascending, by the network's own numbers.
 * @throws {BadUse} where it is not one, or of other neurons.
 */
export function recordedNeurons(list: string, neurons: number): Uint32Array {
  const isIn = new Uint8Array(neurons);
  for (const range of list.split(",")) {
    const [, from, to = from] = /^\s*(\d{1,10})(?:\s*-\s*(\d{1,10}))?\s*$/.exec(range) ?? [];
    if (from === undefined || !(Number(from) <= Number(to) && Number(to) < neurons)) {
      throw new BadUse(
        `--recorded requires neurons from 0 to ${neurons - 1} as 0-499,3200-3699, received ${quoted(list)}`,
      );
    }
    isIn.fill(1, Number(from), Number(to) + 1);
  }
  return Uint32Array.from(isIn.keys()).filter((neuron) => isIn[neuron] === 1);
}
