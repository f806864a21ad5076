/**
 * What the laws know of an integration method by its name: how conductances and potentials go through its step.
 *
 * @module
 */

import type { NetworkSpec, SynapseSpec } from "../../model/spec.ts";
import { SUB_STEPS } from "../../model/methods.ts";

/** The step of a method, as far as laws need it. */
export interface Scheme {
  /**
   * - `exponential Euler`: every variable relaxes exactly, all others at their old values; synapses as specified.
   * - `staggered`: gates half a step before the potential; arriving spikes act at once, the current is linear.
   * - `other`: nothing is known but the order of the specification; Runge–Kutta methods, and those of a stranger.
   */
  readonly kind: "exponential Euler" | "staggered" | "other";
  /** Sub-steps of a cell that is active. */
  readonly subSteps: number;
  /** Whether a spike arrives with what it has lost since its crossing (state variable `spikeLag`). */
  readonly isInterpolated: boolean;
}

const exponentialEuler: Scheme = { kind: "exponential Euler", subSteps: 1, isInterpolated: false };

const known: Readonly<Record<string, Scheme>> = {
  exp_auto: exponentialEuler,
  exp_euler: exponentialEuler,
  exp_euler_auto: exponentialEuler,
  exponential_euler: exponentialEuler,
  staggered: { kind: "staggered", subSteps: 1, isInterpolated: false },
  substepped: { kind: "staggered", subSteps: SUB_STEPS, isInterpolated: false },
  substepped_interpolated: { kind: "staggered", subSteps: SUB_STEPS, isInterpolated: true },
};

/** The scheme of a method. */
export function schemeOf(method: string): Scheme {
  return Object.hasOwn(known, method) ? known[method] : { kind: "other", subSteps: 1, isInterpolated: false };
}

/** How synapses act in a scheme: as specified, or in the one way that the scheme has. */
export function synapsesOf({ kind }: Scheme, spec: NetworkSpec): SynapseSpec {
  return kind === "staggered" ? { order: "add-use-decay", current: "linear" } : spec.synapses;
}

/** One name for each of an engine's methods: exponential Euler has four, of which the first is taken. */
export function distinctMethods(methods: readonly string[]): string[] {
  const first = methods.find((method) => schemeOf(method).kind === "exponential Euler");
  return methods.filter((method) => method === first || schemeOf(method).kind !== "exponential Euler");
}
