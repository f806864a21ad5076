/**
 * A recording that version 0.1.0 has saved, in the first format: format_1.json, written by `recordingToJson` when recorders had
 * no names. It is 3 ms of 40 + 10 neurons, one of which is not finite.
 */

import { assertEquals } from "@std/assert";
import { recordingFromJson, recordingToJson, validateSpec } from "../../mod.ts";

const text = await Deno.readTextFile(new URL("format_1.json", import.meta.url));
const saved = JSON.parse(text);

Deno.test("a recording of the first format is read whole, under the names of what was observed", () => {
  const { provenance, start, stop, aborted, observed } = recordingFromJson(text);
  assertEquals({ provenance, start, stop, aborted }, {
    // Fields that specifications did not have then have their defaults.
    provenance: { ...saved.provenance, spec: validateSpec(saved.provenance.spec) },
    start: 20,
    stop: 50,
    aborted: false,
  });
  const words = (values: number[]) => Uint32Array.from(values), [v, gE, more] = saved.traces;
  const trace = ({ variable, neurons, step, values }: typeof v) => ({
    kind: "trace" as const,
    variable,
    neurons: words(neurons),
    step: words(step),
    values: Float64Array.from(values, Number),
  });
  assertEquals(observed, {
    spikes: { kind: "spikes", step: words(saved.spikes.step), neuron: words(saved.spikes.neuron) },
    rate: {
      kind: "rate",
      binSteps: 10,
      excitatory: words(saved.rate.excitatory),
      inhibitory: words(saved.rate.inhibitory),
    },
    nonFinite: { kind: "nonFinite", neurons: Uint32Array.of(7), step: Uint32Array.of(20), every: 4, beyond: 0 },
    "v": trace(v),
    "gE": trace(gE),
    "v 2": trace(more),
  });
});

Deno.test("it is written again in today's format, and is the same", () => {
  const recording = recordingFromJson(text), again = recordingToJson(recording);
  assertEquals(JSON.parse(again).formatVersion, 2);
  assertEquals(recordingFromJson(again), recording);
});
