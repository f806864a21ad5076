/**
 * Memory for late spikes, those with times between the steps (`substepped_interpolated`), in addition to that of other methods.
 * tools/kernel/late.ts uses it.
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import type { Parameters } from "../model/parameters.ts";
import { ACTIVE_ADDRESS, ACTIVE_BYTES } from "./active_cells.ts";
import type { Segment } from "./placement.ts";

/** Largest share of a spike: what it has lost at its arrival if it crossed the threshold at the beginning of its step. */
export const LARGEST_SHARE = 0xffff;

/** Steps of a table of shares over lag / dt. Linear between entries, it is right to 0.01 of a unit for dt up to τ / 4. */
export const SHARES = 1024;

const ADDRESS = Math.ceil((ACTIVE_ADDRESS + ACTIVE_BYTES) / 16) * 16;

/**
 * Addresses, behind those of active cells: the distance from a place in the lists of spikes to the spike's lag; what twice the
 * address of a count is to be moved by to be that of the sums of shares; the tables of shares, excitatory and inhibitory.
 */
export const LATE: { readonly toLags: number; readonly toSums: number; readonly shares: number } = {
  toLags: ADDRESS,
  toSums: ADDRESS + 4,
  shares: ADDRESS + 16,
};

/** Bytes of both tables. */
const TABLES_BYTES = 2 * 4 * (SHARES + 1);

/** Bytes of active cells and of this. */
export const ACTIVE_AND_LATE_BYTES: number = LATE.shares + TABLES_BYTES - ACTIVE_ADDRESS;

/** The largest value of 1 - x, of a spike that is late by dt [ms]; `tau` is its synapses' time constant [ms]. */
export function largestLoss(dt: number, tau: number): number {
  return 1 - exp(-dt / tau);
}

/** The tables of shares for time step dt [ms]. */
export function shareTables(dt: number, { tauE, tauI }: Parameters): Float32Array {
  const tables = [tauE, tauI].map((tau) =>
    Array.from(
      { length: SHARES + 1 },
      (_, k) => LARGEST_SHARE * largestLoss(k / SHARES * dt, tau) / largestLoss(dt, tau),
    )
  );
  return Float32Array.from(tables.flat());
}

/** Contents of these addresses in a thread, given the distances of lags from lists and of sums from counts. */
export function lateSegments(toLags: number, toSums: number, shares: Float32Array): Segment[] {
  return [
    { address: LATE.toLags, bytes: new Uint8Array(Int32Array.of(toLags, toSums).buffer) },
    { address: LATE.shares, bytes: new Uint8Array(shares.buffer) },
  ];
}
