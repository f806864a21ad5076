/**
 * A neuron that rests against fixtures/single-neuron: with a leak reversal potential of -65 mV it is silent.
 *
 * @module
 */

import singleNeuron from "../../../fixtures/single-neuron/single_neuron.json" with { type: "json" };
import type { Engine } from "../../../model/simulation.ts";
import { loneNeurons } from "../cells.ts";
import { expectNear, expectSame } from "../expectation.ts";
import { startedAt, writeEach } from "./beginning.ts";
import type { Bound } from "../tolerances.ts";

/**
 * Largest error of v [mV] after 1 s at rest. The rest is a fixed point of exponential Euler, too. Float32 shifts it by the
 * error of its gates. (NEST allows itself 0.06 mV here, because it begins with other gates.)
 */
export const REST_ERROR: Bound = { float64: 1e-9, float32: 2e-3 };

/** Largest error of v [mV] on the way to rest, at 0.1 ms: exponential Euler's own, of 4e-4 mV. */
export const DRIFT_ERROR = 1e-3;

/** Time step [ms], and time at rest [ms]. */
const DT = 0.1, DURATION = 1000;

/** Requires the cell to stay silent at rest, and to drift to it as it should. */
export async function rest(engine: Engine): Promise<void> {
  const { eL, state, drift } = singleNeuron.rest;
  const network = loneNeurons(1, { parameters: { eL } });
  await using resting = await engine.create(network, { dt: DT });
  await writeEach(resting, { ...state, gE: 0, gI: 0 });
  await using drifting = await startedAt(drift.start, engine, network, { dt: DT });
  expectSame((await resting.advance(Math.round(DURATION / DT))).step.length, 0, "spikes at rest");
  expectNear(
    (await resting.read("v"))[0],
    state.v,
    REST_ERROR[engine.precision],
    `v [mV] after ${DURATION} ms at rest`,
  );
  for (const [k, time] of drift.time.entries()) {
    if (k > 0) {
      const { step } = await drifting.advance(Math.round(time / DT) - drifting.step);
      expectSame(step.length, 0, `spikes until ${time} ms`);
    }
    expectNear((await drifting.read("v"))[0], drift.v[k], DRIFT_ERROR, `v [mV] at ${time} ms on the way to rest`);
  }
}
