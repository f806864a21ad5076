/**
 * `import`: networks and spikes of other programs.
 *
 * @module
 */

import { buildNetwork, milliseconds, type Network, printable, recordingToJsonPieces } from "../../mod.ts";
import { networkToNpz, npzFile } from "../../interchange/mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { importedRecording } from "./imported_recording.ts";
import { NETWORK_FILE_FLAGS, NETWORK_FILE_HELP, networkFileOf, readNetwork } from "./network_file.ts";
import { NETWORK_FLAGS, NETWORK_HELP, networkSpecOf } from "../network_flags.ts";
import { OutputFolder } from "../output_folder.ts";
import { FileSource } from "../read_file.ts";
import { say } from "../say.ts";
import {
  FILE_FLAGS,
  readSpikes,
  requireEffect,
  requireFilesFor,
  SPIKES_OF_NETWORK_HELP,
  type SpikeSource,
} from "../spikes/spike_flags.ts";

/** Help of the command. */
export const importHelp: string = `Usage: deno task import NETWORK [flags]
       deno task import SPIKES... [flags]

Reads a network, network.npz or a folder of CSV or SONATA, and writes it as network.npz, which sim and export take with
--network. Or reads spikes, several files being parts of one run (as the ranks of a cluster write them), and writes
them as recording.json, which plot, compare and judge take.

${SPIKES_OF_NETWORK_HELP}
  --simulator NAME   what made the spikes, for the record [unknown]
  --method NAME      its integration method, for the record [unknown]

${NETWORK_HELP}
${NETWORK_FILE_HELP}
                     A network's file has its own; these are for files that have none, and for spikes.

  --out FOLDER       where files go [out]
  --help             this text

Examples
  deno task import sonata_folder --out mine && deno task sim --network mine/network.npz
  deno task import nest/spikes-0.csv nest/spikes-1.csv --network nest --duration 1000 --simulator nest
`;

/** Runs the command. */
export const importCommand: Command = command({
  name: "import",
  help: importHelp,
  flags: {
    values: [...NETWORK_FLAGS, ...NETWORK_FILE_FLAGS, "duration", "simulator", "method", "out"],
    repeated: FILE_FLAGS,
    switches: [],
  },
  takesFiles: true,
  run: async (args) => {
    const files = args.positional;
    if (files.length === 0 && args.text("edges") !== undefined) {
      return await writeNetwork((await networkFileOf(args))!, args);
    }
    if (files.length === 0) throw new BadUse("import requires a network or files of spikes, received none");
    requireFilesFor(args, files.length);
    if (files.length === 1 && await isNetwork(files[0])) return await importNetwork(files[0], args);
    return await importSpikes(files, args);
  },
});

/** Whether the path is a folder, or NPZ with rows of synapses. */
async function isNetwork(path: string): Promise<boolean> {
  const isFolder = await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
  if (isFolder || path.endsWith("circuit_config.json")) return true;
  using source = await FileSource.open(path);
  const [first, second] = source.read(0, 2);
  if (first !== 0x50 || second !== 0x4b) return false;
  const { headers } = await blamingInput(() => npzFile(source));
  return headers.has("indptr") || (headers.has("row") && headers.has("col"));
}

async function importNetwork(path: string, args: Arguments): Promise<number> {
  if (args.text("network") !== undefined) {
    throw new BadUse(`--network cannot be given beside ${path}, which is a network`);
  }
  return await writeNetwork(await readNetwork(path, args), args);
}

async function writeNetwork(network: Network, args: Arguments): Promise<number> {
  const folder = await OutputFolder.open(args.text("out") ?? "out", ["network.npz"]);
  await folder.write("network.npz", () => networkToNpz(network));
  say(networkWords(network));
  if (folder.written.length > 0) say(`wrote ${folder.written.join(" ")}`);
  return 0;
}

async function importSpikes(files: readonly string[], args: Arguments): Promise<number> {
  const given = await networkFileOf(args);
  const spec = given?.spec ?? await networkSpecOf(args);
  const network = given ?? await blamingInput(() => buildNetwork(spec));
  const sources: SpikeSource[] = [];
  for (const [k, file] of files.entries()) sources.push(await readSpikes(file, args, k, network));
  requireEffect(sources);
  const recording = await blamingInput(() =>
    importedRecording(network, sources, {
      simulator: args.text("simulator") ?? "unknown",
      method: args.text("method") ?? "unknown",
    })
  );
  const folder = await OutputFolder.open(args.text("out") ?? "out", ["recording.json"]);
  await folder.write("recording.json", () => recordingToJsonPieces(recording));
  const { observed: { spikes }, start, stop, provenance: { dt } } = recording;
  say(networkWords(network));
  say(`${spikes.step.length} spikes in ${milliseconds((stop - start) * dt)} ms in steps of ${dt} ms`);
  if (folder.written.length > 0) say(`wrote ${folder.written.join(" ")}`);
  return 0;
}

function networkWords({ spec, neurons, excitatory, connectivity }: Network): string {
  return `COBA-HH ${printable(spec.variant)}, scale ${spec.scale}, seed ${spec.seed}: ${neurons} neurons ` +
    `(${excitatory} E, ${neurons - excitatory} I), ${connectivity.synapses} synapses`;
}
