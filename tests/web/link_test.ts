import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { cobaHh, methodOf, variants, wasmEngine } from "../../mod.ts";
import { distinctMethods } from "../../model/methods.ts";
import { groupsOf } from "../../web/fields.ts";
import { AXES, queryOf, secondOf, settingsOfQuery } from "../../web/link.ts";
import { DEFAULTS, type Settings, WINDOWS } from "../../web/settings.ts";
import { PROPERTY, smallSpec } from "../laws/arbitraries.ts";

const METHODS = wasmEngine.methods;

/** Methods by the names that links have; others are read as these. */
const DISTINCT = distinctMethods(METHODS);

/** Settings of any network, with a stop that is a whole number of steps. */
function anySettings(): fc.Arbitrary<Settings> {
  return fc.record({
    spec: smallSpec(),
    method: fc.constantFrom(...DISTINCT),
    dt: fc.constantFrom(0.01, 0.05, 0.1, 0.25),
    threads: fc.integer({ min: 1, max: 64 }),
    stop: fc.option(fc.integer({ min: 1, max: 100 }).map((n) => n / 2), { nil: undefined }),
    speed: fc.constantFrom(Infinity, 1, 0.1, 0.01, 3.5),
    window: fc.constantFrom(...WINDOWS),
    neuron: fc.nat({ max: 7 }),
  }).map(({ stop, ...others }) => stop === undefined ? others : { ...others, stop });
}

Deno.test("a link says the settings, and says them again", () => {
  fc.assert(
    fc.property(anySettings(), (settings) => {
      const query = queryOf(settings);
      const { settings: read, complaints } = settingsOfQuery(query, METHODS);
      assertEquals(complaints, []);
      assertEquals(read, settings);
      assertEquals(queryOf(read), query);
    }),
    PROPERTY,
  );
});

Deno.test("a method is offered by one name, whichever of its names a link has", () => {
  assertNotEquals(DISTINCT, METHODS);
  for (const method of METHODS) {
    assertEquals(settingsOfQuery(`method=${method}`, METHODS).settings.method, methodOf(method).name);
  }
  const offered = groupsOf(METHODS).flatMap(({ fields }) => fields).find(({ name }) => name === "method")?.choices;
  assertEquals(offered, DISTINCT);
});

Deno.test("an empty link is the default, and the default is an empty link", () => {
  assertEquals(settingsOfQuery("", METHODS), { settings: DEFAULTS, complaints: [] });
  assertEquals(queryOf(DEFAULTS), "");
});

Deno.test("a published variant needs its name only, whatever its fields are", () => {
  for (const variant of Object.keys(variants)) {
    const settings = { ...DEFAULTS, spec: cobaHh({ variant }) };
    assertEquals(queryOf(settings), variant === "seed-1" ? "" : `variant=${variant}`);
    assertEquals(settingsOfQuery(`variant=${variant}`, METHODS).settings.spec, variants[variant].spec);
  }
});

Deno.test("a link reads as people write it", () => {
  const spec = cobaHh({
    variant: "nest",
    parameters: { gNa: 19_000 },
    initial: { v: { kind: "uniform", low: -70, high: -60 } },
  });
  assertEquals(
    queryOf({ ...DEFAULTS, spec, dt: 0.05, stop: 200, versus: { name: "synapses.current", text: "frozen" } }),
    "variant=nest&parameters.gNa=19000&initial.v=uniform(-70,+-60)&dt=0.05&stop=200&versus=synapses.current:frozen",
  );
});

