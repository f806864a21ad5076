import { assert, assertEquals, assertGreater, assertLess, assertStringIncludes, assertThrows, fail } from "@std/assert";
import * as fc from "fast-check";
import { rasterPlot } from "../../plot/mod.ts";
import type { RecordedSpikes, Recording } from "../../record/recording.ts";
import { textOf } from "./svg_text.ts";
import { smallRecording } from "./arbitraries.ts";
import { networkRecording, PROVENANCE, recordingOf, spikesOf } from "./synthetic.ts";

/** The dots of each path of dots, as [x, y] of their centres in pixels: strokes of no length with round caps, or squares. */
function dotsOf(svg: string): [number, number][][] {
  const paths = Array.from(svg.matchAll(/<path [^>]*d="((?:M[-\d.]+,[-\d.]+h[\d.]+)*)"[^>]*>/g));
  return paths.filter(([path]) => path.includes("stroke-width")).map(([path, commands]) => {
    const isRound = path.includes('stroke-linecap="round"'), [, width] = path.match(/stroke-width="([\d.]+)"/)!;
    return Array.from(commands.matchAll(/M([-\d.]+),([-\d.]+)h([\d.]+)/g), ([, x, y, length]): [number, number] => {
      if (length !== (isRound ? "0" : width)) fail(`a dot of ${length} in a path of strokes ${width} wide`);
      return [Number(x) + Number(length) / 2, Number(y)];
    });
  });
}

function countIn({ observed: { spikes } }: Recording<{ spikes: RecordedSpikes }>, first: number, last: number): number {
  return Array.from(spikes.neuron).filter((neuron) => neuron >= first && neuron < last).length;
}

Deno.test("every spike is drawn once, in the path of its population", () => {
  fc.assert(fc.property(smallRecording(), (recording) => {
    const { excitatory, inhibitory } = recording.provenance;
    const expected = [countIn(recording, 0, excitatory), countIn(recording, excitatory, Infinity)];
    assertEquals(dotsOf(rasterPlot(recording)).map((dots) => dots.length), inhibitory > 0 ? expected : [expected[0]]);
  }));
});

Deno.test("later is to the right and a higher index further up", () => {
  const pair = fc.tuple(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 0, max: 3199 }));
  fc.assert(fc.property(pair, pair, (a, b) => {
    const [[[xA, yA], [xB, yB]]] = dotsOf(
      rasterPlot(recordingOf(100, { spikes: spikesOf([a, [a[0] + b[0] + 1, b[1]]]) })),
    );
    assertLess(xA, xB);
    // 0.1 pixel is 1 neuron here
    if (Math.abs(b[1] - a[1]) > 2) assertEquals(yB < yA, b[1] > a[1]);
  }));
});

Deno.test("a raster of 100,000 spikes is smaller than 2 MB", () => {
  const recording = networkRecording(700);
  assertGreater(recording.observed.spikes.step.length, 100_000);
  assertLess(rasterPlot(recording).length, 2e6);
});

Deno.test("beyond 500,000 spikes only some neurons are drawn, with all their spikes, and the subtitle says so", () => {
  const events = Array.from({ length: 1_200_000 }, (_, k): [number, number] => [Math.floor(k / 3000), k % 3000]);
  const svg = rasterPlot(recordingOf(100, { spikes: spikesOf(events) })), [dots] = dotsOf(svg);
  assertEquals(dots.length, 400_000);
  assertEquals(new Set(dots.map(([, y]) => y)).size, 1000);
  assertStringIncludes(textOf(svg), "1,200,000 spikes, drawn for 1 in 3 of the neurons that fired");
});

Deno.test("a window shows the spikes inside it and their rates", () => {
  const spikes = spikesOf([[0, 1], [299, 1], [300, 2], [499, 3], [499, 4], [500, 5]]);
  const provenance = { ...PROVENANCE, excitatory: 10, inhibitory: 5 };
  const svg = rasterPlot(recordingOf(100, { spikes }, { provenance }), { from: 30, to: 50 });
  assertEquals(dotsOf(svg).flat().length, 3);
  assertStringIncludes(textOf(svg), "seed 1; 3 spikes");
  assertStringIncludes(textOf(svg), "E 15.0 Hz"); // 3 spikes of 10 neurons in 20 ms
});

