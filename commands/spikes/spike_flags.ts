/**
 * The flags that say how spikes are to be read from a file: columns, units, steps.
 *
 * @module
 */

import {
  type PopulationSizes,
  populationSizes,
  printable,
  quoted,
  type Spikes,
  spikesOf,
  variants,
} from "../../mod.ts";
import {
  readSpikeFile,
  SIMULATOR_FILES,
  SIMULATOR_NAMES,
  type SpikeFile,
  type SpikeFileOptions,
  TIME_UNITS,
  type TimeUnit,
  toSteps,
} from "../../interchange/mod.ts";
import { type AsRead, numbersOf, type ObservedSpikes, onlyOf } from "../../validation/mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { IDS_HELP, idsOf, recordedNumbers, renumbered } from "./ids_flag.ts";
import { RECORDED_HELP, recordedNeurons } from "./recorded_flag.ts";
import { FileSource } from "../read_file.ts";

/** Flags about the file, each with a value; where two files are read the second value is for the second. */
export const FILE_FLAGS: readonly string[] = [
  "from",
  "time",
  "neuron",
  "raster",
  "population",
  "unit",
  "first-index",
  "ids",
  "dt",
  "origin",
  "off-grid",
];

/** Flags about what was observed, for all files alike. */
export const OBSERVATION_FLAGS: readonly string[] = ["sizes", "duration", "recorded"];

/** Help of these flags. */
export const SPIKE_HELP: string =
  `Spike files: CSV or columns of text, NPZ, npy, SONATA HDF5, or a recording of this library, gzipped or not; the bytes
tell which
  --from PROGRAM     what has written them: ${SIMULATOR_NAMES.slice(0, 6).join(", ")},
                     ${SIMULATOR_NAMES.slice(6).join(", ")}; sets ids, origin, unit and columns
                     [where the bytes show it; said in a note]
  --time NAME        column or array of times, or its position [a usual name, or by the values]
  --neuron NAME      column or array of neurons, or its position [a usual name, or by the values]
  --raster NAME      NPZ: an array of a row per step and a column per neuron instead of these
  --population LIST  first neuron of each population, as exc=0,inh=3200 (SONATA, or a column of CSV)
  --unit UNIT        ${TIME_UNITS.join(", ")} [what the file says, else ms]
  --first-index N    number of the first neuron [0]; for a file of inhibitory neurons from 0 on: -3200
${IDS_HELP}
  --dt MS            time step [0.1; a recording says it]
  --origin MS        time of a spike of step 0: 0, or dt where a program tells the end of the step [0]
  --off-grid HOW     times between steps: refuse, nearest, or floor, for interpolated crossings [refuse]
  --sizes E,I        excitatory and inhibitory neurons [3200,800; a recording says it]
  --duration MS      how long was simulated [a recording's length, else until the last spike]
${RECORDED_HELP}`;

/** The same where the network is known, and with it the sizes. */
export const SPIKES_OF_NETWORK_HELP: string = SPIKE_HELP.replace(/\n *--sizes.*/, "");

/** A file of spikes, read. */
export interface SpikeSource {
  /** Its path. */
  readonly file: string;
  /** What is in it. */
  readonly content: SpikeFile;
  /** Its spikes with length and sizes. */
  readonly observed: ObservedSpikes;
  /** Whether it says itself how long it is, or the flags do. */
  readonly hasDuration: boolean;
  /** What times and neurons were read as. */
  readonly asRead: AsRead;
}

/** A file whose events are not spikes of the network's neurons in its steps, as it was read. */
export interface UnreadableSpikes extends Omit<SpikeSource, "observed"> {
  /** Sizes and time step of what it is said to be of. */
  readonly provenance: ObservedSpikes["provenance"];
  /** Why not. */
  readonly complaint: BadUse;
}

/**
 * Refuses flags about files that have more values than there are files.
 * @throws {BadUse} where one has.
 */
export function requireFilesFor(args: Arguments, files: number): void {
  for (const name of FILE_FLAGS) {
    const values = args.texts(name);
    if (values.length <= files) continue;
    throw new BadUse(`--${name} must be given at most once for each of ${files} files, received ${values.join(", ")}`);
  }
}

/**
 * The spikes of the k-th file of the command line, by its flags; of a network where that is known.
 * @throws {BadUse} where it cannot be read, or the flags do not fit it.
 */
export async function readSpikes(
  file: string,
  args: Arguments,
  k: number = 0,
  network?: PopulationSizes,
): Promise<SpikeSource> {
  const opened = await openSpikes(file, args, k, network);
  if ("complaint" in opened) throw opened.complaint;
  return opened;
}