/** Query, name of the setting complained of, what the complaint says. */
const BAD: readonly (readonly [query: string, name: string, message: string])[] = [
  [
    "variant=seed-9",
    "variant",
    'must be one of seed-1, seed-2, seed-3, brian2, nest, neuron, received "seed-9"; seed-1 is used',
  ],
  ["variant=toString", "variant", "must be one of"],
  ["scale=abc", "scale", 'must be a number, received "abc"; 1 is used'],
  ["scale=-1", "scale", "must be a positive number, received -1; 1 is used"],
  ["scale=1e-9", "scale", "number of neurons"],
  ["seed=1.5", "seed", "seed must be an integer in [0, 2^53), received 1.5; 1 is used"],
  ["scaling=none", "scaling", "must be one of weights, in-degree"],
  ["connectivity.rule=explicit", "connectivity.rule", "a link cannot carry explicit edges"],
  ["connectivity.probability=2", "connectivity.probability", "must be in [0, 1]"],
  ["parameters.cM=0", "parameters.cM", "must be a positive number, received 0; 200 is used"],
  ["initial.v=normal(-65,-5)", "initial.v", "initial.v.sd must be a number of at least 0"],
  ["stimulus=events(4:4000)", "stimulus", "neurons in [0, 4000)"],
  ["method=rk99", "method", "must be one of exp_auto"],
  ["dt=0", "dt", "must be more than 0 and at most 5 ms, received 0; 0.1 is used"],
  ["threads=1.5", "threads", "must be an integer in [1, 64]"],
  ["stop=0.15", "stop", "must be a whole number of steps of 0.1 ms, received 0.15 ms; it is passed over"],
  ["speed=fast", "speed", "must be a number"],
  ["window=123", "window", "must be one of 50, 100"],
  ["neuron=4000", "neuron", "must be an integer in [0, 4000), received 4000; 13 is used"],
  ["gravity=9.81", "gravity", "is no setting of this page; it is passed over"],
  ["__proto__=1", "__proto__", "is no setting"],
  ["dt=0.1&dt=0.2", "dt", "is given twice; 0.1 is used"],
  ["versus=seed:2", "versus", "must be name:value with one of"],
  ["versus=scale:abc", "versus", 'scale must be a number, received "abc"; it is passed over'],
  ["versus=dt:0.03&stop=1", "versus", "must be a whole number of steps of 0.03 ms"],
];

for (const [query, name, message] of BAD) {
  Deno.test(`a bad link is said and the default kept: ${query}`, () => {
    const { settings, complaints } = settingsOfQuery(query, METHODS);
    assertEquals(complaints.map(({ name }) => name), [name]);
    assertEquals(complaints[0].message.includes(message), true, complaints[0].message);
    assertEquals({ ...settings, stop: DEFAULTS.stop }, { ...DEFAULTS, stop: undefined });
  });
}

Deno.test("what is bad takes nothing good with it", () => {
  const { settings, complaints } = settingsOfQuery("variant=brian2&scale=0.5&seed=x&parameters.gL=9&dt=0.05", METHODS);
  assertEquals(complaints.map(({ name }) => name), ["seed"]);
  assertEquals(settings, {
    ...DEFAULTS,
    spec: cobaHh({ variant: "brian2", scale: 0.5, parameters: { gL: 9 } }),
    dt: 0.05,
  });
});

Deno.test("fields that are possible only together are taken together, in any order", () => {
  const expected = cobaHh({ variant: "nest", connectivity: { rule: "bernoulli", multapses: false } });
  for (const rest of ["", "&seed=-1"]) {
    const query = `connectivity.rule=bernoulli&connectivity.multapses=false&variant=nest${rest}`;
    assertEquals(settingsOfQuery(query, METHODS).settings.spec, expected);
  }
});

Deno.test("the second network is the first with one setting changed", () => {
  for (const [name, text] of [["dt", "0.05"], ["method", "staggered"], ["variant", "nest"], ["parameters.gNa", "1"]]) {
    const { settings } = settingsOfQuery(`seed=5&scale=0.5&parameters.gL=9&versus=${name}:${text}`, METHODS);
    const { settings: second, complaints } = secondOf(settings, METHODS);
    assertEquals(complaints, []);
    const { versus: _, ...first } = settings;
    assertNotEquals(second, first);
    const query = `seed=5&scale=0.5&parameters.gL=9&${name}=${text}`;
    assertEquals(second, settingsOfQuery(query, METHODS).settings);
  }
});

Deno.test("in a smaller second network the last neuron is looked at", () => {
  const { settings } = settingsOfQuery("neuron=3999&versus=scale:0.5", METHODS);
  assertEquals(secondOf(settings, METHODS).settings.neuron, 1999);
});

Deno.test("every setting but the seed and what only the page knows can be compared", () => {
  assertEquals(AXES.includes("seed"), false);
  for (const name of ["method", "dt", "variant", "scale", "parameters.wE", "spike.threshold"]) {
    assertEquals(AXES.includes(name), true, name);
  }
});
