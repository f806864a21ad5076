/**
 * The fast engine's methods, each once: exponential Euler has four names.
 *
 * @module
 */

import { wasmEngine } from "../../mod.ts";

/** Names of the methods. */
export const METHODS: readonly string[] = wasmEngine.methods.filter((method) =>
  !method.startsWith("exp") || method === "exp_auto"
);
