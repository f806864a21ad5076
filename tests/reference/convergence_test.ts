/** Order of convergence of driven cells: against scipy's solutions (fixtures/single-neuron), and with input between steps. */

import { assert, assertAlmostEquals } from "@std/assert";
import { referenceEngine } from "../../mod.ts";
import { driveCells, type DrivenErrors, drivenErrors } from "../../validation/laws/numbers/driven.ts";
import { driveLate, quietError } from "./late_events.ts";

async function errors(method: string, dt: number): Promise<DrivenErrors> {
  return drivenErrors(await driveCells(referenceEngine, { method, dt }));
}

/** Observed orders differ from the theory's by terms of higher order in dt, and of spikes by the chance of few. */
const ORDER_TOLERANCE = 0.2;

/** The exponent p of error ∝ dt^p between two time steps. */
function order(coarse: number, fine: number, ratio: number): number {
  return Math.log(coarse / fine) / Math.log(ratio);
}

/** Two time steps [ms]. */
const STEPS = [0.05, 0.0125] as const;

/** Those of rk4: at 0.05 ms, terms of higher order are a quarter of the error of its spikes. */
const FINER_STEPS = [0.025, 0.0125] as const;

const theory = [
  { method: "exp_auto", expected: 1, steps: STEPS },
  { method: "staggered", expected: 2, steps: STEPS },
  { method: "substepped", expected: 2, steps: STEPS },
  { method: "substepped_interpolated", expected: 2, steps: STEPS },
  { method: "rk4", expected: 4, steps: FINER_STEPS },
] as const;

for (const { method, expected, steps } of theory) {
  Deno.test(`${method}: v of driven cells and the times of their spikes converge with order ${expected}`, async () => {
    const [coarse, fine] = [await errors(method, steps[0]), await errors(method, steps[1])];
    const ratio = steps[0] / steps[1];
    assertAlmostEquals(order(coarse.v, fine.v, ratio), expected, ORDER_TOLERANCE, "order of v");
    assertAlmostEquals(order(coarse.spike, fine.spike, ratio), expected, ORDER_TOLERANCE, "order of spike times");
  });
}

/** How much closer to scipy's the spikes are at 0.1 ms: measured 5.2 and 3.7 times. */
const CLOSER = { thanExponentialEuler: 4, thanStaggered: 2 };

Deno.test("at 0.1 ms staggered spikes are closer to scipy's than exponential Euler's, sub-stepped ones closer still", async () => {
  const [first, staggered, substepped] = [
    await errors("exp_auto", 0.1),
    await errors("staggered", 0.1),
    await errors("substepped", 0.1),
  ].map(({ spike }) => spike);
  assert(first > CLOSER.thanExponentialEuler * staggered, `${first} ms against ${staggered} ms`);
  assert(staggered > CLOSER.thanStaggered * substepped, `${staggered} ms against ${substepped} ms`);
});

/** Orders that tell whether spikes are delivered where they are, or at the end of their step: measured 2.2 and 1.1. */
const LATE = { interpolated: 1.8, quantised: 1.5 };

Deno.test("with input between the steps, the interpolated method keeps its second order, and no other does", async () => {
  const exact = await driveLate("rk4", 0.005);
  const observed = async (method: string) => {
    const [coarse, fine] = [await driveLate(method, 0.1), await driveLate(method, 0.025)];
    return order(quietError(coarse, exact), quietError(fine, exact), 4);
  };
  const interpolated = await observed("substepped_interpolated");
  assert(interpolated > LATE.interpolated, `interpolated: order ${interpolated}`);
  for (const method of ["exp_auto", "staggered", "substepped"]) {
    const quantised = await observed(method);
    assert(quantised < LATE.quantised, `${method}: order ${quantised}`);
  }
});
