/**
 * Scales of the kernel's state. Conductances carry a factor dt / cM, and m and n such factors that m³h and n⁴ are the sodium
 * and potassium conductances themselves, so the kernel multiplies by none of them. Potentials count from the threshold.
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
  /** Shift of potentials: the spike threshold [mV]. */
  readonly threshold: number;
  /** Of the lags of spikes, which are fractions of a step: 1 / dt [1/ms]. */
  readonly spikeLag: number;
  /** Where gates lag: lags[k] is the lag [ms] of which a whole step uses gate table k. */
  readonly lags: readonly number[];
}

/** Scale of a gate whose channel has no conductance: its own value must survive, its current must not be felt (1e-18). */
const CLOSED = 1e-6;

/** The scales of a network at time step dt [ms], where gates have these lags [ms]. */
export function scalesOf(spec: NetworkSpec, dt: number, lags: readonly number[]): Scales {
  const { cM, gNa, gK } = spec.parameters;
  return {
    m: gNa === 0 ? CLOSED : exp(log(dt * gNa / cM) / 3),
    n: gK === 0 ? CLOSED : Math.sqrt(Math.sqrt(dt * gK / cM)),
    g: dt / cM,
    threshold: spec.spike.threshold,
    spikeLag: 1 / dt,
    lags,
  };
}