/**
 * The same, where events that are not spikes of the network as they were read are not refused yet: another reading may be
 * found.
 * @throws {BadUse} where the file cannot be read at all, or the flags do not fit it.
 */
export async function openSpikes(
  file: string,
  args: Arguments,
  k: number = 0,
  network?: PopulationSizes,
): Promise<SpikeSource | UnreadableSpikes> {
  const flag = (name: string) => args.texts(name)[k] ?? args.texts(name)[0];
  const dtFlag = numberOf("dt", flag("dt"));
  if (dtFlag !== undefined && !(dtFlag > 0)) {
    throw new BadUse(`--dt requires a positive number of ms, received ${dtFlag}`);
  }
  const given = network ?? (args.text("sizes") === undefined ? undefined : sizesOf(args));
  const ids = flag("ids") === undefined
    ? undefined
    : await idsOf(flag("ids")!, given ?? sizesOf(args), flag("first-index"));
  const options = { ...readerOptions(flag, dtFlag, given), ...(ids?.isAbsolute ? { firstIndex: 0 } : {}) };
  using source = await FileSource.open(file);
  const content = await blaming(file, () => readSpikeFile(source, options));
  if (args.positional.length === 1) requireEffect([{ file, content }]);
  for (const note of content.notes) console.error(printable(`note: ${file}: ${note}`));
  const { recording, times } = content;
  const dt = recording?.provenance.dt ?? dtFlag ?? 0.1;
  const origin = numberOf("origin", flag("origin")) ?? content.origin ?? 0;
  const offGrid = oneOf("off-grid", flag("off-grid"), ["refuse", "nearest", "floor"] as const) ??
    (content.isInterpolated ? "floor" : "refuse");
  const recorded = recording && spikesOf(recording);
  const duration = args.number("duration");
  if (duration !== undefined && !(duration > 0)) {
    throw new BadUse(`--duration requires a positive number of ms, received ${duration}`);
  }
  if (duration !== undefined && Math.round(duration / dt) < 1) {
    throw new BadUse(`--duration requires at least a step of ${dt} ms, received ${duration}`);
  }
  if (ids !== undefined && recording !== undefined) {
    throw new BadUse(`--ids requires a file that it has an effect on, received a recording in ${file}`);
  }
  const sizes = recording?.provenance ?? network ?? sizesOf(args);
  if (network !== undefined && (sizes.excitatory !== network.excitatory || sizes.inhibitory !== network.inhibitory)) {
    throw new BadUse(
      `${file} must be of a network of ${network.excitatory} E and ${network.inhibitory} I, received one of ` +
        `${sizes.excitatory} E and ${sizes.inhibitory} I`,
    );
  }
  const provenance = { excitatory: sizes.excitatory, inhibitory: sizes.inhibitory, dt };
  const hasDuration = recording !== undefined || duration !== undefined, start = recording?.start ?? 0;
  const unit = (flag("unit") ?? "ms") as TimeUnit;
  const writer = content.from === undefined ? undefined : SIMULATOR_FILES[content.from];
  const list = args.text("recorded"), neurons = provenance.excitatory + provenance.inhibitory;
  const watched = list === undefined ? recorded?.neurons : recordedNeurons(list, neurons);
  // What a file says itself is by its own numbers: right as far as these are read rightly.
  const numbers = ids === undefined ? undefined : numbersOf(ids.numbering, provenance);
  const inFile = watched === undefined ? recordedNumbers(content.recorded, numbers, neurons) : undefined;
  const asRead = {
    ...{
      unit: unit === "steps" ? dt : MS_OF[unit],
      firstIndex: ids?.isAbsolute ? 0 : Number(flag("first-index") ?? writer?.firstIndex ?? 0),
    },
    ...(ids && { numbering: ids.numbering }),
    ...{ origin: recording === undefined ? origin : 0, ...(offGrid === "refuse" ? {} : { offGrid }) },
    ...(recording === undefined ? {} : { duration: recording.stop * dt }),
    ...(duration === undefined ? {} : { duration: start * dt + duration }),
    ...(watched && { recorded: watched }),
  };
  let spikes: Spikes;
  try {
    const own = numbers === undefined ? times : renumbered(times, numbers, file);
    spikes = recorded ?? await blaming(file, () => toSteps(own, dt, { origin, offGrid }));
    requireNeuronsBelow(neurons, spikes, file);
  } catch (complaint) {
    if (!(complaint instanceof BadUse)) throw complaint;
    return { file, content, hasDuration, asRead, provenance, complaint };
  }
  const length = recording === undefined ? (spikes.step.at(-1) ?? 0) + 1 : recording.stop - start;
  const stop = start + (duration === undefined ? length : Math.round(duration / dt));
  const observed = onlyOf({ spikes, start, stop, provenance }, watched ?? inFile);
  return { file, content, observed, hasDuration, asRead };
}

