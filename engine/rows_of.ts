/**
 * The rows of a network, in the format that is asked for or that fits, ready to be placed in the threads' memories.
 *
 * @module
 */

import type { Connectivity } from "../model/connectivity.ts";
import { procedureBytes, requireAddressable } from "./memory.ts";
import type { PlacedRows, Placement } from "./placement.ts";
import { placeProcedure, proceduralKernel, reasonNotProcedural } from "./procedural_rows.ts";
import type { Range } from "./ranges.ts";
import { formatFor, ROW_FORMATS, type RowFormat } from "./row_format.ts";
import { encodeRows, placeStored } from "./stored_rows.ts";

/** Rows that can be placed, and the delivery kernel that reads them. */
export interface Rows {
  /** Name of the delivery kernel. */
  readonly kernel: string;
  /** Places the rows of a thread. */
  place(thread: number, at: Placement): PlacedRows;
}

/**
 * The rows of every range, for a method.
 * @throws {RangeError} where the format that is asked for cannot hold them, or memory cannot be addressed with them.
 */
export function rowsOf(
  connectivity: Connectivity,
  ranges: readonly Range[],
  method: string,
  asked: RowFormat | undefined,
): Rows {
  const largest = ranges.reduce((a, b) => a.size > b.size ? a : b);
  const format = asked ?? formatFor(largest, connectivity, connectivity.procedure !== undefined);
  if (!ROW_FORMATS.includes(format)) refuse(`format must be one of ${ROW_FORMATS.join(", ")}`, JSON.stringify(format));
  const { neurons, synapses } = connectivity;
  const part = { neurons, synapses, size: largest.size, threads: ranges.length, method, format };
  if (format === "procedural") {
    const procedure = connectivity.procedure?.();
    const reason = reasonNotProcedural(procedure);
    if (reason !== undefined) refuse(`for format procedural ${reason}`, "another rule or network");
    requireAddressable({ ...part, procedure: procedureBytes(procedure!.kind, procedure!.parts.length) });
    return {
      kernel: proceduralKernel(procedure!),
      place: (thread, at) => placeProcedure(procedure!, ranges[thread], at),
    };
  }
  if (format === "u16" && largest.size > 65536) {
    refuse("format u16 is for at most 65536 neurons a thread", String(largest.size));
  }
  requireAddressable({ ...part, procedure: 0 });
  const encoded = encodeRows(connectivity, ranges, format);
  return { kernel: `deliver_${format}`, place: (thread, at) => placeStored(encoded[thread], at) };
}

function refuse(required: string, received: string): never {
  throw new RangeError(`Cannot create simulation: ${required}, received ${received}`);
}
