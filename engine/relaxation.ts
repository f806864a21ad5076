/**
 * φ(y) = (1 - e^(-y)) / y without an exponential, for the membrane's relaxation over a step.
 *
 * With Q(y) = 1 + y q(y) ≈ e^(y/4) and R = 1 / Q,
 *
 *     1 - Q⁻⁴ = (1 - R)(1 + R)(1 + R²) = y q R (1 + R)(1 + R²),   so   φ(y) ≈ q R (1 + R)(1 + R²):
 *
 * nothing cancels at small y, φ(0) is exactly 1, and φ falls as 1 / y at any large y, so no conductance is too large.
 * Coefficients by tools/fit_relaxation.ts; largest error of e^(-y) over all y >= 0: 2.9e-6, which is 4e-4 mV for a potential
 * 140 mV away from where it relaxes to.
 *
 * @module
 */

/** Coefficients of q, from the constant one on. */
export const RELAXATION: readonly [number, number, number, number, number] = [
  0.25,
  0.031229257078137253,
  0.002647808408073403,
  0.00013544985639647972,
  0.000014188153680690405,
];

/** Largest absolute error of Q⁻⁴ against e^(-y), for y >= 0. */
export const RELAXATION_ERROR = 2.9e-6;
