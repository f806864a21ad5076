/**
 * Prices of the methods and time steps of a convergence study.
 *
 * @module
 */

import { cpuUsage } from "node:process";
import type { Simulation } from "../../mod.ts";
import type { ConvergencePlan } from "./plan.ts";
import { networkOf } from "./run.ts";

/** A price of a method at a time step. */
export interface Price {
  /** Integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Processor time per simulated second [s]. */
  readonly price: number;
}

/** Simulated time of each turn [ms], and before the first. */
const TURN = 50;

/** Turns of each. */
const TURNS = 5;

/**
 * The prices of the contenders: processor time per simulated second of an active network on one thread. They take turns,
 * and the cheapest counts: whatever else the machine does makes a turn dearer, never cheaper. On a machine that is idle
 * otherwise processor time is wall time; on a busy one, wall time says more about the others.
 */
export async function pricesOf(
  { spec, contenders }: ConvergencePlan,
  onProgress: (fraction: number) => void,
): Promise<Price[]> {
  const simulations: Simulation[] = [], least = contenders.map(() => Infinity);
  try {
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const [k, { method, dt, engine }] of contenders.entries()) {
        const steps = Math.max(1, Math.round(TURN / dt));
        simulations[k] ??= await engine.create(networkOf(spec, { method, seed: spec.seed }), { dt, method });
        const before = cpuUsage();
        await simulations[k].advance(steps);
        const { user, system } = cpuUsage(before); // µs
        if (turn > 0) least[k] = Math.min(least[k], (user + system) / 1000 / (steps * dt));
        onProgress((turn * contenders.length + k + 1) / ((TURNS + 1) * contenders.length));
      }
    }
  } finally {
    for (const simulation of simulations) await simulation[Symbol.asyncDispose]();
  }
  return contenders.map(({ method, dt }, k) => ({ method, dt, price: least[k] }));
}
