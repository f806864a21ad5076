/**
 * A file of spikes, whatever its format: the first bytes tell which.
 *
 * @module
 */

import { recordingFromJsonPieces } from "../record/json.ts";
import { spikesOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import { type ByteSource, piecesOf, sourceOf } from "./byte_source.ts";
import { isHdf5 } from "./hdf5.ts";
import { type CsvOptions, spikeTimesFromCsv } from "./spike_csv.ts";
import { type NpzOptions, spikeTimesFromNpz } from "./spike_npz.ts";
import { type SonataOptions, spikeTimesFromSonata } from "./spike_sonata.ts";
import { type SpikeTimes, toTimes } from "./spike_times.ts";
import { isZip } from "./zip.ts";

/** Formats of spike files. */
export type SpikeFormat = "csv" | "npz" | "json" | "sonata";

/** Everything that a reader may have to be told; what a format has no use for is ignored. */
export interface SpikeFileOptions extends CsvOptions, NpzOptions, SonataOptions {}

/** What a file has. */
export interface SpikeFile {
  /** Its format. */
  readonly format: SpikeFormat;
  /** Its spikes. */
  readonly times: SpikeTimes;
  /** The recording, where it is one of this library's. */
  readonly recording?: Recording;
}

/**
 * The spikes in a file: a zip is NPZ, HDF5 is SONATA, a brace opens a recording of this library, all else is CSV.
 * @throws {SyntaxError} where the file is not whole, or not of its format.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export async function readSpikeFile(
  bytes: Uint8Array | ByteSource,
  options: SpikeFileOptions = {},
): Promise<SpikeFile> {
  const source = sourceOf(bytes);
  if (isHdf5(source.read(0, 8))) {
    return { format: "sonata", times: await spikeTimesFromSonata(source.read(0, source.size), options) };
  }
  if (isZip(source)) return { format: "npz", times: spikeTimesFromNpz(source, options) };
  if (!beginsWithBrace(source.read(0, 1024))) {
    return { format: "csv", times: spikeTimesFromCsv(decoded(source.read(0, source.size)), options) };
  }
  const recording = await recordingFromJsonPieces(piecesOf(source));
  const spikes = spikesOf(recording);
  if (spikes === undefined) throw new SyntaxError("Cannot read spikes: the recording has no spikes recorded");
  return { format: "json", times: toTimes(spikes, recording.provenance.dt), recording };
}

/** Whether the first byte that is not a space (nor of a byte order mark) is a brace. */
function beginsWithBrace(bytes: Uint8Array): boolean {
  return bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte)) === 0x7b;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SyntaxError("Cannot read spikes: text, a zip or HDF5 is required, received other bytes");
  }
}
