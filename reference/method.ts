/**
 * What an integration method is: how conductances decay and how membranes advance over one step.
 *
 * @module
 */

import type { NetworkSpec } from "../model/spec.ts";
import type { State } from "./state.ts";

/** Advances v, m, h and n of every neuron by one step; gE and gI are those that act in this step, and stay. */
export type MembraneStep = (state: State) => void;

/** An integration method. */
export interface Method {
  /** Order of convergence. */
  readonly order: number;
  /** What g is multiplied by in a step, where dg/dt = -g / tau; dt and tau in ms. */
  decay(dt: number, tau: number): number;
  /** The membrane step of a network with this specification; dt in ms. */
  membraneStep(spec: NetworkSpec, dt: number): MembraneStep;
}
