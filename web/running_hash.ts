/**
 * The spike hash of a run that goes on: of all its spikes, whether anybody keeps them or not.
 *
 * @module
 */

import { sha256 } from "npm:@noble/hashes@2.4.0/sha2.js";
import type { Spikes } from "../model/mod.ts";

/** SHA-256 of step and neuron of every spike, as little-endian words: `spikeHash` of all that were added. */
export class RunningHash {
  readonly #hash = sha256.create();

  /** Adds the spikes of the steps that follow. */
  append({ step, neuron }: Spikes): void {
    const words = new DataView(new ArrayBuffer(8 * step.length));
    for (let k = 0; k < step.length; k++) {
      words.setUint32(8 * k, step[k], true);
      words.setUint32(8 * k + 4, neuron[k], true);
    }
    this.#hash.update(new Uint8Array(words.buffer));
  }

  /** The hash of the spikes so far, in hexadecimal. */
  digest(): string {
    return Array.from(this.#hash.clone().digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
