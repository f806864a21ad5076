/**
 * `export`: the network for other programs.
 *
 * @module
 */

import { buildNetwork, printable, quoted } from "../../mod.ts";
import { EXPORT_TARGETS, exportNetwork, type ExportTarget } from "../../interchange/mod.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { NETWORK_FILE_FLAGS, NETWORK_FILE_HELP, networkFileOf } from "./network_file.ts";
import { NETWORK_FLAGS, NETWORK_HELP, networkSpecOf } from "../network_flags.ts";
import { OutputFolder } from "../output_folder.ts";
import { say } from "../say.ts";

/** Help of the command. */
export const exportHelp: string = `Usage: deno task export --to TARGET [flags]

Writes the network, synapse by synapse, with its state, parameters and stimulus, for another program:

  npz        network.npz: arrays of NumPy; synapses as SciPy's csr_array has them
  csv        neurons.csv, synapses.csv.gz, network.json
  sonata     nodes.h5, edges.h5 and their types, circuit_config.json
  nest       network.npz and nest_cobahh.py, for NEST 3: threads, MPI
  neuron     network.npz, neuron_cobahh.py and traub.mod, for NEURON 9: threads, MPI
  brian2     network.npz and brian2_cobahh.py, for Brian 2
  brainpy    network.npz and brainpy_cobahh.py, for BrainPy 2

A script is run in its folder and writes spikes.csv, which compare, judge and import read. Its heading says what its
simulator does otherwise; Brian 2 and BrainPy do nothing otherwise: their spikes are the reference engine's.

${NETWORK_HELP}
${NETWORK_FILE_HELP}

  --to TARGET        ${EXPORT_TARGETS.join(", ")}
  --dt MS            time step of the scripts and of the stimulus [0.1]
  --out FOLDER       where files go [out]
  --help             this text

Examples
  deno task export --to brian2 --variant brian2 --out brian
  deno task export --to nest --variant nest --scale 4 --out nest; cd nest; mpirun -n 2 python nest_cobahh.py
`;

/** Runs the command. */
export const exportCommand: Command = command({
  name: "export",
  help: exportHelp,
  flags: { values: [...NETWORK_FLAGS, ...NETWORK_FILE_FLAGS, "to", "dt", "out"], switches: [] },
  run: async (args) => {
    const target = args.text("to");
    if (!EXPORT_TARGETS.includes(target as ExportTarget)) {
      throw new BadUse(
        `--to requires one of ${EXPORT_TARGETS.join(", ")}, received ${target === undefined ? "none" : quoted(target)}`,
      );
    }
    const dt = args.number("dt") ?? 0.1;
    if (!(dt > 0)) throw new BadUse(`--dt requires a positive number of ms, received ${dt}`);
    const given = await networkFileOf(args);
    const spec = given?.spec ?? await networkSpecOf(args);
    const network = given ?? await blamingInput(() => buildNetwork(spec));
    const files = await blamingInput(() => exportNetwork(network, target as ExportTarget, { dt }));
    const folder = await OutputFolder.open(args.text("out") ?? "out", files.map(({ name }) => name));
    for (const { name, content } of files) await folder.write(name, content);
    say(
      `COBA-HH ${printable(spec.variant)}, scale ${spec.scale}, seed ${spec.seed}: ${network.neurons} neurons, ` +
        `${network.connectivity.synapses} synapses`,
    );
    for (const [path, bytes] of folder.sizes) say(`wrote ${path} (${bytes} bytes)`);
    return 0;
  },
});
