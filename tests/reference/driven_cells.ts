/**
 * Cells driven by prescribed input, by any method at any time step: what the tests of convergence look at.
 *
 * @module
 */

import { type Network, quantiles, referenceEngine, type Simulation } from "../../mod.ts";

import { loneNeurons } from "../engines/kit.ts";

/** What a cell does. */
export interface Course {
  /** v at every multiple of the sampling time [mV]. */
  readonly v: readonly number[];
  /** Times at which v passes the threshold from below [ms]. */
  readonly spikes: readonly number[];
}

/** A cell's start and input, and its course as scipy has it. */
export interface DrivenCell extends Course {
  /** v at time 0 [mV]; gates and conductances are 0. */
  readonly start: number;
  /** Excitatory events at each multiple of the grid, a digit each. */
  readonly excitatory: string;
  /** Inhibitory events. */
  readonly inhibitory: string;
}

/** The fixture. */
export interface Driven {
  readonly grid: number;
  readonly sample: number;
  readonly threshold: number;
  readonly wE: number;
  readonly wI: number;
  readonly cells: readonly DrivenCell[];
}

/** Cells without synapses, whose conductances act as the equations say: jump, and decay; the current follows v. */
export function freeCells(count: number): Network {
  return loneNeurons(count, { synapses: { order: "add-use-decay", current: "linear" } });
}

/** Watches some neurons' v over single steps: crossings by linear interpolation, and samples. */
export class Watch {
  readonly courses: readonly { readonly v: number[]; readonly spikes: number[] }[];
  #before: Float64Array;
  readonly #threshold: number;
  readonly #neurons: Uint32Array;

  constructor(v: Float64Array, threshold: number) {
    this.courses = Array.from(v, () => ({ v: [], spikes: [] }));
    this.#before = v;
    this.#threshold = threshold;
    this.#neurons = Uint32Array.from(v.keys());
  }

  /** Advances one step; keeps v where the step ends at a sampling time. */
  async advance(simulation: Simulation, isSampled: boolean): Promise<void> {
    await simulation.advance(1);
    const after = await simulation.read("v", this.#neurons), threshold = this.#threshold;
    after.forEach((v, i) => {
      const before = this.#before[i], { v: samples, spikes } = this.courses[i];
      if (before < threshold && v >= threshold) {
        spikes.push((simulation.step - (v - threshold) / (v - before)) * simulation.dt);
      }
      if (isSampled) samples.push(v);
    });
    this.#before = after;
  }
}

/** The cells of the fixture by a method of the reference engine. */
export async function drive(driven: Driven, method: string, dt: number): Promise<readonly Course[]> {
  const { grid, sample, threshold, cells } = driven;
  await using simulation = await referenceEngine.create(freeCells(cells.length), { dt, method });
  const start = Float64Array.from(cells, ({ start }) => start);
  await simulation.write("v", start);
  const watch = new Watch(start, threshold);
  const each = Math.round(grid / dt), sampled = Math.round(sample / dt);
  for (let k = 0; k < cells[0].excitatory.length; k++) {
    for (const [g, name, weight] of [["gE", "excitatory", driven.wE], ["gI", "inhibitory", driven.wI]] as const) {
      await simulation.write(g, (await simulation.read(g)).map((g, i) => g + weight * Number(cells[i][name][k])));
    }
    for (let s = 0; s < each; s++) await watch.advance(simulation, (simulation.step + 1) % sampled === 0);
  }
  return watch.courses;
}

/** Above this potential [mV] a sample lies in a spike, where an error of its time is one of v. */
const QUIET = -52;

/** The share of the samples that counts: the others are next to a spike that is late. */
const KEPT = 0.9;

/** Root of the mean square of the errors of v at quiet samples, the largest tenth left out [mV]. */
export function potentialError(courses: readonly Course[], exact: readonly Course[]): number {
  const squares = exact.flatMap(({ v }, i) => v.flatMap((v, k) => v < QUIET ? [(courses[i].v[k] - v) ** 2] : []));
  const kept = squares.sort((a, b) => a - b).slice(0, Math.floor(KEPT * squares.length));
  return Math.sqrt(kept.reduce((sum, square) => sum + square, 0) / kept.length);
}

/** A spike is the same one where it is less than this away [ms]. */
const SAME = 2;

/** Median distance of the exact spikes from those of the courses [ms], over the spikes that are the same. */
export function spikeError(courses: readonly Course[], exact: readonly Course[]): number {
  const distances = exact.flatMap(({ spikes }, i) =>
    spikes.map((time) => Math.min(...courses[i].spikes.map((other) => Math.abs(other - time))))
  );
  return quantiles(distances.filter((distance) => distance < SAME), [0.5])[0];
}
