/**
 * The gates of an engine against fixtures/kinetics: rates, steady states and time constants by mpmath.
 *
 * An engine shows its rates through one step: at fixed v, a gate that exponential Euler takes from x goes to
 * x∞ + (x - x∞) e^(-dt / τ), so steps from 0 and from 1 give both x∞ and τ.
 *
 * @module
 */

import kinetics from "../../../fixtures/kinetics/kinetics.json" with { type: "json" };
import type { Engine } from "../../../model/simulation.ts";
import { loneNeurons } from "../cells.ts";
import { expectNear } from "../expectation.ts";
import type { Bound } from "../tolerances.ts";

/**
 * Largest error of a gate after one step of 0.1 ms [1]. Float64: rates are right to 7e-15, and the step's own roundings are
 * few (seen: 2e-16). Float32: tables as those of engine/gate_table.ts are allowed, which state 2e-6.
 */
export const GATE_ERROR: Bound = { float64: 1e-15, float32: 2e-6 };

/** Time step [ms]. */
const DT = 0.1;

/** Requires the fixture's relaxation of m, h and n at every potential from -120 to 80 mV, singularities included. */
export async function gateKinetics(engine: Engine): Promise<void> {
  const { v, steadyStates, timeConstants } = kinetics;
  const bound = GATE_ERROR[engine.precision];
  for (const start of [0, 1]) {
    await using simulation = await engine.create(loneNeurons(v.length), { dt: DT });
    await simulation.write("v", Float64Array.from(v));
    for (const gate of ["m", "h", "n"] as const) {
      await simulation.write(gate, new Float64Array(v.length).fill(start));
    }
    await simulation.advance(1);
    for (const gate of ["m", "h", "n"] as const) {
      const values = await simulation.read(gate);
      v.forEach((v, k) => {
        const steady = Number(steadyStates[gate][k]);
        const expected = steady + (start - steady) * Math.exp(-DT / Number(timeConstants[gate][k]));
        expectNear(values[k], expected, bound, `${gate} one step of ${DT} ms after ${start}, at ${v} mV`);
      });
    }
  }
}
