/**
 * Rows of a range of neurons as bytes, in one of the formats that are written (row_format.ts), and their place in a thread's memory.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Connectivity } from "../model/connectivity.ts";
import type { PlacedRows, Placement } from "./placement.ts";
import type { Range } from "./ranges.ts";
import { bytesPerSynapse, GAPS, type WrittenFormat } from "./row_format.ts";
import { eachDrawnRow, type RowsInRange } from "./row_maker.ts";

/** Rows of one range. */
export interface EncodedRows {
  /** Row i is bytes[offsets[i] .. offsets[i + 1]). */
  readonly offsets: Uint32Array;
  /** The rows, one after the other. */
  readonly bytes: Uint8Array;
}

/** Bytes behind the last row that the delivery kernel may touch. */
const TOUCHED_BEYOND = 192;

/** Collects the rows of one range. */
class RowWriter {
  readonly offsets: Uint32Array;
  #bytes: Uint8Array;
  #length = 0;
  #range: Range;
  #format: WrittenFormat;

  constructor(rows: number, expected: number, range: Range, format: WrittenFormat) {
    this.offsets = new Uint32Array(rows + 1);
    this.#bytes = new Uint8Array(expected);
    this.#range = range;
    this.#format = format;
  }

  /** Appends row i: targets[from .. to) lie in the range. */
  append(i: number, targets: Uint32Array, from: number, to: number): void {
    // A gap may need as many escapes as the range is long in gaps; a row ends them all at the range's end.
    const escapes = this.#format === "u16" ? 0 : this.#range.size / GAPS[this.#format].escape;
    this.#reserve(2 * (to - from + Math.ceil(escapes)) + 2);
    this.offsets[i] = this.#length;
    const { first } = this.#range;
    if (this.#format === "u16") {
      for (let k = from; k < to; k++) this.#put(targets[k] - first, 2);
    } else {
      const { width, escape } = GAPS[this.#format];
      let last = first;
      for (let k = from; k < to; k++) {
        let gap = targets[k] - last;
        for (; gap >= escape; gap -= escape) this.#put(escape, width);
        this.#put(gap, width);
        last = targets[k];
      }
    }
    this.offsets[i + 1] = this.#length;
  }

  /** Appends rows of which bytes have been made. */
  appendBytes({ neuron, bytes, ends }: RowsInRange): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    for (let k = 0; k < ends.length; k++) this.offsets[neuron + k + 1] = this.#length + ends[k];
    this.#length += bytes.length;
  }

  /** The rows, with the bytes behind them that may be touched. */
  finish(): EncodedRows {
    this.#reserve(TOUCHED_BEYOND);
    return { offsets: this.offsets, bytes: this.#bytes.subarray(0, this.#length + TOUCHED_BEYOND) };
  }

  #put(value: number, width: number): void {
    this.#bytes[this.#length++] = value;
    if (width === 2) this.#bytes[this.#length++] = value >>> 8;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.ceil((this.#length + more) * 1.25));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Standard deviations of room for rows that are longer than their mean: one more growth would hold all of them twice. */
const DEVIATIONS = 8;

/** Synapses from which on a kernel makes the rows: compiling it takes as long as making a few thousand without it. */
const KERNEL_SYNAPSES = 20_000;

/** The rows of every range, each row asked for once. */
export function encodeRows(
  connectivity: Connectivity,
  ranges: readonly Range[],
  format: WrittenFormat,
): EncodedRows[] {
  const { neurons, synapses } = connectivity;
  const writers = ranges.map((range) => {
    const bytes = synapses * range.size / neurons * bytesPerSynapse(format, connectivity);
    return new RowWriter(neurons, Math.ceil(bytes + DEVIATIONS * Math.sqrt(bytes)) + 4096, range, format);
  });
  const procedure = synapses >= KERNEL_SYNAPSES ? connectivity.procedure?.() : undefined;
  if (procedure?.kind === "drawn" && !procedure.repeats) {
    eachDrawnRow(procedure, connectivity, ranges, format, (rows) => writers[rows.range].appendBytes(rows));
    return writers.map((writer) => writer.finish());
  }
  for (let i = 0; i < neurons; i++) {
    const targets = connectivity.targets(i);
    let from = 0;
    ranges.forEach((range, r) => {
      const to = r === ranges.length - 1 ? targets.length : lowerBound(targets, range.first + range.size, from);
      writers[r].append(i, targets, from, to);
      from = to;
    });
  }
  return writers.map((writer) => writer.finish());
}

/** Places stored rows in a thread's memory: a table of their addresses, and the rows. */
export function placeStored({ offsets, bytes }: EncodedRows, at: Placement): PlacedRows {
  const address = at.place(offsets.byteLength);
  const first = at.place(bytes.length);
  const table = new Uint8Array(offsets.map((offset) => offset + first).buffer);
  return { address, segments: [{ address, bytes: table }, { address: first, bytes, isOwn: true }] };
}
