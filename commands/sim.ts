/**
 * `sim`: builds a network, runs it, prints a summary and writes what was recorded.
 *
 * @module
 */

import {
  buildNetwork,
  cobaHh,
  type Engine,
  engines,
  explainDivergence,
  type Network,
  type NetworkSpec,
  NonFiniteRecorder,
  RateRecorder,
  type Recording,
  recordingToJson,
  run,
  specFromJson,
  specToJson,
  SpikeRecorder,
  spikesToCsv,
  stepsOf,
  variants,
} from "../mod.ts";
import { Arguments } from "./arguments.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { monitor } from "./monitors.ts";
import { OutputFolder } from "./output_folder.ts";
import { writePictures } from "./pictures.ts";
import { progressBar } from "./progress.ts";
import { summaryLines } from "./summary.ts";

/** Formats that --format knows. */
const FORMATS = ["svg", "png", "csv", "json"];

/** Width of a bin of the population rate [ms]. */
const RATE_BIN = 1;

/** Time between two looks for neurons that diverge [ms]. */
const LOOK = 1;

/** Flags that say which network; --spec says it all at once. */
const NETWORK_FLAGS = ["variant", "scale", "scaling", "seed"];

/** Help of the command. */
export const simHelp: string = `Usage: deno task sim [flags]

Simulates the COBA-HH network (Brette et al. 2007, benchmark 3), prints a summary and writes the raster, the spikes and
the recording. Without flags: the notebook's first implementation, 4000 neurons, 100 ms.

The network
  --variant NAME     published version: ${Object.keys(variants).join(", ")} [seed-1]
  --scale X          size relative to 4000 neurons [1]
  --scaling RULE     weights: connection probability kept, weights / scale; in-degree: inputs per neuron kept
                     [weights for seed-*, in-degree for the others]
  --seed N           seed of synapses, initial state and stimulus [1]
  --spec FILE        all of this and every other choice from a JSON file, as each run writes it to network.json

The run
  --duration MS      simulated time in ms [100]
  --dt MS            time step in ms [0.1]
  --method NAME      integration method [exp_auto]
  --engine NAME      ${engines.map(({ name }) => name).join(", ")} [the first of these that has the method]
  --threads N        worker threads [1]; the result does not depend on it

What is recorded
  --monitor V:I,J    state variable V (v, m, h, n, gE, gI, spike, refractory) of neurons I, J; may be repeated
  --every K          a row of every monitor each K steps [1]
  --out FOLDER       where files go [out]
  --format LIST      some of ${FORMATS.join(",")} [all]

  --help             this text
  --version          version

Exit status: 0 done, 1 the simulation diverged (files are written all the same), 2 bad use, 130 interrupted.

Examples
  deno task sim --variant seed-3 --scale 0.5 --duration 500
  deno task sim --monitor v:0,3200 --monitor gE:0 --duration 20
`;

/** Everything that the flags say, checked before anything is simulated or written. */
interface Plan {
  readonly spec: NetworkSpec;
  readonly engine: Engine;
  readonly dt: number;
  readonly method: string;
  readonly threads: number;
  readonly duration: number;
  readonly monitors: readonly string[];
  readonly every: number;
  readonly out: string;
  readonly formats: readonly string[];
}

async function plan(args: Arguments): Promise<Plan> {
  const surplus = args.positional[0];
  if (surplus !== undefined) throw new BadUse(`sim takes flags only, received ${JSON.stringify(surplus)}`);
  const every = args.number("every") ?? 1;
  if (!Number.isInteger(every) || every < 1) {
    throw new BadUse(`--every requires a positive integer of steps, received ${every}`);
  }
  const formats = (args.text("format") ?? FORMATS.join(",")).split(",");
  const unknown = formats.find((format) => !FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new BadUse(`--format requires some of ${FORMATS.join(",")}, received ${JSON.stringify(unknown)}`);
  }
  const spec = await specOf(args);
  const method = args.text("method") ?? "exp_auto";
  const engine = engineNamed(args.text("engine") ?? firstWith(method).name);
  if (!engine.methods.includes(method)) {
    throw new BadUse(
      `--method requires one of ${engine.methods.join(", ")} with engine ${engine.name}, received ${
        JSON.stringify(method)
      }`,
    );
  }
  const dt = args.number("dt") ?? 0.1;
  if (!(dt > 0)) throw new BadUse(`--dt requires a positive number of ms, received ${dt}`);
  const duration = args.number("duration") ?? 100;
  await blamingInput(() => stepsOf(duration, dt));
  const threads = args.number("threads") ?? 1;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new BadUse(`--threads requires a positive integer, received ${threads}`);
  }
  return {
    spec,
    engine,
    dt,
    method,
    threads,
    duration,
    monitors: args.texts("monitor"),
    every,
    out: args.text("out") ?? "out",
    formats,
  };
}

