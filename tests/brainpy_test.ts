/** The reference engine against BrainPy's own numbers; see fixtures/brainpy/README.md. */

import { assert, assertEquals } from "@std/assert";
import {
  alphaH,
  alphaM,
  alphaN,
  assembleNetwork,
  betaH,
  betaM,
  betaN,
  buildNetwork,
  cobaHh,
  type Network,
  type Simulation,
} from "../model/mod.ts";
import { isStaggered } from "../model/staggering.ts";
import { referenceEngine } from "../reference/engine.ts";
import { assertSameNetwork, assertSameSpikes, readFixture, type SpikeFixture, spikesOf } from "./spike_fixture.ts";

/**
 * Largest error from a common state, relative for conductances and for values above 1, absolute for others. BrainPy
 * computes (eᶻ - 1) / z plainly, which loses up to 4e-14 of it to cancellation, and fuses multiplications with additions.
 */
const ROUNDING = 1e-12;

/** The same for v after 160 steps, in the upstroke, where rounding has grown a thousandfold: 9e-12 mV at 10 mV. */
const UPSTROKE = 2e-12;

/**
 * Runge–Kutta methods that are unstable leave values beyond `size` in a neuron within the one step. There exponentials of
 * the stages' voltages, thousands of mV, amplify rounding by their exponents: the worst relative error is 5e-12.
 */
const BLOWN_UP = { size: 1e4, tolerance: 1e-10 };

const VARIABLES = ["v", "m", "h", "n", "gE", "gI", "spike"] as const;
type Variable = typeof VARIABLES[number];

/** The state after some steps; null is a value that is not finite. */
type After = { readonly steps: number } & { readonly [Name in Variable]: readonly (number | null)[] };
type Before = { readonly [Name in Variable]?: readonly number[] };

interface Course {
  readonly variant: string;
  readonly before: Before;
  readonly after: readonly After[];
}

interface Vectors {
  readonly dt: number;
  readonly single: Course;
  readonly driven: readonly (Course & { readonly inForce: { readonly gE: number; readonly gI: number } })[];
  readonly pair: readonly Course[];
  readonly outDegrees: Readonly<Record<"scale" | "excitatory" | "inhibitory" | "all", number[]>>;
  readonly rates: Readonly<Record<"v" | "alphaM" | "betaM" | "alphaH" | "betaH" | "alphaN" | "betaN", number[]>>;
}

interface OneStep {
  readonly dt: number;
  readonly excitatory: number;
  readonly inhibitory: number;
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly variants: readonly Course[];
  readonly methods: readonly (Omit<Course, "before"> & { readonly method: string; readonly dt: number })[];
}

interface Rasters {
  readonly dt: number;
  readonly runs: readonly (SpikeFixture & { readonly variant: string; readonly seed: number })[];
}

const folder = new URL("../fixtures/brainpy/", import.meta.url);
const vectors: Vectors = JSON.parse(Deno.readTextFileSync(new URL("vectors.json", folder)));
const oneStep: OneStep = JSON.parse(Deno.readTextFileSync(new URL("one_step.json", folder)));
const rasters = await readFixture<Rasters>(new URL("raster.json.gz", folder));

/** A network of the variant with these sizes and edges. */
function small(
  variant: string,
  sizes: { excitatory: number; inhibitory: number },
  edges: readonly number[][],
): Network {
  const [pre, post] = edges.map((side) => Uint32Array.from(side));
  return assembleNetwork(cobaHh({ variant, populations: sizes }), { pre, post });
}

/** Writes what is given of a state; the rest stays at 0, where the network's variant has it. */
async function begin(simulation: Simulation, before: Before): Promise<void> {
  for (const name of VARIABLES) {
    const values = before[name];
    if (values !== undefined) await simulation.write(name, Float64Array.from(values));
  }
}

function assertNear(actual: number, expected: number | null, tolerance: number, what: string): void {
  if (expected === null) {
    assert(!Number.isFinite(actual), `${what}: BrainPy is not finite, the engine has ${actual}`);
    return;
  }
  const error = Math.abs(actual - expected);
  assert(error <= tolerance, `${what}: BrainPy has ${expected}, the engine ${actual}, off by ${error} > ${tolerance}`);
}

/** Whether BrainPy's neuron i has blown up: a value is not finite, or beyond all bounds. */
function isBlownUp(state: After, i: number): boolean {
  return VARIABLES.some((name) => !(Math.abs(state[name][i] ?? NaN) <= BLOWN_UP.size));
}

/** Advances to each state of BrainPy's, and holds every variable of every neuron against it. */
async function assertFollows(
  simulation: Simulation,
  after: readonly After[],
  bound: (name: Variable, steps: number) => number = () => ROUNDING,
): Promise<void> {
  for (const state of after) {
    await simulation.advance(state.steps - simulation.step);
    for (const name of VARIABLES) {
      const values = await simulation.read(name);
      assertEquals(values.length, state[name].length);
      state[name].forEach((expected, i) => {
        const error = isBlownUp(state, i) ? BLOWN_UP.tolerance : bound(name, state.steps);
        const size = Math.abs(expected ?? 0);
        const tolerance = name === "spike"
          ? 0
          : name === "gE" || name === "gI"
          ? error * size
          : error * Math.max(1, size);
        assertNear(values[i], expected, tolerance, `${name} of neuron ${i} after step ${state.steps - 1}`);
      });
    }
  }
}

