/**
 * `plot`: draws a saved recording.
 *
 * @module
 */

import { recordingFromJson } from "../mod.ts";
import { Arguments } from "./arguments.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { OutputFolder } from "./output_folder.ts";
import { writePictures } from "./pictures.ts";
import { readText } from "./read_file.ts";

/** Formats that --format knows. */
const FORMATS = ["svg", "png"];

/** Help of the command. */
export const plotHelp: string = `Usage: deno task plot RECORDING [flags]

Draws a recording that sim has written (recording.json): the raster, the population rate, and the traces if it has any.

  --out FOLDER       where files go [out]
  --format LIST      some of ${FORMATS.join(",")} [all]
  --help             this text

Example
  deno task plot out/recording.json --format png --out pictures
`;

/** Runs the command and gives its exit status. */
export async function plot(argv: readonly string[]): Promise<number> {
  const args = new Arguments(argv, { values: ["out", "format"], switches: ["help"] });
  if (args.has("help")) {
    console.log(plotHelp);
    return 0;
  }
  if (args.positional.length !== 1) {
    throw new BadUse(`plot requires one file, a saved recording, received ${args.positional.length}`);
  }
  const formats = args.someOf("format", FORMATS);
  const text = await readText(args.positional[0]);
  const recording = await blamingInput(() => recordingFromJson(text));
  const folder = await OutputFolder.open(args.text("out") ?? "out");
  await writePictures(recording, folder, formats);
  console.log(`wrote ${folder.written.join(" ")}`);
  return 0;
}
