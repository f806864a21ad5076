import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  nonFinite,
  type Observation,
  populationRate,
  recordingFromJson,
  recordingToJson,
  referenceEngine,
  run,
  spikes,
  trace,
  tracesOf,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { recording } from "./recordings.ts";
import { DT, smallNetwork } from "./small_network.ts";

Deno.test("a recording that is saved and read back is the same, bit for bit", () => {
  fc.assert(
    fc.property(recording(), (saved) => {
      const read = recordingFromJson(recordingToJson(saved));
      assertEquals(read, saved);
      const traces = tracesOf(read);
      tracesOf(saved).forEach(({ values }, k) => {
        // assertEquals does not tell -0 from 0.
        assert(values.every((value, i) => Object.is(value, traces[k].values[i])), "other bits");
      });
    }),
    { ...PROPERTY, numRuns: 300 },
  );
});

Deno.test("what was read is saved as the same text", () => {
  fc.assert(
    fc.property(recording(), (saved) => {
      const text = recordingToJson(saved);
      assertEquals(recordingToJson(recordingFromJson(text)), text);
    }),
    PROPERTY,
  );
});

Deno.test("the arrays of a recording that was read are typed arrays", () => {
  fc.assert(
    fc.property(recording(), (saved) => {
      for (const one of Object.values(recordingFromJson(recordingToJson(saved)).observed)) {
        for (const [field, value] of Object.entries(one)) {
          if (typeof value !== "object") continue;
          assert(value instanceof (field === "values" ? Float64Array : Uint32Array), `${one.kind} ${field}`);
        }
      }
    }),
    PROPERTY,
  );
});

Deno.test("numbers that JSON does not have are words in the text", async () => {
  const v: Observation = {
    kind: "trace",
    variable: "v",
    neurons: Uint32Array.of(3),
    step: Uint32Array.of(0, 1, 2, 3, 4),
    values: Float64Array.of(NaN, Infinity, -Infinity, -0, -65.5),
  };
  const { observed } = JSON.parse(recordingToJson({ ...await recorded(), observed: { v } }));
  assertEquals(observed.v.values, ["NaN", "Infinity", "-Infinity", "-0", -65.5]);
});

/** A recording with everything in it. */
async function recorded() {
  await using simulation = await referenceEngine.create(smallNetwork(), { dt: DT });
  return await run(simulation, 8, {
    all: spikes(),
    some: spikes([40, 3]),
    rate: populationRate({ binSteps: 10 }),
    lost: nonFinite({ every: 4 }),
    v: trace("v", [0, 40], { every: 5 }),
  });
}

/** A saved recording as other programs see it. */
// deno-lint-ignore no-explicit-any -- to be spoilt in every way
type Saved = any;

/** The complaint about a recording that was spoilt after it was saved. */
async function complaint(
  spoil: (saved: Saved) => unknown,
  error: typeof SyntaxError | typeof RangeError = SyntaxError,
) {
  const saved: Saved = JSON.parse(recordingToJson(await recorded()));
  const spoilt = spoil(saved);
  return assertThrows(() => recordingFromJson(JSON.stringify(spoilt === undefined ? saved : spoilt)), error).message;
}

Deno.test("what is not JSON is no recording", () => {
  for (const text of ["", "{", "spikes", '{"a": NaN}']) {
    assertThrows(() => recordingFromJson(text), SyntaxError, "Cannot read recording: valid JSON is required, ");
  }
});

Deno.test("another format, or another version of it, is no recording", async () => {
  const required = 'Cannot read recording: the format must be "cobahh recording" version 1 or 2, received';
  assertEquals(await complaint(() => ({})), `${required} nothing version nothing`);
  assertEquals(await complaint(() => null), `${required} nothing version nothing`);
  assertEquals(await complaint(() => [1, 2]), `${required} nothing version nothing`);
  assertEquals(await complaint(() => 7), `${required} nothing version nothing`);
  assertEquals(await complaint((saved) => void (saved.format = "nwb")), `${required} "nwb" version 2`);
  assertEquals(await complaint((saved) => void (saved.formatVersion = 3)), `${required} "cobahh recording" version 3`);
  assertEquals(
    await complaint((saved) => void (saved.formatVersion = "1")),
    `${required} "cobahh recording" version "1"`,
  );
});

