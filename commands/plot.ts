/**
 * `plot`: draws a saved recording, or a file of spikes of any program.
 *
 * @module
 */

import { cobaHh, milliseconds, type Recording, recordingFromJsonPieces, VERSION } from "../mod.ts";
import type { PlotOptions } from "../plot/mod.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { type Command, command } from "./command.ts";
import { OutputFolder } from "./output_folder.ts";
import { pictureNames } from "./picture_files.ts";
import { writePictures } from "./pictures.ts";
import { FileSource, readPieces } from "./read_file.ts";
import { say } from "./say.ts";
import {
  FILE_FLAGS,
  OBSERVATION_FLAGS,
  readSpikes,
  requireFilesFor,
  SPIKE_HELP,
  type SpikeSource,
} from "./spikes/spike_flags.ts";

/** Formats that --format knows. */
const FORMATS = ["svg", "png"];

/** Help of the command. */
export const plotHelp: string = `Usage: deno task plot FILE [flags]

Draws a recording that sim has written (recording.json): the raster, the population rate, and the traces if it has any.
Or the raster and the rate of a file of spikes, whatever program has written it.

  --out FOLDER       where files go [out]
  --format LIST      some of ${FORMATS.join(",")} [all]
  --help             this text

${SPIKE_HELP}

Examples
  deno task plot out/recording.json --format png --out pictures
  deno task plot spikes-1.dat --from nest3
`;

/** Runs the command. */
export const plot: Command = command({
  name: "plot",
  help: plotHelp,
  flags: { values: ["out", "format", ...OBSERVATION_FLAGS], repeated: FILE_FLAGS, switches: [] },
  takesFiles: true,
  run: async (args) => {
    if (args.positional.length !== 1) {
      throw new BadUse(`plot requires one file, of a recording or of spikes, received ${args.positional.length}`);
    }
    requireFilesFor(args, 1);
    const formats = args.someOf("format", FORMATS);
    const file = args.positional[0];
    const { recording, words } = await isRecording(file)
      ? { recording: await blamingInput(() => recordingFromJsonPieces(readPieces(file))), words: {} }
      : drawable(await readSpikes(file, args));
    const folder = await OutputFolder.open(args.text("out") ?? "out", pictureNames(formats));
    await writePictures(recording, folder, formats, words);
    if (folder.written.length > 0) say(`wrote ${folder.written.join(" ")}`);
    return 0;
  },
});

/** Whether a file is JSON: a recording, which may have no spikes. */
async function isRecording(file: string): Promise<boolean> {
  using source = await FileSource.open(file);
  return new TextDecoder().decode(source.read(0, 64)).trimStart().startsWith("{");
}

function drawable(source: SpikeSource): { recording: Recording; words: PlotOptions } {
  const { recording } = source.content; // a gzipped one
  return recording === undefined
    ? { recording: recordingOf(source), words: wordsOf(source) }
    : { recording, words: {} };
}

/** The spikes of a file as a recording, of which nothing but sizes and time step is known. */
function recordingOf({ observed: { spikes, start, stop, provenance } }: SpikeSource): Recording {
  const { excitatory, inhibitory, dt } = provenance;
  return {
    provenance: {
      version: VERSION,
      spec: cobaHh({ populations: { excitatory, inhibitory } }),
      excitatory,
      inhibitory,
      synapses: 0,
      engine: "unknown",
      precision: "float64",
      method: "unknown",
      dt,
      threads: 1,
    },
    start,
    stop,
    aborted: false,
    observed: { spikes: { kind: "spikes", ...spikes } },
  };
}

function wordsOf({ file, content, observed: { spikes, stop, provenance: { dt } } }: SpikeSource): PlotOptions {
  return {
    title: file.slice(file.lastIndexOf("/") + 1),
    subtitle: `${content.format}, ${spikes.step.length} spikes in ${milliseconds(stop * dt)} ms, dt ${dt} ms`,
  };
}
