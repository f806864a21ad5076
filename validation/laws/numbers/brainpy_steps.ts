/**
 * An engine against BrainPy's own states: fixtures/brainpy, vectors.json and one_step.json.
 *
 * @module
 */

import oneStep from "../../../fixtures/brainpy/one_step.json" with { type: "json" };
import vectors from "../../../fixtures/brainpy/vectors.json" with { type: "json" };
import { assembleNetwork, type Network } from "../../../model/network.ts";
import type { Simulation } from "../../../model/simulation.ts";
import { cobaHh } from "../../../model/variants.ts";
import { expect, expectNear, expectSame } from "../expectation.ts";
import type { Subject } from "../subject.ts";

const VARIABLES = ["v", "m", "h", "n", "gE", "gI", "spike"] as const;
type Variable = typeof VARIABLES[number];

/** The state after some steps; null is a value that is not finite. */
type After = { readonly steps: number } & { readonly [Name in Variable]: readonly (number | null)[] };
type Before = { readonly [Name in Variable]?: readonly number[] };

/** The methods that BrainPy has. */
export const methodsOfBrainPy: ReadonlySet<string> = new Set(oneStep.methods.map(({ method }) => method));

/**
 * Largest error after some steps: relative for conductances and for values above 1, absolute for others. Float64: the
 * criterion of fixtures/brainpy/README.md; v after 160 steps is in the upstroke, where errors have grown a thousandfold.
 * Float32: what a step may be off by, more after several, and in the upstroke by a twentieth of its 60 mV.
 */
function boundOf({ engine }: Subject, variable: Variable, steps: number, size: number): number {
  const relative = Math.max(1, size);
  if (engine.precision === "float64") return (variable === "v" && steps === 160 ? 2e-12 : 1e-12) * relative;
  if (steps === 160) return variable === "v" ? 3 : 0.02;
  return variable === "v" ? 2e-3 * Math.min(steps, 20) : 4e-6 * Math.min(steps, 20) * relative;
}

/**
 * Beyond this size a method that is unstable has blown up within the step; exponentials of such potentials amplify
 * rounding, and only the order of magnitude is asked of float32.
 */
const BLOWN_UP = { size: 1e4, float64: 1e-10, float32: 0.1 };

function isBlownUp(state: After, i: number): boolean {
  return VARIABLES.some((name) => !(Math.abs(state[name][i] ?? NaN) <= BLOWN_UP.size));
}

function networkOf(
  variant: string,
  sizes: { excitatory: number; inhibitory: number },
  edges: readonly number[][],
): Network {
  const [pre, post] = edges.map((side) => Uint32Array.from(side));
  return assembleNetwork(cobaHh({ variant, populations: sizes }), { pre, post });
}

/** Writes what is given of a state; the rest stays at 0, where these variants have it. */
async function begin(simulation: Simulation, before: Before): Promise<void> {
  const none = new Array(simulation.network.neurons).fill(0);
  for (const name of VARIABLES) await simulation.write(name, Float64Array.from(before[name] ?? none));
}

/** Expects every variable of every neuron to be BrainPy's after each of the listed numbers of steps. */
async function follows(subject: Subject, simulation: Simulation, after: readonly After[]): Promise<void> {
  const { precision } = subject.engine;
  for (const state of after) {
    await simulation.advance(state.steps - simulation.step);
    for (const name of VARIABLES) {
      const values = await simulation.read(name);
      expectSame(values.length, state[name].length, `neurons with ${name}`);
      state[name].forEach((expected, i) => {
        const what = `${name} of neuron ${i} after ${state.steps} steps of ${simulation.dt} ms`;
        if (expected === null) {
          expect(!Number.isFinite(values[i]), () => `${what}: BrainPy's is not finite, received ${values[i]}`);
          return;
        }
        const size = Math.abs(expected);
        const bound = (name === "gE" || name === "gI") && precision === "float64"
          ? 1e-12 * size
          : isBlownUp(state, i)
          ? BLOWN_UP[precision] * Math.max(1, size)
          : boundOf(subject, name, state.steps, size);
        expectNear(values[i], expected, name === "spike" ? 0 : bound, what);
      });
    }
  }
}

const TWO = { excitatory: 1, inhibitory: 1 };
const EACH_OTHER = [[0, 1], [1, 0]];

/** Expects a lone neuron's course into its first spike, a driven neuron's step, and a spike's way to its target. */
export async function singleSteps(subject: Subject): Promise<void> {
  const { dt, single, driven, pair } = vectors;
  const courses = [{ ...single, edges: [[], []] }, ...driven.map((course) => ({ ...course, edges: [[], []] }))];
  for (
    const { variant, before, after, edges } of [...courses, ...pair.map((course) => ({ ...course, edges: EACH_OTHER }))]
  ) {
    await using simulation = await subject.create(networkOf(variant, TWO, edges), { dt });
    await begin(simulation, before);
    await follows(subject, simulation, after);
  }
}

/** Expects BrainPy's states after steps of a network from random states, with the subject's method. */
export async function stepsOfBrainPy(subject: Subject): Promise<void> {
  const sizes = { excitatory: oneStep.excitatory, inhibitory: oneStep.inhibitory };
  const edges = [oneStep.pre, oneStep.post];
  const courses = oneStep.methods.filter(({ method }) => method === subject.method).map(({ variant, dt, after }) => {
    const { before } = oneStep.variants.find((course) => course.variant === variant)!;
    return { variant, dt, before, after };
  });
  if (subject.scheme.kind === "exponential Euler") {
    courses.push(...oneStep.variants.map((course) => ({ ...course, dt: oneStep.dt })));
  }
  for (const { variant, dt, before, after } of courses) {
    await using simulation = await subject.create(networkOf(variant, sizes, edges), { dt });
    await begin(simulation, before);
    await follows(subject, simulation, after);
  }
}
