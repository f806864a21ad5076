/**
 * Cells that prescribed input events drive, against fixtures/single-neuron/driven.json: conductances of the size that they
 * have in the network, without its chaos. Also what the order of a method is measured with.
 *
 * @module
 */

import driven from "../../../fixtures/single-neuron/driven.json" with { type: "json" };
import type { Engine, SimulationOptions } from "../../../model/simulation.ts";
import { loneNeurons } from "../cells.ts";
import { expectAtMost, expectNear, expectSame } from "../expectation.ts";
import type { Bound } from "../tolerances.ts";
import { crossingTime } from "./crossing_time.ts";

/** Results of the cells. */
export interface DrivenCourse {
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps in which each cell crossed the threshold upwards. */
  readonly steps: readonly (readonly number[])[];
  /** When it did [ms]: v between two events is taken to be cubic. */
  readonly times: readonly (readonly number[])[];
  /** v of each cell at each sample [mV]. */
  readonly v: readonly (readonly number[])[];
}

/** Errors of a course against the exact solution. */
export interface DrivenErrors {
  /** Largest difference of the number of spikes of a cell. */
  readonly counts: number;
  /** Median error of a spike [ms], over the cells with the right number of spikes. */
  readonly spike: number;
  /**
   * Rms error of v [mV] over the samples at which the exact v is below -52 mV, without the worst tenth of them: those
   * next to a spike, which measure how far it is displaced.
   */
  readonly v: number;
}

/** Simulates the cells; events lie on a grid of 0.2 ms, of which the time step has to be a part. */
export async function driveCells(engine: Engine, options: SimulationOptions): Promise<DrivenCourse> {
  const { cells, grid, sample, threshold, wE, wI } = driven;
  const { dt } = options;
  const each = Math.round(grid / dt), perSample = Math.round(sample / dt);
  // What is written to a conductance before a step acts in it at full weight, and then decays.
  const network = loneNeurons(cells.length, {
    variant: "brian2",
    spike: { rule: "crossing", threshold, refractory: 0 },
  });
  await using simulation = await engine.create(network, options);
  await simulation.write("v", Float64Array.from(cells, ({ start }) => start));
  for (const variable of ["m", "h", "n", "gE", "gI"] as const) {
    await simulation.write(variable, new Float64Array(cells.length));
  }
  const steps: number[][] = cells.map(() => []), times: number[][] = cells.map(() => []);
  const samples: number[][] = cells.map(() => []);
  // v since the last events: at an event it has a kink.
  let smooth = [await simulation.read("v")];
  for (let k = 0, end = cells[0].excitatory.length * each; k < end; k++) {
    if (k % each === 0) {
      const gE = await simulation.read("gE"), gI = await simulation.read("gI");
      await simulation.write("gE", gE.map((g, i) => g + wE * Number(cells[i].excitatory[k / each])));
      await simulation.write("gI", gI.map((g, i) => g + wI * Number(cells[i].inhibitory[k / each])));
    }
    await simulation.advance(1);
    const v = await simulation.read("v");
    smooth.push(v);
    if ((k + 1) % perSample === 0) v.forEach((v, i) => samples[i].push(v));
    if ((k + 1) % each !== 0) continue;
    cells.forEach((_, i) => {
      const course = smooth.map((v) => v[i]);
      for (let j = 0; j < each; j++) {
        if (!(course[j] < threshold && course[j + 1] >= threshold)) continue;
        steps[i].push(k + 1 - each + j);
        times[i].push((k + 1 - each + crossingTime(course, j, threshold)) * dt);
      }
    });
    smooth = [v];
  }
  return { dt, steps, times, v: samples };
}

