/**
 * What a law is: something that holds of every right engine, with a check that says what came instead where it does not.
 *
 * @module
 */

import type { Engine, Simulation, SimulationOptions, StateVariable } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { type Scheme, schemeOf } from "./scheme.ts";

/**
 * A law about one engine and one of its methods, ready to be checked.
 *
 * @category Laws
 */
export interface Law {
  /** What holds, in words; unique among the laws of an engine. */
  readonly name: string;
  /** What it follows from: an equation, a definition of the interface, or whose numbers it holds the engine to. */
  readonly source: string;
  /** The method it is checked with. */
  readonly method: string;
  /** Whether its check takes seconds. */
  readonly isSlow: boolean;
  /** Why it says nothing about this engine and method, where it does not. */
  readonly skipped?: string;
  /**
   * Checks it.
   * @throws {LawError} that says which law is broken, what was expected and what came.
   */
  check(): Promise<void>;
}

/**
 * An engine breaks a law.
 *
 * @category Laws
 */
export class LawError extends Error {
  /** Name of the error class. */
  override readonly name = "LawError";
}

/** Whom a law is about: an engine with one of its methods. */
export interface Subject {
  /** The engine that has to obey. */
  readonly engine: Engine;
  /** Name of the method. */
  readonly method: string;
  /** What the method's step is. */
  readonly scheme: Scheme;
  /** A time step at which the method is stable and the network active [ms]. */
  readonly dt: number;
  /** A simulation with the method, at dt unless other options are given. */
  create(network: Network, options?: Partial<SimulationOptions>): Promise<Simulation>;
}

/** An engine with one of its methods. */
export function subjectOf(engine: Engine, method: string): Subject {
  const scheme = schemeOf(method);
  // Explicit Runge–Kutta methods, and those of which nothing is known, are only asked for what they can do.
  const dt = scheme.kind === "other" ? 0.02 : 0.1;
  return {
    engine,
    method,
    scheme,
    dt,
    create: (network, options) => engine.create(network, { dt, method, ...options }),
  };
}

/** A law as the list has it: about any engine. */
export interface GeneralLaw {
  /** What holds. */
  readonly name: string;
  /** What it follows from. */
  readonly source: string;
  /** State variables that its check reads or writes. */
  readonly needs?: readonly StateVariable[];
  /** Whether its check takes seconds. */
  readonly isSlow?: boolean;
  /** Why it says nothing about a subject, or undefined where it does. */
  isSilent?(subject: Subject): string | undefined;
  /** Throws where it does not hold. */
  check(subject: Subject): Promise<void>;
}
