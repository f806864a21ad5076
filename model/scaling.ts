/**
 * Effects of scale: population sizes, connection counts, connection probability and weights.
 *
 * @module
 */

import type { NetworkSpec } from "./spec.ts";

/**
 * Sizes of the two populations.
 *
 * @category Model
 */
export interface PopulationSizes {
  /** Excitatory neurons. */
  readonly excitatory: number;
  /** Inhibitory neurons. */
  readonly inhibitory: number;
}

/**
 * trunc(size × scale) of both populations.
 *
 * @example
 * ```ts
 * import { cobaHh, populationSizes } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(populationSizes(cobaHh({ scale: 0.5 })), { excitatory: 1600, inhibitory: 400 });
 * ```
 *
 * @category Model
 */
export function populationSizes(spec: NetworkSpec): PopulationSizes {
  return {
    excitatory: Math.trunc(spec.populations.excitatory * spec.scale),
    inhibitory: Math.trunc(spec.populations.inhibitory * spec.scale),
  };
}

/**
 * Effective connection probability: p, or p / scale where in-degrees are kept.
 *
 * @category Model
 */
export function effectiveProbability(spec: NetworkSpec): number {
  const p = spec.connectivity.probability;
  return spec.scaling === "weights" ? p : p / spec.scale;
}

/**
 * Number of connections for a population of n under a rule of fixed degree: trunc(n p), as BrainPy 2.4.4 counts.
 * If in-degrees are kept, n p / scale is an integer by design; 1e-9 compensates its rounding error.
 *
 * @category Model
 */
export function fixedDegree(spec: NetworkSpec, n: number): number {
  const product = n * spec.connectivity.probability;
  return spec.scaling === "weights" ? Math.trunc(product) : Math.trunc(product / spec.scale + 1e-9);
}

/**
 * Effective weights [nS]: divided by scale where the probability is kept.
 *
 * @example
 * ```ts
 * import { cobaHh, effectiveWeights } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(effectiveWeights(cobaHh({ scale: 0.5, scaling: "weights" })), { wE: 12, wI: 134 }); // nS
 * assertEquals(effectiveWeights(cobaHh({ scale: 0.5, scaling: "in-degree" })), { wE: 6, wI: 67 });
 * ```
 *
 * @category Model
 */
export function effectiveWeights(spec: NetworkSpec): { readonly wE: number; readonly wI: number } {
  const divisor = spec.scaling === "weights" ? spec.scale : 1;
  return { wE: spec.parameters.wE / divisor, wI: spec.parameters.wI / divisor };
}
