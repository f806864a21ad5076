/**
 * Channel kinetics of the COBA-HH neuron: rate functions of the gates m, h and n, and what follows from them.
 *
 * Source: Traub & Miles 1991, Neuronal Networks of the Hippocampus, in the form of Brette et al. 2007, Appendix 2,
 * benchmark 3. All rates are in 1/ms and functions of u = v - vT [mV]. They have removable singularities at u = 13, 40 and
 * 15 mV (v = -50, -23 and -48 mV), where the printed formulas are 0 / 0; `exprelr` continues them by their limits.
 *
 * @module
 */

import { exp, exprelr } from "./elementary.ts";

/**
 * αₘ = 0.32 (13 - u) / (e^((13 - u) / 4) - 1) [1/ms].
 *
 * @category Model
 */
export function alphaM(u: number): number {
  return 0.32 * 4 * exprelr((13 - u) / 4);
}

/**
 * βₘ = 0.28 (u - 40) / (e^((u - 40) / 5) - 1) [1/ms].
 *
 * @category Model
 */
export function betaM(u: number): number {
  return 0.28 * 5 * exprelr((u - 40) / 5);
}

/**
 * αₕ = 0.128 e^((17 - u) / 18) [1/ms].
 *
 * @category Model
 */
export function alphaH(u: number): number {
  return 0.128 * exp((17 - u) / 18);
}

/**
 * βₕ = 4 / (1 + e^((40 - u) / 5)) [1/ms].
 *
 * @category Model
 */
export function betaH(u: number): number {
  return 4 / (1 + exp((40 - u) / 5));
}

/**
 * αₙ = 0.032 (15 - u) / (e^((15 - u) / 5) - 1) [1/ms].
 *
 * @category Model
 */
export function alphaN(u: number): number {
  return 0.032 * 5 * exprelr((15 - u) / 5);
}

/**
 * βₙ = 0.5 e^((10 - u) / 40) [1/ms].
 *
 * @category Model
 */
export function betaN(u: number): number {
  return 0.5 * exp((10 - u) / 40);
}

/**
 * Steady state α / (α + β) of a gate [1], and its limit 1 where α overflows.
 *
 * @example
 * ```ts
 * import { alphaM, betaM, steadyState } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const u = 63 - 50; // mV: v = -50 mV, and vT = -63 mV
 * assertEquals(steadyState(alphaM(u), betaM(u)).toFixed(2), "0.14"); // m∞
 * ```
 *
 * @category Model
 */
export function steadyState(alpha: number, beta: number): number {
  return alpha === Infinity ? 1 : alpha / (alpha + beta);
}

/**
 * Time constant 1 / (α + β) of a gate [ms].
 *
 * @example
 * ```ts
 * import { alphaH, betaH, timeConstant } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const u = 63 - 65; // mV: v = -65 mV, and vT = -63 mV
 * assertEquals(timeConstant(alphaH(u), betaH(u)).toFixed(1), "2.7"); // τₕ [ms]
 * ```
 *
 * @category Model
 */
export function timeConstant(alpha: number, beta: number): number {
  return 1 / (alpha + beta);
}
