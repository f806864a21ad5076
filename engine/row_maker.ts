/**
 * Rows for storing, made by a kernel (tools/kernel/rows.ts) where the rule draws them: the bytes that model/connection_rules.ts
 * gives, several times as fast.
 *
 * @module
 */

import type { Connectivity } from "../model/connectivity.ts";
import type { DrawnRows } from "../model/row_procedure.ts";
import { MINIMUM_PAGES } from "./layout.ts";
import { moduleBytes } from "./modules.ts";
import { Placement } from "./placement.ts";
import { placeProcedure } from "./procedural_rows.ts";
import type { Range } from "./ranges.ts";
import type { WrittenFormat } from "./row_format.ts";

/** A function of the kernel that writes the targets of neurons. */
type MakeRows = (
  neuron: number,
  last: number,
  rows: number,
  bits: number,
  index: number,
  out: number,
  begins: number,
  ends: number,
) => void;

/** A function of the kernel that writes the bytes of rows. */
type Encode = (
  count: number,
  begins: number,
  ends: number,
  first: number,
  limit: number,
  out: number,
  bytes: number,
) => void;

/** Targets that are made at a time, at most, where no row is longer: they stay in the processor's cache. */
const TARGETS_AT_ONCE = 16_384;

/** Mean distance of targets from which on words of 64 bits are looked up instead of all being read. */
const SPARSE = 256;

let compiled: WebAssembly.Module | undefined;

/** Bytes of some consecutive rows, in the part that lies in one range. */
export interface RowsInRange {
  /** Number of the range. */
  readonly range: number;
  /** The first neuron. */
  readonly neuron: number;
  /** The bytes, row after row. */
  readonly bytes: Uint8Array;
  /** Where each row ends, from the beginning of `bytes`. */
  readonly ends: Uint32Array;
}

/** Calls `append` with all rows, some at a time, range by range. What it is given is valid until it returns. */
export function eachDrawnRow(
  procedure: DrawnRows,
  { neurons, synapses }: Pick<Connectivity, "neurons" | "synapses">,
  ranges: readonly Range[],
  format: WrittenFormat,
  append: (rows: RowsInRange) => void,
): void {
  const { parts, excludesSelf } = procedure;
  const everyone = { first: 0, size: neurons };
  const at = new Placement(65536 * MINIMUM_PAGES),
    { address: rows, segments } = placeProcedure(procedure, everyone, at);
  const words = Math.ceil(Math.max(...parts.map(({ size }) => size)) / 64);
  const bits = at.place(8 * words), index = at.place(8 * Math.ceil(words / 64));
  const longest = longestRow(procedure, neurons);
  const atOnce = Math.max(1, Math.floor(TARGETS_AT_ONCE / Math.max(1, longest)));
  const targets = at.place(4 * longest * atOnce);
  const begins = at.place(4 * atOnce), ends = at.place(4 * atOnce), byteEnds = at.place(4 * atOnce);
  // The most bytes: two a synapse, and those that only move on, of which a row has one for every 255 neurons at most.
  const out = at.place((2 * longest + neurons / 255 + 2) * atOnce);
  const memory = new WebAssembly.Memory({ initial: at.pages });
  for (const { address, bytes } of segments) new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  compiled ??= new WebAssembly.Module(moduleBytes("rows"));
  const kernel = new WebAssembly.Instance(compiled, { env: { memory } }).exports;
  const isSparse = neurons * neurons > SPARSE * synapses;
  const makeRows = kernel[`rows${excludesSelf ? "_others" : ""}${isSparse ? "_sparse" : ""}`] as MakeRows;
  const encode = kernel[format] as Encode;
  for (let neuron = 0; neuron < neurons; neuron += atOnce) {
    const count = Math.min(atOnce, neurons - neuron);
    makeRows(neuron, neuron + count, rows, bits, index, targets, begins, ends);
    ranges.forEach(({ first, size }, range) => {
      const limit = range === ranges.length - 1 ? neurons : first + size;
      encode(count, begins, ends, first, limit, out, byteEnds);
      const addresses = new Uint32Array(memory.buffer, byteEnds, count);
      const bytes = new Uint8Array(memory.buffer, out, addresses[count - 1] - out);
      append({ range, neuron, bytes, ends: addresses.map((address) => address - out) });
    });
  }
}

/** Length of the longest row. */
function longestRow({ parts }: DrawnRows, neurons: number): number {
  let longest = 0;
  for (let i = 0; i < neurons; i++) {
    const length = parts.reduce((sum, { table }) => sum + table[3 * i + 2], 0);
    if (length > longest) longest = length;
  }
  return longest;
}
