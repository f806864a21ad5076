/**
 * A fingerprint of a spike train, for comparing runs over engines, threads and machines.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";

/**
 * SHA-256, in hexadecimal, of step and neuron of every spike in order, as little-endian 32-bit words.
 *
 * @example
 * ```ts
 * import { spikeHash } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const a = { step: Uint32Array.of(3, 3), neuron: Uint32Array.of(0, 1) };
 * assertEquals(await spikeHash(a), await spikeHash(structuredClone(a)));
 * ```
 *
 * @category Recording
 */
export async function spikeHash({ step, neuron }: Spikes): Promise<string> {
  const view = new DataView(new ArrayBuffer(8 * step.length));
  for (let k = 0; k < step.length; k++) {
    view.setUint32(8 * k, step[k], true);
    view.setUint32(8 * k + 4, neuron[k], true);
  }
  const digest = await crypto.subtle.digest("SHA-256", view.buffer as ArrayBuffer);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
