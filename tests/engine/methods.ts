/**
 * The fast engine's methods, each once: exponential Euler has four names.
 *
 * @module
 */

import { distinctMethods, wasmEngine } from "../../mod.ts";

/** Names of the methods. */
export const METHODS: readonly string[] = distinctMethods(wasmEngine.methods);
