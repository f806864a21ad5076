import { assertEquals } from "@std/assert";
import { rasterPlot, ratePlot, summaryPlot, svgToPng, tracePlot } from "../../plot/mod.ts";
import { networkRecording, neuronRecording, recordingOf } from "./synthetic.ts";

const recording = recordingOf(100, { ...neuronRecording().observed, ...networkRecording(100).observed });

/** What the function gives where Deno.jupyter is what it is in the kernel. */
function inNotebook<T>(use: () => T): T {
  const outside = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  Object.defineProperty(globalThis, "Deno", { ...outside, value: Object.create(Deno, { jupyter: { value: {} } }) });
  try {
    return use();
  } finally {
    Object.defineProperty(globalThis, "Deno", outside);
  }
}

for (const draw of [rasterPlot, ratePlot, summaryPlot, tracePlot]) {
  Deno.test(`${draw.name} gives a string, which shows itself in a notebook`, () => {
    const svg = draw(recording), picture = inNotebook(() => draw(recording));
    assertEquals(typeof svg, "string");
    // What the kernel does with the value of a cell's last line.
    const display = (picture as unknown as { [key: symbol]: () => unknown })[Symbol.for("Jupyter.display")]();
    assertEquals(display, { "image/svg+xml": svg });
    assertEquals([`${picture}`, picture.length, picture.slice(0, 4)], [svg, svg.length, "<svg"]);
  });
}

Deno.test("a notebook's picture is written and drawn as any other", async () => {
  const svg = rasterPlot(recording), picture = inNotebook(() => rasterPlot(recording));
  assertEquals(await svgToPng(picture, { scale: 0.5 }), await svgToPng(svg, { scale: 0.5 }));
  const file = await Deno.makeTempFile({ suffix: ".svg" });
  try {
    await Deno.writeTextFile(file, picture);
    assertEquals(await Deno.readTextFile(file), svg);
  } finally {
    await Deno.remove(file);
  }
});
