/** Networks: what a specification comes to, explicit edges and state, and the initial state. */

import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN } from "../../model/kinetics.ts";
import { assembleNetwork, buildNetwork, type InitialVariable, type Network } from "../../model/network.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { cobaHh, variants } from "../../model/variants.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertDistribution, assertStandardNormal, normalTail } from "./goodness_of_fit.ts";
import { drawnSpec, edgesOf, rowsOf } from "./networks.ts";
import { assertRefuses } from "./specs.ts";

/** Three roundings of half an ulp in α / (α + β), however it is written. */
const QUOTIENT = 1e-15;

const VARIABLES: readonly InitialVariable[] = ["v", "m", "h", "n", "gE", "gI"];

/** Requires that two networks are the same, bit for bit, whatever their specifications say of the connection rule. */
function assertSameNetwork(a: Network, b: Network): void {
  assertEquals([a.neurons, a.excitatory, a.inhibitory, a.wE, a.wI], [
    b.neurons,
    b.excitatory,
    b.inhibitory,
    b.wE,
    b.wI,
  ]);
  assertEquals(a.connectivity.synapses, b.connectivity.synapses);
  assertEquals(rowsOf(a.connectivity), rowsOf(b.connectivity));
  assertEquals(a.initial, b.initial);
}

Deno.test("equal specifications give bit-equal networks", () => {
  const law = fc.property(drawnSpec(), (spec) => {
    assertSameNetwork(buildNetwork(spec), buildNetwork(structuredClone(spec)));
  });
  fc.assert(law, PROPERTY);
  for (const variant of Object.keys(variants)) {
    assertSameNetwork(buildNetwork(cobaHh({ variant })), buildNetwork(structuredClone(variants[variant].spec)));
  }
});

Deno.test("another seed gives other connections and another initial state", () => {
  const a = buildNetwork(cobaHh({ variant: "brian2", seed: 1 })),
    b = buildNetwork(cobaHh({ variant: "brian2", seed: 2 }));
  for (const variable of ["v", "gE", "gI"] as const) {
    a.initial[variable].forEach((value, i) => assertNotEquals(value, b.initial[variable][i]));
  }
  assertNotEquals(a.connectivity.targets(0).slice(), b.connectivity.targets(0).slice());
});

Deno.test("a network has the populations of its specification, and keeps the specification", () => {
  const spec = cobaHh({ scale: 0.25, populations: { excitatory: 1001 } });
  const network = buildNetwork(spec);
  assertStrictEquals(network.spec, spec);
  assertEquals([network.neurons, network.excitatory, network.inhibitory], [450, 250, 200]);
  for (const variable of VARIABLES) assertStrictEquals(network.initial[variable].length, 450);
});

Deno.test("the edges of a built network, in any order, and its specification give it again", () => {
  const law = fc.property(drawnSpec(), fc.boolean(), (spec, isReversed) => {
    const built = buildNetwork(spec);
    const { pre, post } = edgesOf(built.connectivity);
    const parts = isReversed ? { pre: pre.toReversed(), post: post.toReversed() } : { pre, post };
    const assembled = assembleNetwork(spec, parts);
    assertSameNetwork(assembled, built);
    assertEquals(assembled.spec, { ...spec, connectivity: { ...spec.connectivity, rule: "explicit" } });
  });
  fc.assert(law, PROPERTY);
  for (const variant of Object.keys(variants)) {
    const built = buildNetwork(cobaHh({ variant, seed: 5 }));
    assertSameNetwork(assembleNetwork(built.spec, edgesOf(built.connectivity)), built);
  }
});

Deno.test("an assembled network has a copy of the state that is given, and draws the rest", () => {
  const spec = cobaHh({ variant: "brian2", populations: { excitatory: 4, inhibitory: 2 } });
  const edges = { pre: Uint32Array.of(0, 0, 5), post: Uint32Array.of(1, 1, 5) };
  const drawn = assembleNetwork(spec, edges);
  for (const variable of VARIABLES) {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    const network = assembleNetwork(spec, { ...edges, state: { [variable]: values } });
    assertEquals(network.initial, { ...drawn.initial, [variable]: values });
    values.fill(0);
    assertEquals(network.initial[variable], Float64Array.of(1, 2, 3, 4, 5, 6));
  }
  assertEquals(rowsOf(drawn.connectivity).map((row) => Array.from(row)), [[1, 1], [], [], [], [], [5]]);
});

Deno.test("steady gates of an assembled network belong to the v that is given", () => {
  const spec = cobaHh({ variant: "neuron", populations: { excitatory: 2, inhibitory: 0 }, scaling: "weights" });
  const none = new Uint32Array(0);
  const v = Float64Array.of(-50, 20);
  const { initial } = assembleNetwork(spec, { pre: none, post: none, state: { v } });
  assertAlmostEquals(initial.m[0], alphaM(13) / (alphaM(13) + betaM(13)), QUOTIENT);
  assertAlmostEquals(initial.n[1], alphaN(83) / (alphaN(83) + betaN(83)), QUOTIENT);
});

