/**
 * A small network against fixtures/brainpy/course.json: 20 ms of each of the notebook's three implementations as BrainPy
 * computes them in float64, every spike and every variable.
 *
 * @module
 */

import courses from "../../../fixtures/brainpy/course.json" with { type: "json" };
import { assembleNetwork, type Network } from "../../../model/network.ts";
import type { Engine } from "../../../model/simulation.ts";
import { cobaHh } from "../../../model/variants.ts";
import { expectNear, expectSame } from "../expectation.ts";
import type { Bound } from "../tolerances.ts";

/**
 * Largest differences after every millisecond: v [mV], gates [1], conductances relative to one spike's. Float64: rounding,
 * which upstrokes amplify (seen: 7e-12 mV). Float32: an upstroke of up to 950 mV/ms that comes 1e-4 ms early or late (seen: 0.024
 * mV, gates 2e-4).
 */
export const COURSE_ERROR: { readonly v: Bound; readonly gates: Bound; readonly conductances: Bound } = {
  v: { float64: 1e-10, float32: 0.1 },
  gates: { float64: 1e-11, float32: 1e-3 },
  conductances: { float64: 1e-12, float32: 1e-5 },
};

type Course = typeof courses.variants[number];

function network({ variant, before }: Course): Network {
  const { excitatory, inhibitory, pre, post } = courses;
  const { v, gE, gI } = before;
  return assembleNetwork(cobaHh({ variant, populations: { excitatory, inhibitory } }), {
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    state: { v: Float64Array.from(v), gE: Float64Array.from(gE), gI: Float64Array.from(gI) },
  });
}

/** Requires every spike of BrainPy's, in its step, and every variable after every millisecond. */
export async function brainPyCourses(engine: Engine): Promise<void> {
  for (const course of courses.variants) {
    await using simulation = await engine.create(network(course), { dt: courses.dt });
    const fired: (readonly [number, number])[] = [];
    for (const state of course.after) {
      const from = simulation.step;
      const { step, neuron } = await simulation.advance(state.steps - from);
      step.forEach((step, k) => fired.push([step, neuron[k]]));
      for (const variable of ["v", "m", "h", "n", "gE", "gI"] as const) {
        const values = await simulation.read(variable);
        state[variable].forEach((expected, i) => {
          const what = `${variable} of neuron ${i} after ${state.steps} steps of ${course.variant}`;
          expectNear(values[i], expected, boundOf(variable, engine, simulation.network), what);
        });
      }
    }
    const list = (spikes: readonly (readonly [number, number])[]) => spikes.map((spike) => spike.join("/")).join(" ");
    const expected = course.spikes.step.map((step, k) => [step, course.spikes.neuron[k]] as const);
    expectSame(list(fired), list(expected), `spikes (step/neuron) of ${course.variant}`);
  }
}

function boundOf(variable: "v" | "m" | "h" | "n" | "gE" | "gI", { precision }: Engine, { wE, wI }: Network): number {
  const { v, gates, conductances } = COURSE_ERROR;
  if (variable === "v") return v[precision];
  if (variable === "gE") return conductances[precision] * wE;
  return variable === "gI" ? conductances[precision] * wI : gates[precision];
}