/** Errors of a course against the tight adaptive solution. */
export function drivenErrors(course: DrivenCourse): DrivenErrors {
  const counts = driven.cells.map(({ spikes }, i) => Math.abs(course.times[i].length - spikes.length));
  const spikes = driven.cells.flatMap(({ spikes }, i) =>
    counts[i] === 0 ? spikes.map((time, k) => Math.abs(course.times[i][k] - time)) : []
  ).sort((a, b) => a - b);
  const squares = driven.cells.flatMap(({ v }, i) => v.flatMap((v, k) => v < -52 ? [(course.v[i][k] - v) ** 2] : []))
    .sort((a, b) => a - b);
  const kept = squares.slice(0, Math.floor(0.9 * squares.length));
  return {
    counts: Math.max(...counts),
    spike: spikes.length > 0 ? spikes[Math.floor(spikes.length / 2)] : NaN,
    v: Math.sqrt(kept.reduce((sum, square) => sum + square, 0) / kept.length),
  };
}

/** Requirement on a method at a time step [ms]: twice the errors seen. */
interface Accuracy {
  readonly dt: number;
  /** Largest difference of the number of spikes of a cell, of 9 to 25. */
  readonly counts: number;
  /** Largest median error of a spike [ms]. */
  readonly spike: number;
  /** Largest rms error of v, as in DrivenErrors [mV]. */
  readonly v: number;
}

/** Methods that are held to the exact solution, and how closely. */
export const DRIVEN: Readonly<Record<string, Accuracy>> = {
  exp_auto: { dt: 0.025, counts: 1, spike: 0.24, v: 0.03 },
  implicit_euler: { dt: 0.025, counts: 1, spike: 0.066, v: 0.04 },
  adaptive_rkf45: { dt: 0.05, counts: 0, spike: 2.3e-3, v: 6e-6 },
  rk4: { dt: 0.05, counts: 0, spike: 2.3e-3, v: 6e-6 },
  staggered: { dt: 0.025, counts: 0, spike: 0.012, v: 3.2e-4 },
  substepped: { dt: 0.025, counts: 0, spike: 2.4e-3, v: 3.2e-4 },
  substepped_interpolated: { dt: 0.025, counts: 0, spike: 2.4e-3, v: 3.2e-4 },
};

/** Additional tolerance of float32: ten times what it differs by from exponential Euler's median sample. */
const FLOAT32 = { spike: 2e-3, v: 1e-4 };

/** Steps by which a spike may miss exponential Euler's own at 0.1 ms. Float32: none seen. */
export const EULER_SPIKES: Bound = { float64: 0, float32: 1 };

/** Largest difference of v from exponential Euler's own [mV]. The fixture has 8 decimals; float32: 4e-3 seen. */
export const EULER_POTENTIAL: Bound = { float64: 1e-8, float32: 0.05 };

/** Requires the driven cells' exact spikes and potentials, by every method of the engine that DRIVEN lists. */
export async function drivenCells(engine: Engine): Promise<void> {
  for (const [method, accuracy] of Object.entries(DRIVEN)) {
    if (!engine.methods.includes(method)) continue;
    const { dt } = accuracy;
    const { counts, spike, v } = drivenErrors(await driveCells(engine, { dt, method }));
    const extra = engine.precision === "float32" ? FLOAT32 : { spike: 0, v: 0 };
    expectAtMost(counts, accuracy.counts, `difference of a number of spikes by ${method} at dt ${dt} ms`);
    expectAtMost(spike, accuracy.spike + extra.spike, `median error of a spike [ms] by ${method} at dt ${dt} ms`);
    expectAtMost(v, accuracy.v + extra.v, `rms error of v [mV] by ${method} at dt ${dt} ms`);
  }
}

/** Requires exponential Euler's own spikes and potentials of the driven cells at 0.1 ms. */
export async function eulerDrivenCells(engine: Engine): Promise<void> {
  const course = await driveCells(engine, { dt: driven.cells[0].exponentialEuler.dt });
  driven.cells.forEach(({ exponentialEuler: { steps, v } }, i) => {
    expectSame(course.steps[i].length, steps.length, `spikes of driven cell ${i}`);
    steps.forEach((step, k) =>
      expectNear(course.steps[i][k], step, EULER_SPIKES[engine.precision], `step of spike ${k} of driven cell ${i}`)
    );
    v.forEach((v, k) => {
      const time = (k + 1) * driven.sample;
      expectNear(course.v[i][k], v, EULER_POTENTIAL[engine.precision], `v of driven cell ${i} at ${time} ms`);
    });
  });
}
