/** Scale: population sizes, degrees, probabilities and weights, and the warnings where they are not what was meant. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { buildNetwork, type Network } from "../../model/network.ts";
import { networkWarnings } from "../../model/network_warnings.ts";
import { effectiveProbability, effectiveWeights, fixedDegree, populationSizes } from "../../model/scaling.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { below, columnsOf } from "./networks.ts";

/** Weights are one division of the published ones. */
const QUOTIENT = 1e-15;

/**
 * Degrees with scaling `weights`, as the notebook counts them: trunc(n 0.02) in each population (seed-1), or in both
 * together (seed-2). Source: counts of BrainPy 2.4.4.
 */
const WEIGHTS = [
  { scale: 0.05, sizes: [160, 40], degrees: [3, 0], together: 4 },
  { scale: 0.1, sizes: [320, 80], degrees: [6, 1], together: 8 },
  { scale: 0.25, sizes: [800, 200], degrees: [16, 4], together: 20 },
  { scale: 0.5, sizes: [1600, 400], degrees: [32, 8], together: 40 },
  { scale: 1, sizes: [3200, 800], degrees: [64, 16], together: 80 },
  { scale: 2, sizes: [6400, 1600], degrees: [128, 32], together: 160 },
  { scale: 4, sizes: [12800, 3200], degrees: [256, 64], together: 320 },
];

/** Whether every row has so many targets in the two populations. */
function assertTargets(network: Network, excitatory: number, inhibitory: number): void {
  for (let i = 0; i < network.neurons; i++) {
    const row = network.connectivity.targets(i);
    const ofExcitatory = below(row, network.excitatory);
    assertEquals([ofExcitatory, row.length - ofExcitatory], [excitatory, inhibitory], `row ${i}`);
  }
}

for (const { scale, sizes, degrees: [excitatory, inhibitory], together } of WEIGHTS) {
  Deno.test(`weights at scale ${scale}: ${excitatory} + ${inhibitory} or ${together} targets, divided weights`, () => {
    const spec = cobaHh({ variant: "seed-1", scale, scaling: "weights" });
    assertEquals(Object.values(populationSizes(spec)), sizes);
    assertEquals(effectiveProbability(spec), 0.02);
    assertAlmostEquals(effectiveWeights(spec).wE, 6 / scale, QUOTIENT * 6 / scale);
    assertAlmostEquals(effectiveWeights(spec).wI, 67 / scale, QUOTIENT * 67 / scale);
    const network = buildNetwork(spec);
    assertTargets(network, excitatory, inhibitory);
    assertEquals({ wE: network.wE, wI: network.wI }, effectiveWeights(spec));
    const whole = buildNetwork(cobaHh({ variant: "seed-2", scale, scaling: "weights" }));
    for (let i = 0; i < whole.neurons; i++) assertEquals(whole.connectivity.targets(i).length, together);
  });

  Deno.test(`in-degree at scale ${scale}: 64 + 16 or 80 targets or sources, published weights`, () => {
    const options: CobaHhOptions = { scale, scaling: "in-degree" };
    const outDegree = buildNetwork(cobaHh({ ...options, variant: "seed-1" }));
    // At scale 0.05 an inhibitory population of 40 still holds 16 targets, an excitatory one of 160 still 64.
    assertTargets(outDegree, 64, 16);
    assertEquals([outDegree.wE, outDegree.wI], [6, 67]);
    const whole = buildNetwork(cobaHh({ ...options, variant: "seed-3" }));
    for (let i = 0; i < whole.neurons; i++) assertEquals(whole.connectivity.targets(i).length, 80);
    for (const variant of ["nest", "neuron"]) {
      const network = buildNetwork(cobaHh({ ...options, variant }));
      const columns = columnsOf(network.connectivity);
      assertTargets({ ...network, connectivity: columns }, 64, 16);
    }
    const brian2 = cobaHh({ ...options, variant: "brian2" });
    assertAlmostEquals(effectiveProbability(brian2), 0.02 / scale, QUOTIENT);
    assertEquals(networkWarnings(outDegree), []);
  });
}

