import { assert, assertEquals, assertGreater, assertLess, assertLessOrEqual, assertRejects } from "@std/assert";
import * as fc from "fast-check";
import { svgToPng, tracePlot } from "../../plot/mod.ts";
import { EXCITATORY, FONT, INHIBITORY, NEURONS, textWidth } from "../../plot/ink.ts";
import { inkBox, pixelsOf } from "./pixels.ts";
import { neuronRecording } from "./synthetic.ts";

/** A file of 200 × 100 px with these elements. */
function file(elements: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">${elements}</svg>`;
}

Deno.test("the PNG has the size asked for and is not blank", async () => {
  const svg = tracePlot(neuronRecording(), { width: 400, height: 600 });
  for (const scale of [0.5, 1, 2, 2.5]) {
    const pixels = await pixelsOf(await svgToPng(svg, { scale }));
    assertEquals([pixels.width, pixels.height], [400 * scale, 600 * scale]);
    assert(inkBox(pixels) !== undefined);
  }
  assertEquals((await pixelsOf(await svgToPng(file("")))).width, 400);
});

Deno.test("the PNG is dark on white", async () => {
  const { rgba } = await pixelsOf(await svgToPng(tracePlot(neuronRecording()), { scale: 1 }));
  assert(rgba.every((value, k) => k % 4 !== 3 || value === 255));
  assertEquals(Array.from(rgba.slice(0, 4)), [255, 255, 255, 255]);
  const white = rgba.filter((value) => value === 255).length / rgba.length;
  assertGreater(white, 0.8);
});

Deno.test("text is drawn in the PNG", async () => {
  const text = (content: string) => file(`<text x="20" y="50" font-family="${FONT}" font-size="20">${content}</text>`);
  assertEquals(inkBox(await pixelsOf(await svgToPng(text("")))), undefined);
  const [left, upper, right, lower] = inkBox(await pixelsOf(await svgToPng(text("v [mV] α ± −"), { scale: 1 })))!;
  assertGreater(right - left, 100);
  assertGreater(lower - upper, 15);
});

Deno.test("a zero-length stroke with round caps is a dot, as rasters need it", async () => {
  const dot = file('<path d="M100,50h0" stroke="#000" stroke-width="4" stroke-linecap="round"/>');
  assertEquals(inkBox(await pixelsOf(await svgToPng(dot, { scale: 1 }))), [98, 48, 102, 52]);
});

Deno.test("text is never wider than its estimate", async () => {
  const labels = [
    "neuron index",
    "WWWW MMMM",
    "mmmmwwww",
    "engine wasm (float32), method exp_auto, dt 0.1 ms",
    "0123456789",
  ];
  const words = fc.sample(fc.string({ unit: fc.constantFrom(..."abcxyzMWQO0189.,:;-_()[]/<> ±") }), {
    seed: 1,
    numRuns: 40,
  });
  for (const label of [...labels, ...words]) {
    const escaped = label.replaceAll("<", "&lt;");
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="30"><text y="20" font-size="11">${escaped}</text>` +
      "</svg>";
    const box = inkBox(await pixelsOf(await svgToPng(svg, { scale: 1 })));
    if (box !== undefined) assertLessOrEqual(box[2], Math.ceil(textWidth(label, 11)), label);
  }
});

Deno.test("every ink stands out from white, and the two populations from each other without colour", () => {
  // WCAG 2.2, relative luminance and contrast ratio; graphics need 3 : 1 (success criterion 1.4.11)
  const luminance = (ink: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16) / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const ink of [EXCITATORY, INHIBITORY, ...NEURONS]) assertLess(luminance(ink), 1.05 / 3 - 0.05);
  assertGreater((luminance(INHIBITORY) + 0.05) / (luminance(EXCITATORY) + 0.05), 3);
});

Deno.test("the same SVG gives the same PNG, calls at the same time included", async () => {
  const svg = tracePlot(neuronRecording());
  const [a, b] = await Promise.all([svgToPng(svg), svgToPng(svg)]);
  assertEquals(a, b);
});

Deno.test("what cannot be made a PNG is refused with a reason", async () => {
  for (const scale of [0, -1, NaN, Infinity]) {
    await assertRejects(
      () => svgToPng(file(""), { scale }),
      RangeError,
      `scale must be a positive number, received ${scale}`,
    );
  }
  for (const scale of [1e-3, 1e3]) {
    await assertRejects(() => svgToPng(file(""), { scale }), RangeError, "Cannot make PNG: scale");
  }
  for (const text of ["", "no SVG", "<svg", "<p/>"]) {
    await assertRejects(() => svgToPng(text), SyntaxError, "Cannot make PNG");
  }
});
