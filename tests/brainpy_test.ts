/** The reference engine against BrainPy's own numbers; see fixtures/brainpy/README.md. */

import { assertEquals, assertLessOrEqual } from "@std/assert";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, buildNetwork, cobaHh } from "../model/mod.ts";
import { isStaggered } from "../model/staggering.ts";
import { referenceEngine } from "../reference/engine.ts";
import { methodsOfBrainPy, singleSteps, stepsOfBrainPy } from "../validation/fixtures/brainpy_steps.ts";
import { subjectOf } from "../validation/law.ts";
import { assertSameNetwork, assertSameSpikes, readFixture, type SpikeFixture, spikesOf } from "./spike_fixture.ts";

/** Largest relative error of a rate: BrainPy computes (eᶻ - 1) / z plainly, which loses up to 4e-14 to cancellation. */
const ROUNDING = 1e-12;

interface Vectors {
  readonly outDegrees: Readonly<Record<"scale" | "excitatory" | "inhibitory" | "all", number[]>>;
  readonly rates: Readonly<Record<"v" | "alphaM" | "betaM" | "alphaH" | "betaH" | "alphaN" | "betaN", number[]>>;
}

interface Rasters {
  readonly dt: number;
  readonly runs: readonly (SpikeFixture & { readonly variant: string; readonly seed: number })[];
}

const folder = new URL("../fixtures/brainpy/", import.meta.url);
const vectors: Vectors = JSON.parse(Deno.readTextFileSync(new URL("vectors.json", folder)));
const rasters = await readFixture<Rasters>(new URL("raster.json.gz", folder));

Deno.test("the rates of the gates are those of BrainPy's channels", () => {
  const { v, ...expected } = vectors.rates;
  const { vT } = cobaHh().parameters;
  for (const [name, rate] of Object.entries({ alphaM, betaM, alphaH, betaH, alphaN, betaN })) {
    const values = expected[name as keyof typeof expected];
    v.forEach((v, k) => {
      const error = Math.abs(rate(v - vT) / values[k] - 1);
      assertLessOrEqual(error, ROUNDING, `${name} at ${v} mV: BrainPy has ${values[k]}, the model ${rate(v - vT)}`);
    });
  }
});

// What single neurons, pairs and steps of a network are held to, and how closely, is the law's.
Deno.test("a neuron, a driven neuron and a pair take BrainPy's courses", () =>
  singleSteps(subjectOf(referenceEngine, "exp_auto")));

Deno.test("the engine has the methods of BrainPy, by the same names, besides the staggered ones", () => {
  const ofBrainPy = referenceEngine.methods.filter((name) => !isStaggered(name));
  assertEquals(ofBrainPy.sort(), [...methodsOfBrainPy].sort());
});

for (const method of methodsOfBrainPy) {
  Deno.test(`from any state, steps of ${method} are BrainPy's`, () =>
    stepsOfBrainPy(subjectOf(referenceEngine, method)));
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
