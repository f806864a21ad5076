/**
 * The membrane equation of the COBA-HH neuron (Brette et al. 2007, Appendix 2, benchmark 3):
 *
 *     cM dv/dt = -gL (v - eL) - gNa m³h (v - eNa) - gK n⁴ (v - eK) - gE (v - eE) - gI (v - eI) + I
 *
 * with currents in pA, conductances in nS, potentials in mV, and cM in pF; outward currents are negative here.
 *
 * @module
 */

import type { Parameters } from "./parameters.ts";

/**
 * Sodium conductance gNa m³h [nS].
 *
 * @category Model
 */
export function sodiumConductance(m: number, h: number, p: Parameters): number {
  return p.gNa * (m * m * m) * h;
}

/**
 * Potassium conductance gK n⁴ [nS].
 *
 * @category Model
 */
export function potassiumConductance(n: number, p: Parameters): number {
  return p.gK * ((n * n) * (n * n));
}

/**
 * Synaptic current gE (eE - v) + gI (eI - v) [pA].
 *
 * @category Model
 */
export function synapticCurrent(v: number, gE: number, gI: number, p: Parameters): number {
  return gE * (p.eE - v) + gI * (p.eI - v);
}

/**
 * Sum of leak, sodium and potassium currents [pA] at given sodium and potassium conductances [nS].
 *
 * @category Model
 */
export function ionicCurrent(v: number, sodium: number, potassium: number, p: Parameters): number {
  return -p.gL * (v - p.eL) - sodium * (v - p.eNa) - potassium * (v - p.eK);
}
