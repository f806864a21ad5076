/**
 * The scheme that a method's name promises: the course of conductances and potentials through its step, as laws expect it.
 *
 * @module
 */

import { type MethodFamily, methodOf, type SynapticStep } from "../../model/methods.ts";
import type { NetworkSpec } from "../../model/spec.ts";

/** The step of a method, as far as laws need it. */
export interface Scheme {
  /**
   * - `exponential Euler`: every variable relaxes exactly, all others at their old values; synapses as specified.
   * - `leapfrog`: gates half a step before the potential; arriving spikes act at once, the current is linear.
   * - `implicit Euler`: backward Euler in the potential, gates at the new one; arriving spikes act at once.
   * - `adaptive`: Fehlberg 4(5) with step control, of everything together; arriving spikes act at once.
   * - `other`: nothing is known but the order of the specification; Runge–Kutta methods, and those of other engines.
   */
  readonly kind: "exponential Euler" | "leapfrog" | "implicit Euler" | "adaptive" | "other";
  /** Whether its step has explicit stages, or may have: decay is a polynomial of dt / τ, and nothing is bounded. */
  readonly isExplicit: boolean;
  /** Sub-steps of a cell that is active. */
  readonly subSteps: number;
  /** Whether a spike arrives with what it has lost since its crossing (state variable `spikeLag`). */
  readonly isInterpolated: boolean;
  /** How conductances act, where the method does not ask the specification. */
  readonly synapses: SynapticStep | undefined;
}

const KINDS: Readonly<Record<MethodFamily, Scheme["kind"]>> = {
  "exponential Euler": "exponential Euler",
  leapfrog: "leapfrog",
  "implicit Euler": "implicit Euler",
  "adaptive Runge–Kutta": "adaptive",
  "Runge–Kutta": "other",
  unknown: "other",
};

/** The scheme of a method. */
export function schemeOf(method: string): Scheme {
  const { family, subSteps, isInterpolated, synapses } = methodOf(method);
  const kind = KINDS[family];
  return { kind, isExplicit: kind === "adaptive" || kind === "other", subSteps, isInterpolated, synapses };
}

/** Synapses of a scheme: as specified, or the scheme's own. */
export function synapsesOf({ synapses }: Scheme, spec: NetworkSpec): SynapticStep {
  return synapses ?? spec.synapses;
}
