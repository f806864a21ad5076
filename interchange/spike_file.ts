/**
 * A file of spikes, whatever its format: the first bytes tell which.
 *
 * @module
 */

import { recordingFromJsonPieces } from "../record/json.ts";
import { spikesOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import { beginsWith, type ByteSource, sourceOf } from "./byte_source.ts";
import { requireKnownFormat } from "./foreign_files.ts";
import { isHdf5 } from "./hdf5.ts";
import { isGzip } from "./inflate.ts";
import { SIMULATOR_FILES, type SimulatorName, simulatorWords } from "./simulator_files.ts";
import { type CsvOptions, type ReadSpikes, spikesFromText } from "./spike_csv.ts";
import { type NpzOptions, spikesFromNpy, spikesFromNpz } from "./spike_npz.ts";
import { type SonataOptions, spikesFromSonata } from "./spike_sonata.ts";
import { type SpikeTimes, toTimes } from "./spike_times.ts";
import { unpackedPieces } from "./text_lines.ts";
import { isZip } from "./zip.ts";

/**
 * Formats of spike files.
 *
 * @category Spike files
 */
export type SpikeFormat = "csv" | "npz" | "npy" | "json" | "sonata";

/**
 * Everything that a reader may have to be told; what a format has no use for is listed in the file that is read.
 *
 * @category Spike files
 */
export interface SpikeFileOptions extends CsvOptions, NpzOptions, SonataOptions {}

/**
 * Contents of a file.
 *
 * @category Spike files
 */
export interface SpikeFile {
  /** What its bytes say it is. */
  readonly format: SpikeFormat;
  /** Its spikes. */
  readonly times: SpikeTimes;
  /** The recording, where it is one of this library's. */
  readonly recording?: Recording;
  /** What was found out about the file, and what is in it and was not used, in sentences. */
  readonly notes: readonly string[];
  /** The program that has written it, as it was told or as its bytes show. */
  readonly from?: SimulatorName;
  /** The neurons that were recorded, ascending, where the file says so. */
  readonly recorded?: Uint32Array;
  /** Time that the file gives to a spike of step 0 [ms], where the program that has written it is known and dt was given. */
  readonly origin?: number;
  /** Whether times lie between steps because the program that has written it interpolates. */
  readonly isInterpolated?: boolean;
  /** Options that were given and had no effect on a file of this format. */
  readonly unused: readonly string[];
}

/** Options that each format knows; `dt` and `neurons` are about the network and may always be given. */
const USED: Readonly<Record<SpikeFormat, readonly string[]>> = {
  csv: ["time", "neuron", "unit", "firstIndex", "populations", "separator", "header", "from"],
  npz: ["time", "neuron", "unit", "firstIndex", "raster", "from"],
  npy: ["time", "neuron", "unit", "firstIndex", "raster", "from"],
  sonata: ["populations", "unit", "firstIndex", "from"],
  json: [],
};

/** Bytes that a file of another format may have that is gzipped as a whole: 2 GiB. */
const LARGEST_UNPACKED = 2 ** 31;

/**
 * The spikes in a file: a zip is NPZ, an array of NumPy npy, HDF5 is SONATA, a brace opens a recording of this library, all
 * else is text. Any of them may be gzipped.
 *
 * @example
 * ```ts
 * import { readSpikeFile } from "@cobahh/cobahh/interchange";
 *
 * const nest = "# NEST version: 3.10\nsender\ttime_ms\n7\t38.9\n";
 * const { notes, origin } = await readSpikeFile(new TextEncoder().encode(nest), { dt: 0.1 });
 * console.log(notes[0], origin); // read as NEST 3 writes it …, 0.1
 * ```
 * @throws {SyntaxError} where the file is not whole, or not of its format.
 * @throws {RangeError} where a value is no time or no neuron.
 * @category Spike files
 */
export async function readSpikeFile(
  bytes: Uint8Array | ByteSource,
  options: SpikeFileOptions = {},
): Promise<SpikeFile> {
  const source = unwrapped(sourceOf(bytes));
  if (isHdf5(source)) return finished("sonata", await spikesFromSonata(source, sonataOptions(options)), options);
  if (isZip(source)) return finished("npz", spikesFromNpz(source, options), options);
  if (isNpy(source)) return finished("npy", spikesFromNpy(source, options), options);
  requireKnownFormat(source);
  if (!beginsWithBrace(source)) return finished("csv", spikesFromText(source, options), options);
  requireRecording(source);
  const recording = await recordingFromJsonPieces(unpackedPieces(source));
  const spikes = spikesOf(recording);
  if (spikes === undefined) throw new SyntaxError("Cannot read spikes: the recording has no spikes recorded");
  const times = toTimes(spikes, recording.provenance.dt);
  return { ...finished("json", { times, notes: [] }, options), recording };
}

/** A program's files number neurons of SONATA as their populations do. */
function sonataOptions(options: SpikeFileOptions): SonataOptions {
  const { from } = options;
  return from === undefined ? options : { firstIndex: SIMULATOR_FILES[from].firstIndex, ...options };
}

function finished(format: SpikeFormat, read: ReadSpikes, options: SpikeFileOptions): SpikeFile {
  const { times, notes, from, recorded } = read, watched = recorded && { recorded };
  const given = Object.entries(options).filter(([, value]) => value !== undefined).map(([name]) => name);
  const unused = given.filter((name) => !["dt", "neurons"].includes(name) && !USED[format].includes(name));
  const simulator = from ?? options.from;
  if (simulator === undefined || format === "json") return { format, times, notes, unused, ...watched };
  const { reports, isInterpolated = false } = SIMULATOR_FILES[simulator];
  const origin = reports === "end" ? options.dt : 0;
  return {
    format,
    times,
    notes: notes.some((note) => note.startsWith("read as")) ? notes : [simulatorWords(simulator), ...notes],
    unused,
    ...watched,
    from: simulator,
    isInterpolated,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The source, or where it is gzip of anything but text what is in it. */
function unwrapped(source: ByteSource): ByteSource {
  if (!isGzip(source)) return source;
  const [first = new Uint8Array(0)] = unpackedPieces(source);
  const beginning = sourceOf(first);
  if (!isHdf5(beginning) && !isZip(beginning) && !isNpy(beginning)) return source;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const piece of unpackedPieces(source)) {
    pieces.push(piece);
    length += piece.length;
    if (length <= LARGEST_UNPACKED) continue;
    throw new RangeError(
      `Cannot read spikes: at most ${LARGEST_UNPACKED} bytes in gzip are required (gunzip the file first)`,
    );
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return sourceOf(all);
}

function isNpy(source: ByteSource): boolean {
  return beginsWith(source, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
}

/** Whether the first letter that is not a space (nor a byte order mark) is a brace or a bracket. */
function beginsWithBrace(source: ByteSource): boolean {
  const [piece = new Uint8Array(0)] = unpackedPieces(source);
  const first = piece.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return first === 0x7b || first === 0x5b;
}

/** First characters of other JSON formats of the field, and the remedy for each. */
function requireRecording(source: ByteSource): void {
  const [piece = new Uint8Array(0)] = unpackedPieces(source);
  const text = new TextDecoder().decode(piece.subarray(0, 4096));
  if (/"format"\s*:\s*"cobahh recording"/.test(text)) return;
  const what = /"(simData|netpyne_version|netParams|simConfig)"/.test(text)
    ? 'NetPyNE\'s (save simData["spkt"] and simData["spkid"] as two columns)'
    : /^\s*\[/.test(text)
    ? "a list (save it as two columns: time, neuron)"
    : undefined;
  if (what !== undefined) {
    throw new SyntaxError(`Cannot read spikes: JSON of this library's recordings is required, received ${what}`);
  }
}
