/**
 * The spike hash, where the page may compute one: browsers keep SHA-256 from pages that came over plain HTTP.
 *
 * @module
 */

import type { Spikes } from "../model/mod.ts";
import { spikeHash } from "../record/mod.ts";

/** The hash, or why there is none. */
export async function spikeHashOf(spikes: Spikes): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return "not available: this page did not come over HTTPS";
  return await spikeHash(spikes);
}
