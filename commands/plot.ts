/**
 * `plot`: draws a saved recording.
 *
 * @module
 */

import { recordingFromJsonPieces } from "../mod.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { type Command, command } from "./command.ts";
import { OutputFolder } from "./output_folder.ts";
import { pictureNames, writePictures } from "./pictures.ts";
import { readPieces } from "./read_file.ts";
import { say } from "./say.ts";

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

/** Runs the command. */
export const plot: Command = command({
  name: "plot",
  help: plotHelp,
  flags: { values: ["out", "format"], switches: [] },
  takesFiles: true,
  run: async (args) => {
    if (args.positional.length !== 1) {
      throw new BadUse(`plot requires one file, a saved recording, received ${args.positional.length}`);
    }
    const formats = args.someOf("format", FORMATS);
    const recording = await blamingInput(() => recordingFromJsonPieces(readPieces(args.positional[0])));
    const folder = await OutputFolder.open(args.text("out") ?? "out", pictureNames(formats));
    await writePictures(recording, folder, formats);
    if (folder.written.length > 0) say(`wrote ${folder.written.join(" ")}`);
    return 0;
  },
});