Deno.test("population sizes are truncated, never rounded up", () => {
  assertEquals(populationSizes(cobaHh({ scale: 0.3334 })), { excitatory: 1066, inhibitory: 266 });
  assertEquals(populationSizes(cobaHh({ scale: 0.9999 })), { excitatory: 3199, inhibitory: 799 });
});

Deno.test("with scaling in-degree rounding takes nothing from a degree that is whole", () => {
  for (const probability of [0.01, 0.02, 0.03, 0.05, 0.06]) { // 320 × 0.03 / 0.1 is 95.99999999999999
    for (let percent = 10; percent <= 500; percent++) {
      const spec = cobaHh({ scaling: "in-degree", scale: percent / 100, connectivity: { probability } });
      // Sizes are truncated as BrainPy truncates them: 3200 × 0.29 is 927.
      const { excitatory, inhibitory } = populationSizes(spec);
      if (excitatory === 32 * percent) assertEquals(fixedDegree(spec, excitatory), Math.round(3200 * probability));
      if (inhibitory === 8 * percent) assertEquals(fixedDegree(spec, inhibitory), Math.round(800 * probability));
    }
  }
});

const REGIME = (scale: number) =>
  `with scaling weights the activity at scale ${scale} is not that of scale 1: the variance of the input grows as ` +
  `1 / scale (--scaling in-degree keeps the activity)`;

/** Every warning: [options, the sentences]. */
const WARNINGS: readonly (readonly [CobaHhOptions, readonly string[]])[] = [
  [{}, []],
  [{ scale: 0.5 }, []],
  [{ scale: 2 }, []],
  [{ scale: 0.25 }, [REGIME(0.25)]],
  [{ scale: 4 }, [REGIME(4)]],
  [{ scale: 0.1 }, [
    "truncation leaves 6 of the 6.4 excitatory targets of each neuron",
    "truncation leaves 1 of the 1.6 inhibitory targets of each neuron",
    REGIME(0.1),
  ]],
  [{ scale: 0.05 }, [
    "truncation leaves 3 of the 3.2 excitatory targets of each neuron",
    "truncation leaves none of the 0.8 inhibitory targets of each neuron: those connections do not exist",
    REGIME(0.05),
  ]],
  [{ scale: 0.1, variant: "seed-2" }, [REGIME(0.1)]],
  [{ scale: 0.01, variant: "seed-2" }, [
    "truncation leaves none of the 0.8 targets of each neuron: those connections do not exist",
    REGIME(0.01),
  ]],
  [{ scale: 0.1, variant: "nest", scaling: "weights" }, [
    "truncation leaves 6 of the 6.4 excitatory inputs of each neuron",
    "truncation leaves 1 of the 1.6 inhibitory inputs of each neuron",
    REGIME(0.1),
  ]],
  [{ scale: 0.1, variant: "nest" }, []],
  [{ scale: 0.05, variant: "brian2" }, []],
  [{ scale: 0.05, variant: "brian2", scaling: "weights" }, [REGIME(0.05)]],
  [{ connectivity: { probability: 0 } }, []],
  [{ populations: { inhibitory: 0 } }, []],
];

for (const [options, sentences] of WARNINGS) {
  Deno.test(`networkWarnings of ${JSON.stringify(options)} are ${sentences.length}`, () => {
    assertEquals(networkWarnings(buildNetwork(cobaHh(options))), sentences);
  });
}

Deno.test("weights times in-degree, the mean input, is the same at every scale at which degrees are whole", () => {
  for (const scaling of ["weights", "in-degree"] as const) {
    for (const scale of [0.25, 0.5, 1, 2, 4]) {
      const spec = cobaHh({ scale, scaling });
      const { excitatory } = populationSizes(spec);
      const input = effectiveWeights(spec).wE * fixedDegree(spec, excitatory);
      assert(Math.abs(input - 6 * 64) <= QUOTIENT * 384, `${scaling} at ${scale}: ${input}`);
    }
  }
});
