/** Specifications: what is refused and with which words, and JSON. */

import { assert, assertEquals, assertStrictEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { PUBLISHED } from "../../model/parameters.ts";
import { specFromJson, specToJson, validateSpec } from "../../model/validate_spec.ts";
import { cobaHh, variants } from "../../model/variants.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertRefuses, changed, validSpec } from "./specs.ts";

/** Requirement for a name, as errors say it. */
const NAME = "a name of at most 64 letters, digits and . _ + - with single spaces between";

/** Each kind of field: [field, value, what is required, what is received]. */
const WRONG_FIELDS: readonly (readonly [string, unknown, string, string])[] = [
  ["variant", 1, "a string", "1"],
  ["variant", "", NAME, '""'],
  ["variant", "a".repeat(65), NAME, `"${"a".repeat(60)}"… (65 letters)`],
  ["variant", "a\u001b[2J\n", NAME, '"a\\u001b[2J\\n"'],
  ["variant", "a\u202e", NAME, '"a\\u202e"'],
  ["variant", 'a"""', NAME, '"a\\"\\"\\""'],
  ["seed", 1.5, "an integer in [0, 2^53)", "1.5"],
  ["seed", -1, "an integer in [0, 2^53)", "-1"],
  ["seed", 2 ** 53, "an integer in [0, 2^53)", "9007199254740992"],
  ["seed", "1", "an integer in [0, 2^53)", '"1"'],
  ["scale", 0, "a positive number", "0"],
  ["scale", Infinity, "a positive number", "Infinity"],
  ["scale", NaN, "a positive number", "NaN"],
  ["scaling", "degree", "one of weights, in-degree", '"degree"'],
  ["populations", 4000, "an object", "4000"],
  ["populations", [3200, 800], "an object", "[3200,800]"],
  ["populations", null, "an object", "null"],
  ["populations.excitatory", -1, "an integer in [0, 2^32)", "-1"],
  ["populations.inhibitory", 0.5, "an integer in [0, 2^32)", "0.5"],
  ["populations.inhibitory", 2 ** 32, "an integer in [0, 2^32)", "4294967296"],
  ["parameters.cM", 0, "a positive number", "0"],
  ["parameters.tauE", -5, "a positive number", "-5"],
  ["parameters.tauI", "10", "a positive number", '"10"'],
  ["parameters.gL", -10, "a number of at least 0", "-10"],
  ["parameters.gNa", NaN, "a number of at least 0", "NaN"],
  ["parameters.gK", Infinity, "a number of at least 0", "Infinity"],
  ["parameters.wE", null, "a number of at least 0", "null"],
  ["parameters.wI", -67, "a number of at least 0", "-67"],
  ["parameters.eL", Infinity, "a finite number", "Infinity"],
  ["parameters.eNa", "50", "a finite number", '"50"'],
  ["parameters.eK", NaN, "a finite number", "NaN"],
  ["parameters.vT", true, "a finite number", "true"],
  ["parameters.eE", [], "a finite number", "[]"],
  ["parameters.eI", {}, "a finite number", "{}"],
  ["initial.v", { kind: "gamma" }, "one of constant, uniform, normal", '"gamma"'],
  ["initial.v", { kind: "toString" }, "one of constant, uniform, normal", '"toString"'],
  ["initial.gE", null, "one of constant, uniform, normal", "nothing"],
  ["initial.gI", 200, "one of constant, uniform, normal", "nothing"],
  ["initial.v.mean", NaN, "a finite number", "NaN"],
  ["initial.v.sd", -5, "a number of at least 0", "-5"],
  ["initial.gE.value", "0", "a finite number", '"0"'],
  ["initial.gates", "one", "one of zero, steady, nest", '"one"'],
  [
    "connectivity.rule",
    "random",
    "one of projection-out-degree, out-degree, bernoulli, in-degree, explicit",
    '"random"',
  ],
  ["connectivity.probability", 1.5, "in [0, 1]", "1.5"],
  ["connectivity.probability", -0.1, "in [0, 1]", "-0.1"],
  ["connectivity.autapses", 1, "true or false", "1"],
  ["connectivity.multapses", "no", "true or false", '"no"'],
  ["synapses.order", "decay", "one of decay-add-use, add-decay-use, add-use-decay", '"decay"'],
  ["synapses.current", "thawed", "one of frozen, linear", '"thawed"'],
  ["spike.rule", "below", "one of crossing, above, peak", '"below"'],
  ["spike.threshold", -Infinity, "a finite number", "-Infinity"],
  ["spike.refractory", -1, "a number of at least 0", "-1"],
  ["stimulus", { kind: "noise" }, "one of none, events, poisson", '"noise"'],
  ["stimulus", { kind: "events", steps: 3, targets: [] }, "an array of integers", "3"],
  ["stimulus", { kind: "events", steps: [0, 1.5], targets: [0, 0] }, "an integer in [0, 2^32)", "1.5"],
  ["stimulus", { kind: "poisson", rate: -1, cells: 1, start: 0, stop: 1 }, "in [0, 1e6] Hz", "-1"],
  ["current", "1", "a finite number", '"1"'],
];

/** The path of the field at fault within the value that was put in. */
const FAULTS = new Map([
  ['{"kind":"events","steps":3,"targets":[]}', "stimulus.steps"],
  ['{"kind":"events","steps":[0,1.5],"targets":[0,0]}', "stimulus.steps[1]"],
  ['{"kind":"poisson","rate":-1,"cells":1,"start":0,"stop":1}', "stimulus.rate"],
]);

for (const [field, value, required, received] of WRONG_FIELDS) {
  Deno.test(`validateSpec refuses ${field} ${JSON.stringify(value) ?? value}`, () => {
    const isKind = required.startsWith("one of constant") || required.startsWith("one of none");
    const named = FAULTS.get(JSON.stringify(value)) ?? (isKind ? `${field}.kind` : field);
    const message = `Cannot build network: ${named} must be ${required}, received ${received}`;
    assertRefuses(() => validateSpec(changed(field, value)), message);
  });
}

Deno.test("validateSpec refuses what is not an object", () => {
  for (const [value, received] of [[null, "null"], ["seed-1", '"seed-1"'], [undefined, "nothing"], [[], "[]"]]) {
    assertRefuses(
      () => validateSpec(value),
      `Cannot build network: specification must be an object, received ${received}`,
    );
  }
});

/** Every field of a specification, as a path. */
function paths(value: unknown, prefix = ""): string[] {
  return Object.entries(value as object).flatMap(([name, field]) => {
    const path = prefix + name;
    return typeof field === "object" ? [path, ...paths(field, `${path}.`)] : [path];
  });
}

Deno.test("validateSpec misses every field that is left out, by its name, but for the delay, which is 0 then", () => {
  const fields = paths(cobaHh()).filter((field) => field !== "synapses.delay");
  assert(fields.length > 40);
  for (const field of fields) {
    const error = assertThrows(() => validateSpec(changed(field, undefined)), RangeError);
    assertStringIncludes(error.message, `Cannot build network: ${field}`);
    assertStringIncludes(error.message, ", received nothing");
  }
  assertEquals(validateSpec(changed("synapses.delay", undefined)), cobaHh());
});

Deno.test("validateSpec refuses fields that do not exist, at any depth, and says which do", () => {
  const unknown = (path: string, known: string) => {
    assertRefuses(
      () => validateSpec(changed(path, 0)),
      `Cannot build network: ${path} is not a field, the fields are ${known}`,
    );
  };
  unknown(
    "delay",
    "variant, seed, scale, scaling, populations, parameters, initial, connectivity, synapses, spike, stimulus, current",
  );
  unknown("populations.Excitatory", "excitatory, inhibitory");
  unknown("initial.v.low", "kind, mean, sd");
  unknown("initial.gE.mean", "kind, value");
  unknown("stimulus.rate", "kind");
  unknown("spike.reset", "rule, threshold, refractory");
  unknown("parameters.gCa", Object.keys(PUBLISHED).join(", "));
});

Deno.test("names that every object has are fields no more than others", () => {
  for (const name of ["toString", "constructor", "hasOwnProperty", "valueOf"]) {
    const error = assertThrows(() => validateSpec(changed(name, 1)), RangeError);
    assertStringIncludes(error.message, `${name} is not a field`);
    const inner = assertThrows(() => validateSpec(changed(`spike.${name}`, 1)), RangeError);
    assertStringIncludes(inner.message, `spike.${name} is not a field`);
  }
  const json = specToJson(cobaHh()).replace("{", '{ "__proto__": 1,');
  assertStringIncludes(assertThrows(() => specFromJson(json), RangeError).message, "__proto__ is not a field");
});

Deno.test("populations need a neuron at their scale, and fewer than 2^31", () => {
  const required = "Cannot build network: the number of neurons at this scale must be in [1, 2^31), received";
  assertRefuses(() => cobaHh({ populations: { excitatory: 0, inhibitory: 0 } }), `${required} 0`);
  assertRefuses(() => cobaHh({ scale: 0.0001 }), `${required} 0`);
  assertRefuses(() => cobaHh({ scale: 1e6 }), `${required} 4000000000`);
  assertStrictEquals(cobaHh({ populations: { excitatory: 0, inhibitory: 1 } }).populations.inhibitory, 1);
});

Deno.test("degrees have to fit the populations", () => {
  assertRefuses(
    () => cobaHh({ variant: "brian2", scale: 0.01 }),
    "Cannot build network: probability / scale must be in [0, 1] with scaling in-degree, received 2",
  );
  assertRefuses(
    () => cobaHh({ variant: "brian2", connectivity: { multapses: true } }),
    "Cannot build network: connectivity.multapses must be false with the rule bernoulli, received true",
  );
  const populations = { excitatory: 10, inhibitory: 5 };
  for (
    const [rule, partners, degree] of [["out-degree", 14, 15], ["projection-out-degree", 9, 10], [
      "in-degree",
      9,
      10,
    ]] as const
  ) {
    assertRefuses(
      () => cobaHh({ populations, connectivity: { rule, probability: 1, autapses: false, multapses: false } }),
      `Cannot build network: a fixed degree without multapses must be at most ${partners}, received ${degree}`,
    );
    cobaHh({ populations, connectivity: { rule, probability: 1, autapses: true, multapses: false } });
    cobaHh({ populations, connectivity: { rule, probability: 1, autapses: false, multapses: true } });
  }
  cobaHh({ variant: "nest", scale: 0.02 });
  cobaHh({ scaling: "in-degree", scale: 0.001, connectivity: { rule: "explicit" } });
});

Deno.test("without autapses, a neuron that is alone in its population is refused partners there", () => {
  const populations = { excitatory: 4, inhibitory: 1 };
  for (const rule of ["projection-out-degree", "in-degree"] as const) {
    const connectivity = { rule, probability: 1, autapses: false, multapses: true };
    assertRefuses(
      () => cobaHh({ populations, connectivity }),
      "Cannot build network: a fixed degree must be at most 0, received 1",
    );
    cobaHh({ populations, connectivity: { ...connectivity, probability: 0.9 } });
    cobaHh({ populations, connectivity: { ...connectivity, autapses: true } });
  }
});

Deno.test("a stimulus has to fit the network and itself", () => {
  const populations = { excitatory: 3, inhibitory: 1 };
  assertRefuses(
    () => cobaHh({ populations, stimulus: { kind: "events", steps: [1, 2], targets: [0] } }),
    "Cannot build network: stimulus.targets must be as long as stimulus.steps (2), received 1",
  );
  assertRefuses(
    () => cobaHh({ populations, stimulus: { kind: "events", steps: [1, 2], targets: [3, 4] } }),
    "Cannot build network: stimulus.targets must be neurons in [0, 4), received 4",
  );
  assertRefuses(
    () => cobaHh({ populations, stimulus: { kind: "poisson", rate: 1, cells: 1, start: 5, stop: 4 } }),
    "Cannot build network: stimulus.stop must be at least stimulus.start (5), received 4",
  );
  cobaHh({ populations, stimulus: { kind: "events", steps: [7, 1, 1], targets: [3, 0, 0] } });
});

Deno.test("specFromJson refuses text that is not JSON, and JSON that is not a specification", () => {
  const error = assertThrows(() => specFromJson("{ seed: 1 }"), SyntaxError);
  assertStringIncludes(error.message, "Cannot read specification: valid JSON is required, ");
  assertRefuses(() => specFromJson("[]"), "Cannot build network: specification must be an object, received []");
  assertThrows(() => specToJson({ ...cobaHh(), scale: -1 }), RangeError);
});

Deno.test("specFromJson(specToJson(spec)) is the specification, for every variant", () => {
  for (const [name, { spec }] of Object.entries(variants)) {
    assertEquals(specFromJson(specToJson(spec)), spec);
    assertStrictEquals(spec.variant, name);
    assert(specToJson(spec).endsWith("}\n"));
  }
});

Deno.test("specFromJson(specToJson(spec)) is the specification, for any valid one", () => {
  const law = fc.property(validSpec(), (spec) => {
    assertStrictEquals(validateSpec(spec), spec);
    assertEquals(specFromJson(specToJson(spec)), spec);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 500 });
});

Deno.test("a uniform distribution whose end lies below its beginning is refused", () => {
  const { message } = assertThrows(
    () => cobaHh({ initial: { v: { kind: "uniform", low: -60, high: -70 } } }),
    RangeError,
  );
  assertEquals(message, "Cannot build network: initial.v.high must be at least initial.v.low (-60), received -70");
});
