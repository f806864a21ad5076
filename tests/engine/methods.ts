/**
 * The fast engine's methods, each once: exponential Euler has four names.
 *
 * @module
 */

import { buildNetwork, cobaHh, distinctMethods, methodOf, type Network, wasmEngine } from "../../mod.ts";

/** Names of the methods. */
export const METHODS: readonly string[] = distinctMethods(wasmEngine.methods);

/** A variant's network; without the delay where the method cannot have one. */
export function goldenNetwork(variant: string, method: string): Network {
  return buildNetwork(cobaHh({ variant, ...(methodOf(method).isInterpolated && { synapses: { delay: 0 } }) }));
}
