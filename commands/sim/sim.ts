/**
 * `sim`: builds a network, runs it, prints a summary and writes what was recorded.
 *
 * @module
 */

import {
  buildNetwork,
  explainDivergence,
  milliseconds,
  type Network,
  nonFinite,
  populationRate,
  type Recording,
  recordingToJsonPieces,
  run,
  specToJson,
  spikes,
  spikesToCsvPieces,
} from "../../mod.ts";
import { blamingInput } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { ENGINE_NAMES, requireAvailable } from "../engine_flag.ts";
import { recorderOf } from "./monitors.ts";
import { NETWORK_FILE_HELP } from "../transfer/network_file.ts";
import { NETWORK_HELP } from "../network_flags.ts";
import { interruptible } from "../interrupt.ts";
import { OutputFolder } from "../output_folder.ts";
import { PictureMaker } from "../picture_maker.ts";
import { pictureNames } from "../picture_files.ts";
import { withProgress } from "../progress.ts";
import { complain, say } from "../say.ts";
import { FORMATS, SIM_FLAGS, simPlan } from "./sim_plan.ts";
import { summaryLines } from "./summary.ts";

/** Width of a bin of the population rate [ms]. */
const RATE_BIN = 1;

/** Bins of the population rate at most: those of a long run are wider. */
const MOST_BINS = 1_000_000;

/** Time between two looks for neurons that diverge [ms]. */
const LOOK = 1;

/** Help of the command. */
export const simHelp: string = `Usage: deno task sim [flags]

Simulates the COBA-HH network (Brette et al. 2007, benchmark 3), prints a summary and writes the raster, the spikes and
the recording. Without flags: the notebook's first implementation, 4000 neurons, 100 ms.

${NETWORK_HELP}
${NETWORK_FILE_HELP}

The run
  --duration MS      simulated time in ms [100]
  --dt MS            time step in ms [0.1]
  --method NAME      integration method: exp_auto (first order, as published); staggered, substepped,
                     substepped_interpolated (second order); implicit_euler (as NEURON steps), adaptive_rkf45 (as NEST
                     steps); or a Runge–Kutta name such as rk4 (dt 0.05 or less) [exp_auto]
  --engine NAME      ${ENGINE_NAMES} [the first of these that has the method]
  --threads N        worker threads [1]; the result does not depend on it

What is recorded
  --monitor V:I,J    state variable V (v, m, h, n, gE, gI, spike, refractory, and what methods add: gateLag, spikeLag,
                     stepSize) of neurons I, J; may be repeated; "v:0,3200" is also its name in recording.json
  --every K          a row of every monitor each K steps [1]
  --out FOLDER       where files go [out]
  --format LIST      some of ${FORMATS.join(",")} [all]

  --help             this text
  --version          version

Exit status: 0 done, 1 the simulation diverged (files are written all the same) or a file could not be written, 2 bad
use, 130 interrupted (143 by SIGTERM, 129 by SIGHUP): what was done is written. Ctrl-C again ends it at once.

Examples
  deno task sim --variant seed-3 --scale 0.5 --duration 500
  deno task sim --network out/network.npz --engine reference
  deno task sim --monitor v:0,3200 --monitor gE:0 --duration 20
`;

/** Runs the command. */
export const sim: Command = command({
  name: "sim",
  help: simHelp,
  flags: SIM_FLAGS,
  run: async (args) => {
    const { spec, network: given, engine, dt, method, threads, duration, monitors, every, warnings, out, formats } =
      await simPlan(
        args,
      );
    await requireAvailable(engine);
    for (const warning of warnings) complain(`Warning: ${warning}`);

    using pictures = new DisposableStack();
    // Where the simulation has every processor, pictures wait for it.
    const early = threads < navigator.hardwareConcurrency ? pictures.use(new PictureMaker(formats)) : undefined;
    const began = performance.now();
    const network = given ?? await blamingInput(() => buildNetwork(spec));
    await using simulation = await blamingInput(() => engine.create(network, { dt, method, threads }));
    const traces = Object.fromEntries(monitors.map((monitor) => [monitor.text, recorderOf(monitor, every)]));
    const folder = await OutputFolder.open(out, fileNames(formats));
    const built = performance.now();

    const recorders = {
      ...traces,
      spikes: spikes(),
      rate: populationRate({
        binSteps: Math.max(1, Math.round(RATE_BIN / dt), Math.ceil(duration / dt / MOST_BINS)),
      }),
      nonFinite: nonFinite({ every: Math.max(1, Math.round(LOOK / dt)) }),
    };
    const { result: recording, status } = await interruptible((signal) =>
      withProgress("simulating", (onProgress) => run(simulation, duration, recorders, { signal, onProgress }))
    );
    const wall = { build: (built - began) / 1000, run: (performance.now() - built) / 1000 };
    if (status !== undefined) {
      complain(`Interrupted after ${milliseconds((recording.stop - recording.start) * dt)} ms`);
    }

    // What cannot be had again comes first, and pictures, which plot draws again, come last.
    await writeData(recording, network, folder, formats);
    for (const line of await summaryLines(recording, network, wall, simulation.notes)) say(line);
    const isDiverged = explainDivergence(recording).length > 0;
    await (early ?? pictures.use(new PictureMaker(formats))).write(recording, folder);
    say(`  wrote         ${folder.written.join(" ")}`);
    return status ?? (isDiverged ? 1 : 0);
  },
});

/** Names of the files that a run may write. */
function fileNames(formats: readonly string[]): string[] {
  return [
    ...pictureNames(formats),
    ...(formats.includes("csv") ? ["spikes.csv"] : []),
    ...(formats.includes("json") ? ["recording.json", "network.json", "network.npz"] : []),
  ];
}

async function writeData(
  recording: Recording,
  network: Network,
  folder: OutputFolder,
  formats: readonly string[],
): Promise<void> {
  if (formats.includes("json")) await folder.write("network.json", specToJson(network.spec));
  if (formats.includes("csv")) await folder.write("spikes.csv", () => spikesToCsvPieces(recording));
  if (!formats.includes("json")) return;
  await folder.write("recording.json", () => recordingToJsonPieces(recording));
  // Of given synapses the specification says that they are given, and no more.
  if (network.spec.connectivity.rule === "explicit") {
    await folder.write("network.npz", async () => (await import("../../interchange/mod.ts")).networkToNpz(network));
  }
}