const TWO = { excitatory: 1, inhibitory: 1 };
const NO_EDGES = [[], []];
const EACH_OTHER = [[0, 1], [1, 0]];

Deno.test("the rates of the gates are those of BrainPy's channels", () => {
  const { v, ...expected } = vectors.rates;
  const { vT } = cobaHh().parameters;
  for (const [name, rate] of Object.entries({ alphaM, betaM, alphaH, betaH, alphaN, betaN })) {
    const values = expected[name as keyof typeof expected];
    v.forEach((v, k) => assertNear(rate(v - vT), values[k], ROUNDING * values[k], `${name} at ${v} mV`));
  }
});

Deno.test("a lone neuron takes BrainPy's course from -60 mV into its first spike", async () => {
  const { variant, before, after } = vectors.single;
  await using simulation = await referenceEngine.create(small(variant, TWO, NO_EDGES), vectors);
  await begin(simulation, before);
  await assertFollows(simulation, after, (name, steps) => name === "v" && steps === 160 ? UPSTROKE : ROUNDING);
});

for (const { variant, inForce, before, after } of vectors.driven) {
  // The state holds the conductance before its decay, so g e^(dt / τ) is written where g is to act: exact to 2 ulp.
  Deno.test(`conductances in force move v as in BrainPy (${variant})`, async () => {
    await using simulation = await referenceEngine.create(small(variant, TWO, NO_EDGES), vectors);
    await begin(simulation, before);
    await assertFollows(simulation, after);
    for (const g of ["gE", "gI"] as const) {
      const [value] = await simulation.read(g);
      assertNear(value, inForce[g], ROUNDING * inForce[g], g);
    }
  });
}

for (const { variant, before, after } of vectors.pair) {
  Deno.test(`a spike reaches its target one step later and as strong as in BrainPy (${variant})`, async () => {
    await using simulation = await referenceEngine.create(small(variant, TWO, EACH_OTHER), vectors);
    await begin(simulation, before);
    await assertFollows(simulation, after);
  });
}

const edges = [oneStep.pre, oneStep.post].map((side) => [...side]);
const sizes = { excitatory: oneStep.excitatory, inhibitory: oneStep.inhibitory };

for (const { variant, before, after } of oneStep.variants) {
  Deno.test(`from any state, one step and three are BrainPy's (${variant})`, async () => {
    await using simulation = await referenceEngine.create(small(variant, sizes, edges), oneStep);
    await begin(simulation, before);
    await assertFollows(simulation, after);
  });
}

Deno.test("the engine has the methods of BrainPy, by the same names, besides the staggered ones", () => {
  const ofBrainPy = referenceEngine.methods.filter((name) => !isStaggered(name));
  assertEquals(ofBrainPy.sort(), [...new Set(oneStep.methods.map(({ method }) => method))].sort());
});

for (const { variant, method, dt, after } of oneStep.methods) {
  Deno.test(`from any state, a step of ${method} is BrainPy's (dt ${dt} ms)`, async () => {
    await using simulation = await referenceEngine.create(small(variant, sizes, edges), { dt, method });
    await begin(simulation, oneStep.variants.find((course) => course.variant === variant)!.before);
    await assertFollows(simulation, after);
  });
}

vectors.outDegrees.scale.forEach((scale, k) => {
  const { excitatory, inhibitory, all } = vectors.outDegrees;
  for (const variant of ["seed-1", "seed-2", "seed-3"]) {
    Deno.test(`every neuron has as many targets as BrainPy's FixedProb gives it (${variant}, scale ${scale})`, () => {
      const network = buildNetwork(cobaHh({ variant, scale }));
      for (let i = 0; i < network.neurons; i++) {
        const targets = Array.from(network.connectivity.targets(i));
        const onto = targets.filter((j) => j < network.excitatory).length;
        const degrees = variant === "seed-1" ? [onto, targets.length - onto] : [targets.length];
        assertEquals(degrees, variant === "seed-1" ? [excitatory[k], inhibitory[k]] : [all[k]], `neuron ${i}`);
        assertEquals(new Set(targets).size, targets.length, `neuron ${i} has a target twice`);
      }
    });
  }
});

for (const run of rasters.runs) {
  const { variant, seed, steps } = run;
  Deno.test(`every spike of ${steps} steps is BrainPy's (${variant}, seed ${seed})`, async () => {
    const network = buildNetwork(cobaHh({ variant, seed }));
    await assertSameNetwork(network, ["v"], run.network, "raster.json.gz");
    const expected = await spikesOf(run);
    await using simulation = await referenceEngine.create(network, rasters);
    assertSameSpikes(await simulation.advance(steps), expected, "BrainPy");
  });
}