function requireNeuronsBelow(neurons: number, { neuron }: Spikes, file: string): void {
  const largest = neuron.reduce((a, b) => Math.max(a, b), 0);
  if (largest < neurons) return;
  throw new BadUse(`${file} must have neurons below ${neurons} (--sizes, --first-index), received ${largest}`);
}

/** ms of each unit. */
const MS_OF: Readonly<Record<Exclude<TimeUnit, "steps">, number>> = { ms: 1, s: 1000, us: 1e-3, ns: 1e-6 };

/** Flags that readers may have no use for. */
const FLAG_OF: Readonly<Record<string, string>> = { firstIndex: "first-index", populations: "population" };

/**
 * Refuses a flag that had no effect on any of the files.
 * @throws {BadUse} where there is one.
 */
export function requireEffect(sources: readonly Pick<SpikeSource, "file" | "content">[]): void {
  const [{ content: { unused } }] = sources;
  const idle = unused.find((name) => sources.every(({ content }) => content.unused.includes(name)));
  if (idle === undefined) return;
  const formats = sources.map(({ file, content }) => `${content.format} in ${file}`).join(" and ");
  throw new BadUse(`--${FLAG_OF[idle] ?? idle} requires a file that it has an effect on, received ${formats}`);
}

function readerOptions(
  flag: (name: string) => string | undefined,
  dt: number | undefined,
  sizes: PopulationSizes | undefined,
): SpikeFileOptions {
  const firstIndex = numberOf("first-index", flag("first-index"));
  const unit = oneOf("unit", flag("unit"), TIME_UNITS);
  const from = oneOf("from", flag("from"), SIMULATOR_NAMES);
  const population = flag("population");
  const [time, neuron, raster] = ["time", "neuron", "raster"].map(flag);
  return {
    dt: dt ?? 0.1,
    ...(sizes === undefined ? {} : { neurons: sizes.excitatory + sizes.inhibitory }),
    ...(from === undefined ? {} : { from }),
    ...(time === undefined ? {} : { time }),
    ...(neuron === undefined ? {} : { neuron }),
    ...(raster === undefined ? {} : { raster }),
    ...(unit === undefined ? {} : { unit: unit satisfies TimeUnit }),
    ...(firstIndex === undefined ? {} : { firstIndex }),
    ...(population === undefined ? {} : { populations: populationsOf(population) }),
  };
}

function populationsOf(list: string): Record<string, number> {
  return Object.fromEntries(
    list.split(",").map((entry) => {
      const [name, first] = entry.split("=");
      const index = Number(first);
      if (first === undefined || first === "" || !Number.isInteger(index) || index < 0) {
        throw new BadUse(`--population requires NAME=FIRST,NAME=FIRST, received ${quoted(list)}`);
      }
      return [name, index];
    }),
  );
}

function sizesOf(args: Arguments): { excitatory: number; inhibitory: number } {
  const text = args.text("sizes");
  if (text === undefined) return populationSizes(variants["seed-1"].spec);
  const [excitatory, inhibitory, ...others] = text.split(",").map(Number);
  if (others.length > 0 || !(excitatory >= 0) || !(inhibitory >= 0) || !Number.isInteger(excitatory + inhibitory)) {
    throw new BadUse(`--sizes requires two numbers of neurons as E,I, received ${quoted(text)}`);
  }
  if (excitatory + inhibitory === 0) throw new BadUse("--sizes requires at least one neuron, received 0,0");
  return { excitatory, inhibitory };
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new BadUse(`--${name} requires a number, received ${quoted(text)}`);
}

function oneOf<T extends string>(name: string, text: string | undefined, known: readonly T[]): T | undefined {
  if (text === undefined || known.includes(text as T)) return text as T | undefined;
  throw new BadUse(`--${name} requires one of ${known.join(", ")}, received ${quoted(text)}`);
}

/** Complaints of readers begin with the file that they are about. */
async function blaming<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await blamingInput(work);
  } catch (error) {
    throw error instanceof BadUse ? new BadUse(`${file}: ${error.message}`) : error;
  }
}