async function specOf(args: Arguments): Promise<NetworkSpec> {
  const file = args.text("spec");
  if (file === undefined) {
    const options = {
      variant: args.text("variant"),
      scale: args.number("scale"),
      scaling: args.text("scaling") as NetworkSpec["scaling"] | undefined,
      seed: args.number("seed"),
    };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    return await blamingInput(() => cobaHh(given));
  }
  const beside = NETWORK_FLAGS.find((name) => args.text(name) !== undefined);
  if (beside !== undefined) throw new BadUse(`--${beside} cannot be given beside --spec, which says it already`);
  const text = await readText(file);
  return await blamingInput(() => specFromJson(text));
}

/**
 * The text of a file.
 * @throws {BadUse} where it cannot be read.
 */
export async function readText(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    const reason = (error as Error).message.split(":")[0].replace(/ \(os error.*$/, "").toLowerCase();
    throw new BadUse(`Cannot read ${file}: ${reason}`);
  }
}

/** The first engine that has the method; where none has, the one with most methods, for the complaint. */
function firstWith(method: string): Engine {
  return engines.find(({ methods }) => methods.includes(method)) ?? engines.at(-1)!;
}

function engineNamed(name: string): Engine {
  const engine = engines.find((engine) => engine.name === name);
  if (engine !== undefined) return engine;
  throw new BadUse(
    `--engine requires one of ${engines.map(({ name }) => name).join(", ")}, received ${JSON.stringify(name)}`,
  );
}

/** Runs the command and gives its exit status. */
export async function sim(argv: readonly string[]): Promise<number> {
  const args = new Arguments(argv, {
    values: [...NETWORK_FLAGS, "spec", "duration", "dt", "method", "engine", "threads", "every", "out", "format"],
    repeated: ["monitor"],
    switches: ["help"],
  });
  if (args.has("help")) {
    console.log(simHelp);
    return 0;
  }
  const { spec, engine, dt, method, threads, duration, monitors, every, out, formats } = await plan(args);
  const reason = await engine.unavailable();
  if (reason !== undefined) throw new BadUse(`Engine ${engine.name} cannot run here: ${reason}`);

  const began = performance.now();
  const network = await blamingInput(() => buildNetwork(spec));
  const traces = monitors.map((text) => monitor(text, every, network.neurons));
  const folder = await OutputFolder.open(out);
  await using simulation = await blamingInput(() => engine.create(network, { dt, method, threads }));
  const built = performance.now();

  const recorders = [
    new SpikeRecorder(),
    new RateRecorder(Math.max(1, Math.round(RATE_BIN / dt))),
    new NonFiniteRecorder(Math.max(1, Math.round(LOOK / dt))),
    ...traces,
  ];
  const recording = await interruptible((signal, onProgress) =>
    run(simulation, duration, recorders, { signal, onProgress })
  );
  const wall = { build: (built - began) / 1000, run: (performance.now() - built) / 1000 };

  await writeFiles(recording, network, folder, formats);
  for (const line of await summaryLines(recording, network, wall, simulation.notes)) console.log(line);
  console.log(`  wrote         ${folder.written.join(" ")}`);
  if (recording.aborted) {
    console.error(`Interrupted after ${Number(((recording.stop - recording.start) * dt).toFixed(6))} ms`);
    return 130;
  }
  return explainDivergence(recording).length > 0 ? 1 : 0;
}

/** Shows progress, and lets Ctrl-C end the work early but in order. */
async function interruptible<T>(
  work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>,
): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  const progress = progressBar("simulating");
  Deno.addSignalListener("SIGINT", onInterrupt);
  try {
    return await work(interrupt.signal, progress.update);
  } finally {
    Deno.removeSignalListener("SIGINT", onInterrupt);
    progress.stop();
  }
}

async function writeFiles(
  recording: Recording,
  network: Network,
  folder: OutputFolder,
  formats: readonly string[],
): Promise<void> {
  await writePictures(recording, folder, formats);
  if (formats.includes("csv")) await folder.write("spikes.csv", spikesToCsv(recording));
  if (!formats.includes("json")) return;
  await folder.write("recording.json", recordingToJson(recording));
  await folder.write("network.json", specToJson(network.spec));
}
