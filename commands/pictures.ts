/**
 * Pictures, those of a recording and others, in the formats that were asked for.
 *
 * @module
 */

import { type Recording, spikesOf, tracesOf } from "../mod.ts";
import { type PlotOptions, rasterPlot, ratePlot, svgToPng, tracePlot } from "../plot/mod.ts";
import type { PictureFolder } from "./picture_files.ts";

/** Writes raster, population rate, and traces where there are any, as SVG and PNG where wanted. */
export async function writePictures(
  recording: Recording,
  folder: PictureFolder,
  formats: readonly string[],
  options: PlotOptions = {},
): Promise<void> {
  if (recording.stop === recording.start) return;
  if (spikesOf(recording) !== undefined) {
    await writePicture("raster", () => rasterPlot(recording, options), folder, formats);
    await writePicture("rate", () => ratePlot(recording, options), folder, formats);
  }
  if (tracesOf(recording).length > 0) {
    await writePicture("traces", () => tracePlot(recording, options), folder, formats);
  }
}

/** Draws a picture and writes it as SVG and PNG, or where formats are given, as those of them that are among these. */
export async function writePicture(
  name: string,
  draw: () => string,
  folder: PictureFolder,
  formats: readonly string[] = ["svg", "png"],
): Promise<void> {
  let svg: string | undefined;
  const drawn = () => svg ??= draw();
  if (formats.includes("svg")) await folder.write(`${name}.svg`, drawn);
  if (formats.includes("png")) await folder.write(`${name}.png`, () => svgToPng(drawn()));
}
