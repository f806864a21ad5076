/**
 * Spike times of a single neuron, against fixtures/single-neuron: tonic firing and f–I curve, by a tight adaptive solver and by
 * exponential Euler itself.
 *
 * @module
 */

import singleNeuron from "../../../fixtures/single-neuron/single_neuron.json" with { type: "json" };
import type { Engine } from "../../../model/simulation.ts";
import { loneNeurons } from "../cells.ts";
import { expectAtMost, expectNear, expectSame } from "../expectation.ts";
import { startedAt } from "./beginning.ts";
import type { Bound } from "../tolerances.ts";

/** Requirement on a method at a time step. */
export interface Accuracy {
  /** Time step [ms], small for the method. */
  readonly dt: number;
  /** Largest error of any spike in 1 s of tonic firing [ms]; errors of the period add up to it. */
  readonly spike: number;
}

/**
 * Methods that are held to the exact solution, and how closely: about twice the errors seen, but for exponential Euler, whose
 * error is known (3.9 ms): the period is 0.4 % too long at 0.01 ms.
 */
export const ACCURACY: Readonly<Record<string, Accuracy>> = {
  exp_auto: { dt: 0.01, spike: 4 },
  implicit_euler: { dt: 0.01, spike: 0.7 },
  adaptive_rkf45: { dt: 0.1, spike: 1e-4 },
  rk4: { dt: 0.02, spike: 1e-3 },
  rkdp: { dt: 0.02, spike: 1e-4 },
  staggered: { dt: 0.01, spike: 0.06 },
  substepped: { dt: 0.01, spike: 0.02 },
  substepped_interpolated: { dt: 0.01, spike: 0.02 },
};

/** Additional tolerance of float32 [ms]: it shifts the 14 spikes of 1 s by 0.02 ms. */
const FLOAT32_SPIKE = 0.05;

/** Steps by which a spike may miss exponential Euler's own within 1 s. Float32: 2 at dt 0.01 ms, 1 at larger ones. */
export const EULER_SPIKES: Bound = { float64: 0, float32: 2 };

/** Largest relative difference from exponential Euler's own rates. Float32: a step or two in 1 s. */
export const EULER_RATES: Bound = { float64: 1e-12, float32: 5e-4 };

/**
 * Largest relative error of the rate that exponential Euler has in the limit: twice that at 0.01 ms less that at 0.02 ms.
 * The error that remains is of second order, with the counting of whole steps.
 */
export const EXTRAPOLATED_RATES = 3e-3;

/** Duration of firing [ms]. */
const DURATION = 1000;

/** Steps in which the cell fires that begins at v with the gates at 0, at a current [pA]. */
async function firing(engine: Engine, v: number, current: number, dt: number, method: string): Promise<number[]> {
  await using simulation = await startedAt(v, engine, loneNeurons(1, { current }), { dt, method });
  return Array.from((await simulation.advance(Math.round(DURATION / dt))).step);
}

/** Rate [Hz] from the intervals after the third spike, as the fixture has it; 0 with fewer than four spikes. */
function rateOf(steps: readonly number[], dt: number): number {
  const last = steps.length - 1;
  return last > 2 ? 1000 * (last - 2) / ((steps[last] - steps[2]) * dt) : 0;
}

/** Time from a moment to the step (k dt, (k + 1) dt] in which it should lie [ms]; 0 if it does. */
function distance(time: number, step: number, dt: number): number {
  return Math.max(0, step * dt - time, time - (step + 1) * dt);
}

/** Requires the spikes of a neuron without input: exponential Euler's own, step by step, at four time steps. */
export async function eulerTonicFiring(engine: Engine): Promise<void> {
  const { v, exponentialEuler } = singleNeuron.tonic;
  for (const { dt, steps } of exponentialEuler) {
    const fired = await firing(engine, v, 0, dt, "exp_auto");
    expectSame(fired.length, steps.length, `spikes in ${DURATION} ms at dt ${dt} ms`);
    steps.forEach((step, k) =>
      expectNear(fired[k], step, EULER_SPIKES[engine.precision], `step of spike ${k} at dt ${dt} ms`)
    );
  }
}

/** Requires the spikes of a neuron without input to be exact, by every method of the engine that ACCURACY lists. */
export async function tonicFiring(engine: Engine): Promise<void> {
  const { v, spikes } = singleNeuron.tonic;
  for (const [method, { dt, spike }] of Object.entries(ACCURACY)) {
    if (!engine.methods.includes(method)) continue;
    const fired = await firing(engine, v, 0, dt, method);
    expectSame(fired.length, spikes.length, `spikes in ${DURATION} ms by ${method}`);
    const bound = spike + (engine.precision === "float32" ? FLOAT32_SPIKE : 0);
    spikes.forEach((time, k) =>
      expectAtMost(distance(time, fired[k], dt), bound, `error [ms] of spike ${k} by ${method} at dt ${dt} ms`)
    );
  }
}

/** Requires the rates at ten currents: exponential Euler's own at four time steps, and by extrapolation the exact ones. */
export async function frequencyCurrentCurve(engine: Engine): Promise<void> {
  const { v, current, rate, exponentialEuler } = singleNeuron.fI;
  for (const [k, current_] of current.entries()) {
    const rates = new Map<number, number>();
    for (const { dt, rate } of exponentialEuler) {
      const actual = rateOf(await firing(engine, v, current_, dt, "exp_auto"), dt);
      const bound = EULER_RATES[engine.precision] * rate[k];
      expectNear(actual, rate[k], bound, `rate [Hz] at ${current_} pA and dt ${dt} ms`);
      rates.set(dt, actual);
    }
    const limit = 2 * rates.get(0.01)! - rates.get(0.02)!;
    expectNear(limit, rate[k], EXTRAPOLATED_RATES * rate[k], `rate [Hz] at ${current_} pA in the limit of dt`);
  }
}
