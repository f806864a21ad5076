/**
 * Formats in which a range of neurons keeps the rows of targets that lie in it (tools/kernel/deliver.ts reads them).
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import { exp } from "../model/elementary.ts";
import type { Connectivity } from "../model/connectivity.ts";
import type { PlacedRows, Placement } from "./placement.ts";
import type { Range } from "./ranges.ts";

/**
 * `u16`: 2 bytes a synapse; `gaps8`, `gaps16`: distances between ascending targets in 1 or 2 bytes; `procedural`: nothing is
 * stored, a row is made again each time its neuron fires.
 *
 * @category Engines
 */
export type RowFormat = "u16" | "gaps8" | "gaps16" | "procedural";

/**
 * The formats by name.
 *
 * @category Engines
 */
export const ROW_FORMATS: readonly RowFormat[] = ["u16", "gaps8", "gaps16", "procedural"];

/** Bytes of stored rows of one thread beyond which rows are made again instead: half of what WebAssembly can address. */
const MOST_STORED = 2 ** 31;

/** Mean gap up to which one byte a gap is taken: 1.8 % of geometric gaps of this mean need a second byte. */
const SHORT_GAP = 64;

/**
 * The format of a range: `u16` where 16 bits reach all of it (the fastest), else `gaps8` where targets are dense, else
 * `gaps16`; `procedural` where even these would be too large, and the rule allows it. Results do not depend on it.
 */
export function formatFor(
  range: Range,
  { neurons, synapses }: Pick<Connectivity, "neurons" | "synapses">,
  isProcedural: boolean,
): RowFormat {
  const isDense = neurons ** 2 / synapses <= SHORT_GAP;
  const format = range.size <= 65536 ? "u16" : isDense ? "gaps8" : "gaps16";
  const bytes = synapses * range.size / neurons * bytesPerSynapse(format, { neurons, synapses });
  return bytes > MOST_STORED && isProcedural ? "procedural" : format;
}

/** Bytes of a gap, and the value that stands for a longer distance and is followed by the rest of it. */
const GAPS = { gaps8: { width: 1, escape: 255 }, gaps16: { width: 2, escape: 65535 } } as const;

/** Formats that are written; of procedural rows nothing is. */
export type WrittenFormat = Exclude<RowFormat, "procedural">;

/** Mean bytes of a synapse in rows of this format, where targets are drawn uniformly: gaps are geometric. */
export function bytesPerSynapse(
  format: RowFormat,
  { neurons, synapses }: Pick<Connectivity, "neurons" | "synapses">,
): number {
  if (format === "procedural" || synapses === 0) return 0;
  if (format === "u16") return 2;
  const { width, escape } = GAPS[format];
  return width * (1 + 1 / (exp(escape * synapses / neurons ** 2) - 1));
}

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

/** The rows of every range, each row asked for once. */
export function encodeRows(
  connectivity: Connectivity,
  ranges: readonly Range[],
  format: WrittenFormat,
): EncodedRows[] {
  const { neurons, synapses } = connectivity;
  const writers = ranges.map((range) => {
    const bytes = synapses * range.size / neurons * bytesPerSynapse(format, connectivity);
    return new RowWriter(neurons, Math.ceil(bytes) + 4096, range, format);
  });
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
