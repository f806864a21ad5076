import { assert, assertEquals, assertLess, assertStringIncludes, assertThrows } from "@std/assert";
import { STATE_VARIABLES } from "../../mod.ts";
import { tracePlot } from "../../plot/mod.ts";
import { textOf } from "./svg_text.ts";
import { neuronRecording, recordingOf, spikesOf, traceOf } from "./synthetic.ts";

/** The outlines of the lines of an SVG, panel after panel. */
function linesOf(svg: string): string[] {
  return Array.from(svg.matchAll(/aria-label="line"><path d="([^"]*)"/g), ([, outline]) => outline);
}

Deno.test("each variable of each neuron is one line", () => {
  assertEquals(linesOf(tracePlot(neuronRecording([17]))).length, 6);
  assertEquals(linesOf(tracePlot(neuronRecording([17, 3300]))).length, 12);
});

Deno.test("each quantity is a panel with its unit, and the legend names the neurons", () => {
  const text = textOf(tracePlot(neuronRecording([17, 3300])));
  for (const label of ["v [mV]", "m, h, n [1]", "gE, gI [nS]", "neuron 17 3300", "time [ms]"]) {
    assertStringIncludes(text, label);
  }
});

Deno.test("a quantity without a trace has no panel", () => {
  const text = textOf(tracePlot(recordingOf(100, { trace: traceOf("gI", [5], 1000, () => 3) })));
  assertStringIncludes(text, "gI [nS]");
  assert(!text.includes("mV"));
});

Deno.test("the spikes of the drawn neurons, and of no other, are marked above v", () => {
  const recording = neuronRecording([17, 3300]);
  const ticks = (svg: string) => svg.match(/v-6/g)?.length ?? 0;
  assertEquals(ticks(tracePlot(recording)), 8);
  assertEquals(ticks(tracePlot(recording, { neurons: [3300] })), 4);
  assertEquals(ticks(tracePlot(recording, { from: 0, to: 40 })), 4);
});

Deno.test("NaN, infinite and absurd values are gaps, and the subtitle says so", () => {
  for (const bad of [NaN, Infinity, -Infinity, 1e200]) {
    const trace = traceOf("v", [3], 1000, (time) => time > 40 && time < 60 ? bad : Math.sin(time) - 60);
    const svg = tracePlot(recordingOf(100, { trace })), [line] = linesOf(svg);
    assertEquals(line.match(/M/g)!.length, 2);
    assert(!/NaN|Infinity/.test(svg));
    assertStringIncludes(textOf(svg), "gaps: not finite, or beyond ±1,000,000");
  }
});

Deno.test("a trace of nothing but NaN is an empty panel that says so", () => {
  const svg = tracePlot(recordingOf(100, { trace: traceOf("v", [3], 1000, () => NaN) }));
  assertStringIncludes(textOf(svg), "no finite value");
  assert(!svg.includes('"NaN'));
});

Deno.test("one step is a dot, and so is a value between two gaps", () => {
  const one = recordingOf(0.1, { trace: traceOf("v", [3], 1, () => -60) });
  assertEquals(tracePlot(one).match(/<circle/g)?.length, 1);
  const between = traceOf("v", [3], 100, (time) => Math.abs(time - 5) < 0.01 || time > 8 ? -60 + time : NaN);
  assertEquals(tracePlot(recordingOf(10, { between })).match(/<circle/g)?.length, 1);
});

Deno.test("a constant trace has a line, and numbers on its axis that fit", () => {
  for (const value of [0, -65, 1e-20, 123456]) {
    const svg = tracePlot(recordingOf(100, { trace: traceOf("gE", [3], 1000, () => value) }));
    assertEquals(linesOf(svg).length, 1);
    const labels = svg.match(/y-axis tick label">(.*?)<\/g>/)![1];
    for (const label of textOf(labels).split(" ")) assertLess(label.length, 9);
  }
});

Deno.test("long traces are drawn by their outline: ten seconds of two neurons stay below 2 MB", () => {
  const steps = 100_000, noisy = (time: number, neuron: number) => -60 + 20 * Math.sin(1e4 * time + neuron);
  const svg = tracePlot(
    recordingOf(10_000, { v: traceOf("v", [1, 2], steps, noisy), m: traceOf("m", [1, 2], steps, noisy) }),
  );
  assertLess(svg.length, 2e6);
});

Deno.test("of more than eight traced neurons the first eight are drawn, and the subtitle says so", () => {
  const neurons = Array.from({ length: 20 }, (_, k) => 3 * k);
  const recording = recordingOf(10, { trace: traceOf("v", neurons, 100, (time, neuron) => time - neuron) });
  const svg = tracePlot(recording);
  assertEquals(linesOf(svg).length, 8);
  assertStringIncludes(textOf(svg), "drawn: 8 of 20 traced neurons");
  assertEquals(linesOf(tracePlot(recording, { neurons: [57, 30] })).length, 2);
});

Deno.test("traces of several recorders are drawn together", () => {
  const traces = [
    traceOf("v", [1], 100, () => -60),
    traceOf("v", [2], 50, () => -50),
    traceOf("n", [2], 100, () => 0.5),
  ];
  assertEquals(linesOf(tracePlot(recordingOf(10, Object.fromEntries(traces.entries())))).length, 3);
});

Deno.test("every state variable has a panel", () => {
  const traces = STATE_VARIABLES.map((name) => traceOf(name, [0], 100, (time) => time % 2));
  assertEquals(
    linesOf(tracePlot(recordingOf(10, { ...Object.fromEntries(traces.entries()), spikes: spikesOf([]) }))).length,
    STATE_VARIABLES.length,
  );
});

Deno.test("traces that cannot be drawn are refused with a reason", () => {
  const refused = (draw: () => string, message: string) => assertThrows(draw, RangeError, message);
  refused(() => tracePlot(recordingOf(100, {})), "Cannot draw traces: the recording has no traces recorded");
  const recording = neuronRecording();
  refused(() => tracePlot(recording, { neurons: [18] }), "neurons must be among the traced ones, received 18");
  refused(() => tracePlot(recording, { neurons: [] }), "neurons must be 1 to 8, received 0");
  refused(() => tracePlot(recording, { height: 200 }), "px, received 200");
});
