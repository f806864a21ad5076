/** The registry of variants, and how cobaHh makes a specification of one. */

import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { PARAMETER_UNITS, PER_CAPACITANCE, PUBLISHED } from "../../model/parameters.ts";
import { cobaHh, type CobaHhOptions, variants } from "../../model/variants.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertRefuses, validSpec } from "./specs.ts";

Deno.test("cobaHh refuses unknown variants and options", () => {
  const known = "seed-1, seed-2, seed-3, brian2, nest, neuron";
  for (const variant of ["seed-4", "toString", ""]) {
    assertRefuses(
      () => cobaHh({ variant }),
      `Cannot build network: variant must be one of ${known}, received ${JSON.stringify(variant)}`,
    );
  }
  const error = assertThrows(() => cobaHh({ dt: 0.1 } as CobaHhOptions), RangeError);
  assertStringIncludes(error.message, "Cannot build network: dt is not a field");
});

Deno.test("cobaHh without options is a variant as published; seed-1 where none is named", () => {
  assertEquals(cobaHh(), variants["seed-1"].spec);
  for (const [variant, { spec }] of Object.entries(variants)) {
    assertEquals(cobaHh({ variant }), spec);
    assertEquals([spec.seed, spec.scale, spec.current], [1, 1, 0]);
    assertEquals(spec.populations, { excitatory: 3200, inhibitory: 800 });
  }
});

Deno.test("cobaHh replaces what is given, in part where it is an object, and leaves the variant as it was", () => {
  const before = structuredClone(variants);
  const spec = cobaHh({
    variant: "brian2",
    seed: 7,
    scale: 2,
    scaling: "weights",
    populations: { inhibitory: 100 },
    parameters: { gL: 11 },
    initial: { gates: "steady", v: { kind: "constant", value: -70 } },
    connectivity: { autapses: false },
    synapses: { current: "frozen" },
    spike: { threshold: 0 },
    stimulus: { kind: "events", steps: [0], targets: [1] },
    current: 3,
  });
  const published = variants.brian2.spec;
  assertEquals(spec, {
    ...published,
    seed: 7,
    scale: 2,
    scaling: "weights",
    populations: { excitatory: 3200, inhibitory: 100 },
    parameters: { ...published.parameters, gL: 11 },
    initial: { ...published.initial, gates: "steady", v: { kind: "constant", value: -70 } },
    connectivity: { ...published.connectivity, autapses: false },
    synapses: { ...published.synapses, current: "frozen" },
    spike: { ...published.spike, threshold: 0 },
    stimulus: { kind: "events", steps: [0], targets: [1] },
    current: 3,
  });
  assertEquals(structuredClone(variants), before);
});

Deno.test("cobaHh of a variant and every field of a valid specification is that specification", () => {
  const law = fc.property(validSpec(), fc.constantFrom(...Object.keys(variants)), (spec, variant) => {
    const { variant: _, ...fields } = spec;
    assertEquals(cobaHh({ variant, ...fields }), { ...spec, variant });
  });
  fc.assert(law, PROPERTY);
});

Deno.test("variants differ, and say how", () => {
  for (const [name, { differences, source }] of Object.entries(variants)) {
    assert(source.length > 0);
    assert(name === "seed-1" ? differences.length === 0 : differences.length > 0);
    for (const [other, { spec }] of Object.entries(variants)) {
      if (other === name) continue;
      assertNotEquals({ ...spec, variant: "" }, { ...variants[name].spec, variant: "" });
    }
  }
});

Deno.test("parameters per capacitance are the published ones divided by 200, the potentials and times the same", () => {
  const perCapacitance = ["cM", "gL", "gNa", "gK", "wE", "wI"];
  for (const symbol of Object.keys(PUBLISHED) as (keyof typeof PUBLISHED)[]) {
    assertStrictEquals(PER_CAPACITANCE[symbol], PUBLISHED[symbol] / (perCapacitance.includes(symbol) ? 200 : 1));
  }
  assertEquals(Object.keys(PARAMETER_UNITS), Object.keys(PUBLISHED));
});
