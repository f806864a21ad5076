/**
 * Mutants: engines with one deliberate fault.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";

/** A fault, and how an engine gets it. */
export interface Mutant {
  /** What is wrong, in words. */
  readonly fault: string;
  /** The method that it is held to the laws with. */
  readonly method: string;
  /** The engine with the fault. */
  readonly engine: Engine;
}

/** A mutant that steps by exponential Euler. */
export function mutant(fault: string, engine: Engine): Mutant {
  return { fault, method: "exp_auto", engine };
}
