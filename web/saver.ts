/// <reference lib="dom" />
/**
 * The worker that writes files of spikes, so that the page does not stand still meanwhile.
 *
 * @module
 */

import { spikeTimesToNpz } from "../interchange/spike_npz.ts";
import { toTimes } from "../interchange/spike_times.ts";
import { type Recording, spikesToCsvPieces } from "../record/mod.ts";
import { type RasterPicture, rasterSvg } from "./raster_svg.ts";

/** A file to be written. */
export type Job =
  | { readonly kind: "csv" | "npz"; readonly recording: Recording }
  | { readonly kind: "svg"; readonly picture: RasterPicture };

/** How far it is, and the file at last. */
export type Saved =
  /** Part of the work that is done [1]. */
  | { readonly kind: "progress"; readonly part: number }
  | { readonly kind: "file"; readonly blob: Blob }
  | { readonly kind: "failed"; readonly message: string };

/** Spikes of a piece of text, and pieces that are one blob. */
const LINES = 16_384, PIECES = 16;

function report(message: Saved): void {
  self.postMessage(message);
}

function csvOf(recording: Recording): Blob {
  const spikes = recording.observed.spikes as unknown as { readonly step: Uint32Array };
  const blobs: Blob[] = [];
  let pieces: string[] = [], done = 0;
  for (const piece of spikesToCsvPieces(recording, LINES)) {
    pieces.push(piece);
    done += LINES;
    if (pieces.length < PIECES) continue;
    blobs.push(new Blob(pieces));
    pieces = [];
    report({ kind: "progress", part: Math.min(1, done / spikes.step.length) });
  }
  return new Blob([...blobs, ...pieces], { type: "text/csv" });
}

function npzOf({ observed, provenance: { dt } }: Recording): Blob {
  const { step, neuron } = observed.spikes as unknown as { readonly step: Uint32Array; readonly neuron: Uint32Array };
  const bytes = spikeTimesToNpz(toTimes({ step, neuron }, dt));
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" });
}

self.onmessage = ({ data: job }: MessageEvent<Job>) => {
  try {
    const blob = job.kind === "svg"
      ? new Blob([rasterSvg(job.picture)], { type: "image/svg+xml" })
      : job.kind === "csv"
      ? csvOf(job.recording)
      : npzOf(job.recording);
    report({ kind: "file", blob });
  } catch (error) {
    report({ kind: "failed", message: (error as Error).message });
  }
};