Deno.test("assembleNetwork refuses parts that do not fit", () => {
  const spec = cobaHh({ populations: { excitatory: 3, inhibitory: 1 } });
  const some = Uint32Array.of(0, 1), none = new Uint32Array(0);
  assertRefuses(
    () => assembleNetwork(spec, { pre: some, post: Uint32Array.of(3) }),
    "Cannot assemble network: post must be as long as pre, received 2 pre and 1 post",
  );
  assertRefuses(
    () => assembleNetwork(spec, { pre: Uint32Array.of(0, 4), post: some }),
    "Cannot assemble network: pre must be in [0, 4), received 4",
  );
  assertRefuses(
    () => assembleNetwork(spec, { pre: some, post: Uint32Array.of(7, 0) }),
    "Cannot assemble network: post must be in [0, 4), received 7",
  );
  assertRefuses(
    () => assembleNetwork(spec, { pre: none, post: none, state: { v: new Float64Array(3) } }),
    "Cannot assemble network: v must have one value per neuron (4), received 3",
  );
  const state = { spike: new Float64Array(4) } as Record<string, Float64Array>;
  assertRefuses(
    () => assembleNetwork(spec, { pre: none, post: none, state }),
    'Cannot assemble network: state must be of v, m, h, n, gE, gI, received "spike"',
  );
  assertRefuses(
    () => assembleNetwork({ ...spec, scale: -1 }, { pre: none, post: none }),
    "Cannot build network: scale must be a positive number, received -1",
  );
  assertRefuses(
    () => buildNetwork({ ...spec, current: NaN }),
    "Cannot build network: current must be a finite number, received NaN",
  );
  assertRefuses(
    () => buildNetwork(cobaHh({ connectivity: { rule: "explicit" } })),
    "Cannot build network: explicit edges are required, use assembleNetwork",
  );
});

/** Initial values over some networks, so that there are 80,000 of them. */
function initialValues(variant: string, variable: InitialVariable): Float64Array {
  const values = Array.from({ length: 20 }, (_, seed) => {
    const spec = cobaHh({ variant, seed, connectivity: { probability: 0 } });
    return Array.from(buildNetwork(spec).initial[variable]);
  });
  return Float64Array.from(values.flat());
}

const NORMAL_VALUES = [
  { variant: "seed-1", variable: "v", mean: -65, sd: 5 },
  { variant: "brian2", variable: "v", mean: -65, sd: 5 },
  { variant: "brian2", variable: "gE", mean: 40, sd: 15 },
  { variant: "brian2", variable: "gI", mean: 200, sd: 120 },
] as const;

for (const { variant, variable, mean, sd } of NORMAL_VALUES) {
  Deno.test(`${variant}: initial ${variable} is normal with mean ${mean} and sd ${sd}`, () => {
    const values = initialValues(variant, variable);
    const n = values.length;
    const average = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    assertStandardNormal((average - mean) / sd * Math.sqrt(n), "mean");
    assertStandardNormal((variance / sd ** 2 - 1) * Math.sqrt(n / 2), "variance");
    assertDistribution(values, (x) => 1 - normalTail((x - mean) / sd), "values");
  });
}

Deno.test("brian2: initial v, gE and gI of a neuron are independent", () => {
  const of = (variable: InitialVariable, mean: number, sd: number) =>
    initialValues("brian2", variable).map((x) => (x - mean) / sd);
  const v = of("v", -65, 5), gE = of("gE", 40, 15), gI = of("gI", 200, 120);
  for (const [name, a, b] of [["v, gE", v, gE], ["v, gI", v, gI], ["gE, gI", gE, gI]] as const) {
    assertStandardNormal(a.reduce((sum, x, i) => sum + x * b[i], 0) / Math.sqrt(a.length), name, 3);
  }
});

for (const variant of ["seed-2", "seed-3"]) {
  Deno.test(`${variant}: initial v is uniform on [-70, -60)`, () => {
    const values = initialValues(variant, "v");
    assert(values.every((v) => v >= -70 && v < -60));
    assertDistribution(values, (v) => (v + 70) / 10, "values");
  });
}

Deno.test("constant initial values are what is said, and gates are 0 in seed-1, seed-2, seed-3 and brian2", () => {
  const constants: readonly [string, InitialVariable, number][] = [
    ["nest", "v", -60],
    ["neuron", "v", -60],
    ...["seed-1", "seed-2", "seed-3", "nest", "neuron"].flatMap((variant) =>
      (["gE", "gI"] as const).map((variable): [string, InitialVariable, number] => [variant, variable, 0])
    ),
    ...["seed-1", "seed-2", "seed-3", "brian2"].flatMap((variant) =>
      (["m", "h", "n"] as const).map((variable): [string, InitialVariable, number] => [variant, variable, 0])
    ),
  ];
  for (const [variant, variable, value] of constants) {
    const values = buildNetwork(cobaHh({ variant, connectivity: { probability: 0 } })).initial[variable];
    assert(values.every((x) => x === value), `${variant}: initial ${variable}`);
  }
});

Deno.test("steady gates are alpha / (alpha + beta) at the initial v", () => {
  const initial: Partial<NetworkSpec["initial"]> = { gates: "steady", v: { kind: "uniform", low: -100, high: 60 } };
  const { v, m, h, n } = buildNetwork(cobaHh({ initial, parameters: { vT: -58 } })).initial;
  for (let i = 0; i < v.length; i++) {
    const u = v[i] + 58;
    assertAlmostEquals(m[i], alphaM(u) / (alphaM(u) + betaM(u)), QUOTIENT);
    assertAlmostEquals(h[i], alphaH(u) / (alphaH(u) + betaH(u)), QUOTIENT);
    assertAlmostEquals(n[i], alphaN(u) / (alphaN(u) + betaN(u)), QUOTIENT);
  }
});

Deno.test("a neuron's initial values do not depend on connectivity, gates or scaling", () => {
  const base = buildNetwork(cobaHh({ variant: "brian2" })).initial;
  const other = buildNetwork(cobaHh({
    variant: "brian2",
    scaling: "weights",
    initial: { gates: "steady" },
    connectivity: { rule: "out-degree", probability: 0.001 },
  })).initial;
  for (const variable of ["v", "gE", "gI"] as const) assertEquals(other[variable], base[variable]);
});
