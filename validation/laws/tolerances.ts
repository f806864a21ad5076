/**
 * Tolerances: the distance from exact arithmetic that an engine's precision allows.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";

/** A bound for each precision of an engine's state. */
export type Bound = Readonly<Record<Engine["precision"], number>>;

/** Largest errors that are no mistake. */
export interface Tolerances {
  /** Rounding of one conductance over a few hundred steps, relative. */
  readonly conductance: number;
  /** Rounding of the sum of thousands of conductances, relative. */
  readonly sum: number;
  /** Error of a gate after one step; float32 engines may read rates from tables. */
  readonly gate: number;
  /** Error of v after one step [mV], also where a frozen synaptic current moves it by 100 mV. */
  readonly v: number;
  /** How much closer to 0 than its true value a conductance may be [nS]: a floor instead of denormal numbers. */
  readonly floor: number;
}

const tolerances: Readonly<Record<Engine["precision"], Tolerances>> = {
  float64: { conductance: 1e-12, sum: 1e-12, gate: 1e-13, v: 1e-10, floor: 0 },
  float32: { conductance: 2e-5, sum: 1e-5, gate: 4e-6, v: 2e-3, floor: 1e-18 },
};

/** The tolerances for an engine. */
export function tolerancesOf({ precision, accuracy = 0 }: Engine): Tolerances {
  const { conductance, sum, gate, v, floor } = tolerances[precision];
  return {
    conductance: Math.max(conductance, accuracy),
    sum: Math.max(sum, accuracy),
    gate: Math.max(gate, accuracy),
    v: Math.max(v, 100 * accuracy), // potentials are of the order of 100 mV
    floor,
  };
}
