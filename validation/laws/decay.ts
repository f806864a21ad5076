/**
 * Decay of a conductance over a step, by method.
 *
 * @module
 */

import { expectNear } from "./expectation.ts";
import type { Subject } from "./subject.ts";
import { inStates, loneNeurons } from "./cells.ts";

/** A Runge–Kutta method's decay is e^(-dt/τ) but for terms of its order: dt/τ is 0.004 at most. */
const OTHER_DECAY = 1e-4;

/**
 * Error of an adaptive method's decay, relative per step: neurons differ in their sub-steps, and what a step of order 5 leaves
 * differs from e^(-dt/τ) by (dt/τ)^6 / 1000, 6e-14 at most.
 */
const ADAPTIVE_DECAY = 1e-13;

/** Relative error of a conductance after some steps that rounding does not explain. */
export function decayError({ scheme }: Subject, steps: number): number {
  return scheme.kind === "adaptive" ? ADAPTIVE_DECAY * steps : 0;
}

/** Factor by which a conductance with time constant tau [ms] decays in a step of dt [ms]. */
export async function decayOf({ scheme, create, fit }: Subject, dt: number, tau: number): Promise<number> {
  const exact = Math.exp(-dt / tau);
  if (!scheme.isExplicit) return exact;
  // Asked of the engine: Runge–Kutta methods leave a polynomial of dt/tau.
  const network = loneNeurons(1, fit({ parameters: { tauE: tau } }));
  await using simulation = await create(inStates(network, [{ gE: 1 }]), { dt });
  await simulation.advance(1);
  const [left] = await simulation.read("gE");
  expectNear(left, exact, OTHER_DECAY, `what ${dt} ms leave of a conductance with time constant ${tau} ms`);
  return left;
}
