/**
 * Pictures, those of a recording and others, in the formats that were asked for.
 *
 * @module
 */

import type { Recording } from "../mod.ts";
import { rasterPlot, ratePlot, svgToPng, tracePlot } from "../plot/mod.ts";
import type { OutputFolder } from "./output_folder.ts";

/** Writes raster, population rate, and traces where there are any, as SVG and PNG where wanted. */
export async function writePictures(
  recording: Recording,
  folder: OutputFolder,
  formats: readonly string[],
): Promise<void> {
  if (!formats.includes("svg") && !formats.includes("png")) return;
  const pictures: [string, string][] = [];
  if (recording.stop > recording.start) {
    if (recording.spikes !== undefined) {
      pictures.push(["raster", rasterPlot(recording)]);
      pictures.push(["rate", ratePlot(recording)]);
    }
    if (recording.traces.length > 0) pictures.push(["traces", tracePlot(recording)]);
  }
  for (const [name, svg] of pictures) await writePicture(name, svg, folder, formats);
}

/** Writes a picture as SVG and PNG, or where formats are given, as those of them that are among these. */
export async function writePicture(
  name: string,
  svg: string,
  folder: OutputFolder,
  formats: readonly string[] = ["svg", "png"],
): Promise<void> {
  if (formats.includes("svg")) await folder.write(`${name}.svg`, svg);
  if (formats.includes("png")) await folder.write(`${name}.png`, await svgToPng(svg));
}
