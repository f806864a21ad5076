/**
 * Formats in which a range of neurons keeps the rows of targets that lie in it (tools/kernel/deliver.ts reads them).
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import type { Connectivity } from "../model/connectivity.ts";
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

/** Formats of gaps: bytes of a gap, and the value that stands for a longer distance and is followed by the rest of it. */
export const GAPS = { gaps8: { width: 1, escape: 255 }, gaps16: { width: 2, escape: 65535 } } as const;

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
