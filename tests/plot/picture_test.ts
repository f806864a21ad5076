import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import * as fc from "fast-check";
import { type PlotOptions, rasterPlot, ratePlot, summaryPlot, svgToPng, tracePlot } from "../../plot/mod.ts";
import type { Recording } from "../../record/recording.ts";
import { smallRecording } from "./arbitraries.ts";
import { inkBox, pixelsOf } from "./pixels.ts";
import { textOf } from "./svg_text.ts";
import { networkRecording, neuronRecording, recordingOf, traceOf } from "./synthetic.ts";

// The laws of every kind of picture.
const pictures: readonly { name: string; draw: (recording: Recording, options?: PlotOptions) => string }[] = [
  { name: "raster", draw: rasterPlot },
  { name: "rate", draw: ratePlot },
  { name: "summary", draw: summaryPlot },
  { name: "traces", draw: tracePlot },
];

const full: Recording = recordingOf(100, { ...neuronRecording().observed, ...networkRecording(100).observed });

for (const { name, draw } of pictures) {
  Deno.test(`${name}: the same recording gives the same SVG, whatever was drawn before`, () => {
    const first = draw(full);
    for (const other of pictures) other.draw(full, { from: 10 });
    assertEquals(draw(structuredClone(full)) === first, true);
    assertNotEquals(draw({ ...full, stop: full.stop + 1 }) === first, true);
  });

  Deno.test(`${name}: the SVG is a file that needs nothing beside it`, () => {
    const svg = draw(full, { width: 900, height: 700 });
    assertMatch(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="900" height="700" viewBox="0 0 900 700">/);
    assertMatch(svg, /^<svg [^>]*><rect width="900" height="700" fill="#ffffff"\/>/);
    assert(!/\sid=|href|url\(|<style|<script|currentColor|var\(/.test(svg));
  });

  Deno.test(`${name}: nothing is cut off at the edge, in any size and however long the text`, async () => {
    const size = fc.record({ width: fc.integer({ min: 320, max: 1100 }), height: fc.constant(900) });
    const text = fc.constantFrom({}, { title: "wide ".repeat(30), subtitle: "M".repeat(120) });
    const window = fc.constantFrom({}, { from: 33.3, to: 33.9 });
    await fc.assert(
      fc.asyncProperty(size, text, window, async (size, text, window) => {
        const pixels = await pixelsOf(await svgToPng(draw(full, { ...size, ...text, ...window }), { scale: 1 }));
        const [left, upper, right, lower] = inkBox(pixels)!;
        assertGreaterOrEqual(Math.min(left, upper), 1);
        assertLessOrEqual(right, pixels.width - 1);
        assertLessOrEqual(lower, pixels.height - 1);
      }),
      { numRuns: 12 },
    );
  });

  Deno.test(`${name}: any title and subtitle are drawn as they are, and the SVG stays well-formed`, async () => {
    const anything = fc.string({ unit: "binary", maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (title, subtitle) => {
        await svgToPng(draw(full, { title, subtitle, from: 50, to: 51 }), { scale: 0.1 });
      }),
      { numRuns: 20 },
    );
    assertMatch(textOf(draw(full, { title: 'a < b & "c"', subtitle: "</svg>" })), /^a < b & "c" <\/svg>/);
  });

  Deno.test(`${name}: any small recording has a picture, with no number that is not one`, () => {
    fc.assert(fc.property(smallRecording(), (recording) => {
      const trace = {
        ...traceOf("v", [0], 5, (time) => time),
        step: Uint32Array.from([0, 1, 2, 3, 4], (k) => recording.start + k),
      };
      assert(!/NaN|undefined|Infinity/.test(draw({ ...recording, observed: { ...recording.observed, trace } })));
    }));
  });
}
