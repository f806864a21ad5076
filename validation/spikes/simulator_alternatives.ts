/**
 * Everything as NEST or NEURON computes it, as alternatives to what was asked about.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import { type AsSimulator, asSimulators } from "./as_simulator.ts";
import type { Alternative, Hypothesis } from "./hypothesis.ts";

/** Axis of these alternatives. */
export const SIMULATOR_AXIS = "simulator";

/** The alternatives, the likeliest first; without what was asked about itself. */
export function simulatorAlternatives(base: Hypothesis, given: Network): Alternative[] {
  return asSimulators(given, base.dt)
    .filter(({ method, choices }) => method !== base.method || choices.length > 1)
    .map((candidate) => ({
      axis: SIMULATOR_AXIS,
      choice: `as ${candidate.simulator} computes it (${candidate.choices.join("; ")})`,
      hypothesis: {
        ...base,
        spec: candidate.network.spec,
        method: candidate.method,
        ...(candidate.hasOwnGates ? { hasSpecifiedGates: true } : {}),
      },
      simulator: simulatorOf(candidate),
    }));
}

function simulatorOf({ simulator, choices }: AsSimulator): NonNullable<Alternative["simulator"]> {
  // NEURON delivers the spikes of a step in the next one, and ends before.
  return { name: simulator, choices, hasLastStep: simulator !== "NEURON" };
}
