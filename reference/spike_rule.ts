/**
 * Spike detection: which neurons fire in a step, given the potentials before and after it.
 *
 * @module
 */

import { refractorySteps } from "../model/refractory.ts";
import type { SpikeSpec } from "../model/spec.ts";
import type { Timing } from "./arrivals.ts";
import type { State } from "./state.ts";

/** Sets `spike` and `refractory` after a step that began with potentials `before`; without a spike there is no `spikeLag`. */
export type SpikeDetector = (state: State, before: Float64Array) => void;

/** Whether the rule is fulfilled, refractoriness apart. NaN fulfils none. */
const fulfilled: {
  readonly [Rule in SpikeSpec["rule"]]: (before: number, after: number, threshold: number) => boolean;
} = {
  crossing: (before, after, threshold) => before < threshold && after >= threshold,
  above: (_before, after, threshold) => after > threshold,
  peak: (before, after, threshold) => after >= threshold && after < before,
};

/** The detector of a spike rule at time step dt [ms], where spikes are delayed by `delay` steps. */
export function spikeDetector(spike: SpikeSpec, { dt, delay }: Timing): SpikeDetector {
  const fires = fulfilled[spike.rule];
  const { threshold } = spike;
  const limit = 2 ** (delay + 1); // what is older than the delay has been delivered
  const pause = refractorySteps(spike, dt);
  return ({ v, spike, refractory, spikeLag }, before) => {
    for (let i = 0; i < v.length; i++) {
      if (refractory[i] > 0) refractory[i]--;
      const isSpike = refractory[i] === 0 && fires(before[i], v[i], threshold);
      spike[i] = spike[i] * 2 % limit + (isSpike ? 1 : 0);
      if (isSpike) refractory[i] = pause;
      else spikeLag[i] = 0;
    }
  };
}