const UNPAIRED = '"all" has not as many steps as neurons of its spikes';
const OUT_OF_ORDER = '"all" has spikes that are not sorted, each once, in its steps and of its neurons';
const UNWATCHED = '"some" has not watched its neurons once each';
const UNEVEN = '"rate" has not as many excitatory as inhibitory bins of its rate';
const INCOMPLETE = '"v" has not one value per step and neuron of its trace';
const UNKNOWN = '"v" is not an observation of spikes, a trace, a rate, or non-finite neurons';

const spoilt: readonly { readonly what: string; readonly spoil: (saved: Saved) => void }[] = [
  { what: "provenance is missing", spoil: (saved) => delete saved.provenance },
  { what: "provenance is missing", spoil: (saved) => saved.provenance = null },
  { what: "the time step is missing", spoil: (saved) => delete saved.provenance.dt },
  { what: "the time step is missing", spoil: (saved) => saved.provenance.dt = 0 },
  { what: "the population sizes are missing", spoil: (saved) => delete saved.provenance.excitatory },
  { what: "the population sizes are missing", spoil: (saved) => saved.provenance.inhibitory = -1 },
  { what: "start and stop are not steps", spoil: (saved) => delete saved.start },
  { what: "start and stop are not steps", spoil: (saved) => saved.stop = 0.5 },
  { what: "start and stop are not steps", spoil: (saved) => saved.start = saved.stop + 1 },
  { what: "observations are missing", spoil: (saved) => delete saved.observed },
  { what: "observations are missing", spoil: (saved) => saved.observed = null },
  { what: "observations are missing", spoil: (saved) => saved.observed = [] },
  { what: UNPAIRED, spoil: ({ observed }) => observed.all.step.pop() },
  { what: UNPAIRED, spoil: ({ observed }) => observed.all = { kind: "spikes" } },
  ...[
    { step: [7, 5], neuron: [0, 0] },
    { step: [5, 5], neuron: [1, 0] },
    { step: [5, 5], neuron: [1, 1] },
    { step: [80], neuron: [0] },
    { step: [5], neuron: [1_000_000] },
  ].map((spikes) => ({
    what: OUT_OF_ORDER,
    spoil: ({ observed }: Saved) => observed.all = { kind: "spikes", ...spikes },
  })),
  ...[[40, 3], [3, 3], [3, 50], 3, null].map((neurons) => ({
    what: UNWATCHED,
    spoil: ({ observed }: Saved) => observed.some.neurons = neurons,
  })),
  { what: UNEVEN, spoil: ({ observed }) => observed.rate.excitatory.push(1) },
  { what: UNEVEN, spoil: ({ observed }) => delete observed.rate.binSteps },
  { what: UNEVEN, spoil: ({ observed }) => observed.rate.binSteps = 2.5 },
  { what: '"lost" has not one step for each neuron', spoil: ({ observed }) => observed.lost.step = [3] },
  { what: INCOMPLETE, spoil: ({ observed }) => observed.v.values.pop() },
  { what: INCOMPLETE, spoil: ({ observed }) => observed.v.neurons.pop() },
  { what: INCOMPLETE, spoil: ({ observed }) => delete observed.v.step },
  { what: INCOMPLETE, spoil: ({ observed }) => observed.v.variable = "u" },
  { what: UNKNOWN, spoil: ({ observed }) => observed.v.kind = "film" },
  { what: UNKNOWN, spoil: ({ observed }) => delete observed.v.kind },
  { what: UNKNOWN, spoil: ({ observed }) => observed.v = null },
  { what: UNKNOWN, spoil: ({ observed }) => observed.v = 7 },
];

Deno.test("a recording that lacks something is refused, and says what", async () => {
  for (const { what, spoil } of spoilt) {
    assertEquals(
      await complaint((saved) => void spoil(saved)),
      `Cannot read recording: a complete recording is required, ${what}`,
    );
  }
});

Deno.test("a recording of an invalid specification is refused, and says why", async () => {
  assertEquals(
    await complaint((saved) => void (saved.provenance.spec.connectivity.probability = 1.5), RangeError),
    "Cannot build network: connectivity.probability must be in [0, 1], received 1.5",
  );
  assertEquals(
    await complaint((saved) => void delete saved.provenance.spec, RangeError),
    "Cannot build network: specification must be an object, received nothing",
  );
});
