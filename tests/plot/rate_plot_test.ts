import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { ratePlot } from "../../plot/mod.ts";
import { textOf } from "./svg_text.ts";
import { networkRecording, PROVENANCE, recordingOf, spikesOf } from "./synthetic.ts";

Deno.test("both populations have a line and a name, and the axis its unit", () => {
  const svg = ratePlot(networkRecording(100)), text = textOf(svg);
  assertEquals(svg.match(/aria-label="line"/g)?.length, 2);
  for (const piece of ["rate [Hz]", "time [ms]", " E I ", "rates in bins of 1 ms"]) assertStringIncludes(text, piece);
});

Deno.test("recorded rates are drawn in their own bins", () => {
  const rate = {
    kind: "rate" as const,
    binSteps: 25,
    excitatory: new Uint32Array(40).fill(7),
    inhibitory: new Uint32Array(40),
  };
  const text = textOf(ratePlot(recordingOf(100, { rate })));
  assertStringIncludes(text, "rates in bins of 2.5 ms");
  assertStringIncludes(text, "E 0.9 Hz, I 0.0 Hz"); // 40 bins of 7 spikes in 0.1 s, of 3200 neurons
});

Deno.test("a network without inhibitory neurons has one line", () => {
  const provenance = { ...PROVENANCE, excitatory: 10, inhibitory: 0 };
  const svg = ratePlot(recordingOf(10, { spikes: spikesOf([[5, 5]]) }, { provenance }));
  assertEquals(svg.match(/aria-label="line"/g)?.length, 1);
});

Deno.test("a silent network, one spike and one step give a picture", () => {
  for (const recording of [recordingOf(100, {}), recordingOf(0.1, {})]) {
    for (const events of [[], [[0, 0]] as [number, number][]]) {
      const svg = ratePlot({ ...recording, observed: { spikes: spikesOf(events) } });
      assert(!/NaN|undefined|Infinity/.test(svg));
    }
  }
});

Deno.test("rates that cannot be drawn are refused with a reason", () => {
  assertThrows(
    () => ratePlot(recordingOf(100, {})),
    RangeError,
    "Cannot draw rate: the recording has no rate and no spikes recorded",
  );
});