Deno.test("the title says variant, scale and rates; the subtitle engine, precision, method, dt and seed", () => {
  const provenance = { ...PROVENANCE, excitatory: 2, inhibitory: 1 };
  const svg = rasterPlot(recordingOf(100, { spikes: spikesOf([[1, 0], [2, 1], [3, 1], [4, 2]]) }, { provenance }));
  assertStringIncludes(textOf(svg), "COBA-HH seed-1, scale 1: E 15.0 Hz, I 10.0 Hz");
  assertStringIncludes(textOf(svg), "engine wasm (float32), method exp_auto, dt 0.1 ms, seed 1; 4 spikes");
});

Deno.test("another scale is named with its rule, an aborted run and neurons that are not finite are named", () => {
  const provenance = { ...PROVENANCE, spec: { ...PROVENANCE.spec, scale: 2, scaling: "in-degree" as const } };
  const nonFinite = {
    kind: "nonFinite" as const,
    neurons: Uint32Array.of(7, 9),
    step: Uint32Array.of(120, 130),
    every: 10,
  };
  const svg = rasterPlot(recordingOf(100, { spikes: spikesOf([]), nonFinite }, { provenance, aborted: true }), {
    width: 1500,
  });
  assertStringIncludes(textOf(svg), "scale 2 (in-degree): E 0.0 Hz, I 0.0 Hz");
  assertStringIncludes(textOf(svg), "run aborted at 100 ms; 2 neurons not finite, the first seen at 12 ms");
});

Deno.test("of a population without a spike, beside one with spikes, no rate is claimed", () => {
  const svg = rasterPlot(recordingOf(100, { spikes: spikesOf([[5, 3]]) }));
  assertStringIncludes(textOf(svg), "E 0.0 Hz");
  assert(!svg.includes("I 0.0 Hz"));
});

Deno.test("of recorded neurons rates are claimed also where none has fired, and of no others", () => {
  const neurons = Uint32Array.of(3, 3200), { spikes } = { spikes: { ...spikesOf([[5, 3], [7, 3]]), neurons } };
  const text = textOf(rasterPlot(recordingOf(100, { spikes })));
  assertStringIncludes(text, "E 20.0 Hz, I 0.0 Hz"); // of one neuron each
  assertStringIncludes(text, "2 spikes of 2 recorded neurons");
  const alone = { ...spikes, neurons: Uint32Array.of(3, 4) };
  assert(!textOf(rasterPlot(recordingOf(100, { alone }))).includes("I 0.0 Hz"));
});

Deno.test("no spikes, one spike, one neuron and one step give a picture", () => {
  const one = { ...PROVENANCE, excitatory: 1, inhibitory: 0 };
  for (const provenance of [PROVENANCE, one]) {
    for (const events of [[], [[0, 0]] as [number, number][]]) {
      const svg = rasterPlot(recordingOf(0.1, { spikes: spikesOf(events) }, { provenance }));
      assertEquals(dotsOf(svg).flat().length, events.length);
      assert(!/NaN|undefined|Infinity/.test(svg));
    }
  }
});

Deno.test("a raster that cannot be drawn is refused with a reason", () => {
  const recording = networkRecording(10);
  const refused = (draw: () => string, message: string) => assertThrows(draw, RangeError, message);
  refused(() => rasterPlot(recordingOf(100, {})), "Cannot draw raster: the recording has no spikes recorded");
  refused(
    () => rasterPlot(recordingOf(0, { spikes: spikesOf([]) })),
    "Cannot draw raster: the recording has no steps",
  );
  refused(() => rasterPlot(recording, { width: 100 }), "width must be at least 320 px, received 100");
  refused(() => rasterPlot(recording, { width: NaN }), "width must be at least 320 px, received NaN");
  refused(() => rasterPlot(recording, { height: 50 }), "px, received 50");
  refused(() => rasterPlot(recording, { from: 5, to: 5 }), "received from 5 to 5 ms");
  refused(() => rasterPlot(recording, { from: 10 }), "(0 to 10 ms), received from 10 to 10 ms");
  refused(() => rasterPlot(recording, { to: NaN }), "received from 0 to NaN ms");
});
