import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  NonFiniteRecorder,
  RateRecorder,
  recordingFromJson,
  recordingToJson,
  referenceEngine,
  run,
  SpikeRecorder,
  TraceRecorder,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { recording } from "./recordings.ts";
import { DT, smallNetwork } from "./small_network.ts";

Deno.test("a recording that is saved and read back is the same, bit for bit", () => {
  fc.assert(
    fc.property(recording(), (saved) => {
      const read = recordingFromJson(recordingToJson(saved));
      assertEquals(read, saved);
      saved.traces.forEach(({ values }, k) => {
        // assertEquals does not tell -0 from 0.
        assert(values.every((value, i) => Object.is(value, read.traces[k].values[i])), "other bits");
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
      const { spikes, rate, nonFinite, traces } = recordingFromJson(recordingToJson(saved));
      const integers = [spikes?.step, spikes?.neuron, rate?.excitatory, rate?.inhibitory];
      const others = [nonFinite?.neurons, nonFinite?.step, ...traces.flatMap(({ neurons, step }) => [neurons, step])];
      for (const array of [...integers, ...others]) {
        assert(array === undefined || array instanceof Uint32Array);
      }
      for (const { values } of traces) assert(values instanceof Float64Array);
    }),
    PROPERTY,
  );
});

Deno.test("numbers that JSON does not have are words in the text", async () => {
  const saved = { ...await recorded(), traces: [] };
  const trace = {
    variable: "v" as const,
    neurons: Uint32Array.of(3),
    step: Uint32Array.of(0, 1, 2, 3, 4),
    values: Float64Array.of(NaN, Infinity, -Infinity, -0, -65.5),
  };
  const { traces: [{ values }] } = JSON.parse(recordingToJson({ ...saved, traces: [trace] }));
  assertEquals(values, ["NaN", "Infinity", "-Infinity", "-0", -65.5]);
});

/** A recording with everything in it. */
async function recorded() {
  await using simulation = await referenceEngine.create(smallNetwork(), { dt: DT });
  return await run(simulation, 8, [
    new SpikeRecorder(),
    new RateRecorder(10),
    new NonFiniteRecorder(4),
    new TraceRecorder("v", [0, 40], 5),
  ]);
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
  const required = 'Cannot read recording: the format must be "cobahh recording" version 1, received';
  assertEquals(await complaint(() => ({})), `${required} nothing version nothing`);
  assertEquals(await complaint(() => null), `${required} nothing version nothing`);
  assertEquals(await complaint(() => [1, 2]), `${required} nothing version nothing`);
  assertEquals(await complaint(() => 7), `${required} nothing version nothing`);
  assertEquals(await complaint((saved) => void (saved.format = "nwb")), `${required} "nwb" version 1`);
  assertEquals(await complaint((saved) => void (saved.formatVersion = 2)), `${required} "cobahh recording" version 2`);
  assertEquals(
    await complaint((saved) => void (saved.formatVersion = "1")),
    `${required} "cobahh recording" version "1"`,
  );
});

const OUT_OF_ORDER = "spikes are not sorted, each once, in its steps and of its neurons";

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
  { what: "traces are missing", spoil: (saved) => delete saved.traces },
  { what: "traces are missing", spoil: (saved) => saved.traces = {} },
  { what: "spikes have not as many steps as neurons", spoil: (saved) => saved.spikes.step.pop() },
  { what: "spikes have not as many steps as neurons", spoil: (saved) => saved.spikes = {} },
  { what: "spikes have not as many steps as neurons", spoil: (saved) => saved.spikes = null },
  ...[{ step: [7, 5], neuron: [0, 0] }, { step: [5, 5], neuron: [1, 0] }, { step: [5, 5], neuron: [1, 1] }].map(
    (spikes) => ({ what: OUT_OF_ORDER, spoil: (saved: Saved) => saved.spikes = spikes }),
  ),
  { what: OUT_OF_ORDER, spoil: (saved) => saved.spikes = { step: [saved.stop], neuron: [0] } },
  { what: OUT_OF_ORDER, spoil: (saved) => saved.spikes = { step: [5], neuron: [1_000_000] } },
  { what: "the rate has not as many excitatory as inhibitory bins", spoil: (saved) => saved.rate.excitatory.push(1) },
  { what: "the rate has not as many excitatory as inhibitory bins", spoil: (saved) => delete saved.rate.binSteps },
  { what: "non-finite neurons have not one step each", spoil: (saved) => saved.nonFinite.step = [3] },
  { what: "a trace has not one value per step and neuron", spoil: (saved) => saved.traces[0].values.pop() },
  { what: "a trace has not one value per step and neuron", spoil: (saved) => saved.traces[0].neurons.pop() },
  { what: "a trace has not one value per step and neuron", spoil: (saved) => delete saved.traces[0].step },
  { what: "a trace has not one value per step and neuron", spoil: (saved) => saved.traces[0].variable = "u" },
  { what: "a trace has not one value per step and neuron", spoil: (saved) => saved.traces[0] = null },
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
