/**
 * Scales of the kernel's state. Conductances carry a factor dt / cM, and m and n such factors that m³h and n⁴ are the sodium
 * and potassium conductances themselves, so the kernel multiplies by none of them. Potentials are relative to an origin:
 * the threshold, where that can be reached (potential_range.ts).
 *
 * @module
 */

import { exp, log } from "../model/elementary.ts";
import type { NetworkSpec } from "../model/spec.ts";

/** kernel value = scale × (model value - shift). */
export interface Scales {
  /** Of m: (dt gNa / cM)^(1/3). */
  readonly m: number;
  /** Of n: (dt gK / cM)^(1/4). */
  readonly n: number;
  /** Of conductances: dt / cM [1/nS]. */
  readonly g: number;
  /** Shift of potentials [mV]. */
  readonly origin: number;
  /** Of the lags of spikes, which are fractions of a step: 1 / dt [1/ms]. */
  readonly spikeLag: number;
  /** Where gates lag: lags[k] is the lag [ms] of which a whole step uses gate table k. */
  readonly lags: readonly number[];
}

/**
 * Smallest scale of a gate: that of one whose channel has no conductance, so that its own value survives. Its current is not
 * felt: the conductance is 1e-18 or less of what moves a potential by its distance from the reversal potential in a step.
 */
const CLOSED = 1e-6;

/** The scales of a network at time step dt [ms], with potentials relative to `origin` [mV] and gates of these lags [ms]. */
export function scalesOf(spec: NetworkSpec, dt: number, origin: number, lags: readonly number[]): Scales {
  const { cM, gNa, gK } = spec.parameters;
  return {
    m: Math.max(CLOSED, exp(log(dt * gNa / cM) / 3)),
    n: Math.max(CLOSED, Math.sqrt(Math.sqrt(dt * gK / cM))),
    g: dt / cM,
    origin,
    spikeLag: 1 / dt,
    lags,
  };
}
