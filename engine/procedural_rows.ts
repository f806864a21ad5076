/**
 * Rows that are not stored: in a thread's memory lies what the delivery kernel needs to make them again.
 *
 * @module
 */

import type { DealtRows, DrawnRows, RowProcedure } from "../model/row_procedure.ts";
import type { PlacedRows, Placement, Segment } from "./placement.ts";
import { PART, PROCEDURAL } from "./procedural_layout.ts";
import type { Range } from "./ranges.ts";

/** Sites that the kernel permutes side by side; they must not run over the end of the permutation's grid twice. */
const SITES_AT_ONCE = 16;

/** Name of the delivery kernel for such rows. */
export function proceduralKernel(procedure: RowProcedure): string {
  if (procedure.kind === "dealt") return "deliver_dealt";
  return `deliver_drawn${procedure.repeats ? "_repeats" : ""}${procedure.excludesSelf ? "_others" : ""}`;
}

/** The reason why a kernel cannot draw these rows, or undefined if it can. */
export function reasonNotProcedural(procedure: RowProcedure | undefined): string | undefined {
  if (procedure === undefined) {
    return "a rule of fixed out-degree, bernoulli, or in-degree with autapses and multapses is required";
  }
  const parts = procedure.kind === "dealt" ? procedure.parts : [];
  const small = parts.find(({ permutation }) => permutation.grid.a < SITES_AT_ONCE);
  return small === undefined
    ? undefined
    : `at least ${(SITES_AT_ONCE - 1) ** 2 + 1} synapses of each kind are required`;
}

function bytesOf(words: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Uint32Array.from(words).buffer);
}

/** Places the procedure for a thread that owns `range`. */
export function placeProcedure(procedure: RowProcedure, range: Range, at: Placement): PlacedRows {
  const { parts } = procedure;
  const bytes = new Uint8Array(PROCEDURAL.bytes + PART.bytes * parts.length);
  const view = new DataView(bytes.buffer);
  const put = (offset: number, value: number) => view.setUint32(offset, value, true);
  const address = at.place(bytes.length);
  const segments: Segment[] = [{ address, bytes }];
  put(PROCEDURAL.parts, parts.length);
  put(PROCEDURAL.rangeFirst, range.first);
  put(PROCEDURAL.rangeSize, range.size);
  if (procedure.kind === "drawn") placeDrawn(procedure, at, put, segments);
  else placeDealt(procedure, at, put, view, segments);
  return { address, segments };
}

type Put = (offset: number, value: number) => void;

function placeDrawn(procedure: DrawnRows, at: Placement, put: Put, segments: Segment[]): void {
  const markBytes = 4 * Math.max(...procedure.parts.map(({ size }) => size));
  put(PROCEDURAL.marks, at.place(markBytes));
  put(PROCEDURAL.markBytes, markBytes);
  procedure.parts.forEach(({ first, size, table }, k) => {
    const part = PROCEDURAL.bytes + PART.bytes * k;
    const address = at.place(table.byteLength);
    segments.push({ address, bytes: new Uint8Array(table.buffer, table.byteOffset, table.byteLength) });
    put(part + PART.first, first);
    put(part + PART.size, size);
    put(part + PART.table, address);
  });
}

function placeDealt(procedure: DealtRows, at: Placement, put: Put, view: DataView, segments: Segment[]): void {
  procedure.parts.forEach(({ first, size, degree, offsets, permutation }, k) => {
    const part = PROCEDURAL.bytes + PART.bytes * k;
    const table = bytesOf(offsets);
    const address = at.place(table.length);
    segments.push({ address, bytes: table });
    put(part + PART.first, first);
    put(part + PART.size, size);
    put(part + PART.table, address);
    put(part + PART.key0, permutation.key[0]);
    put(part + PART.key1, permutation.key[1]);
    put(part + PART.a, permutation.grid.a);
    put(part + PART.b, permutation.grid.b);
    put(part + PART.rounds, permutation.grid.rounds);
    put(part + PART.sites, permutation.size);
    view.setFloat64(part + PART.inverse, 1 / degree, true);
  });
}
