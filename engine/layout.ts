/**
 * Where things lie in the memory of a kernel. The kernels' source in tools/kernel/ and the code here share this file.
 *
 * From address 0: constants, a vector of four equal lanes each; the gate tables; then, placed at creation, the neurons,
 * the counts of arrived spikes, spike lists, and rows of targets.
 *
 * @module
 */

/** Constants of the update kernel, in the order of their addresses. Potentials are relative to the spike threshold. */
export const CONSTANTS = [
  "clampLow", // smallest potential of the tables
  "clampHigh", // largest potential of the tables
  "magic", // adding it moves a potential's table row into the low bits of the float
  "rowMask", // those bits, as bytes (integer lanes)
  "gL", // dt gL / cM
  "j0", // dt (gL eL + I) / cM
  "eNa", // reversal potentials
  "eK",
  "eE",
  "eI",
  "decayE", // factors of gE and gI
  "decayI",
  "weightE", // dt weight / cM, times the decay where it comes after the addition
  "weightI",
  "floor", // added to conductances each step, so that none becomes a denormal number
  "q1", // coefficients of Q in φ (see phi.ts)
  "q2",
  "q3",
  "q4",
  "q5",
  "one",
  "lowHalf", // 0xffff in integer lanes
  "pause", // refractory steps, in integer lanes
  "oneInteger", // 1 in integer lanes
  "halfE", // factors of gE and gI over half a step (staggered)
  "halfI",
  "active", // potential above which a cell is sub-stepped
  "firstE", // factors of gE and gI to the middle of the first sub-step
  "firstI",
  "nextE", // the same to the middle of the next one
  "nextI",
  "s1", // coefficients of Q for a sub-step
  "s2",
  "s3",
  "s4",
  "s5",
  "subTable", // offset of the table of a sub-step that follows a sub-step (integer lanes)
  "subStep", // a sub-step's part of a step
  "shareE", // one unit of the share that a spike has lost when it arrives (late_spikes.ts)
  "shareI",
  "lateE", // conductance over a step that carries the charge of such a unit
  "lateI",
] as const;

/** Name of a constant. */
export type ConstantName = typeof CONSTANTS[number];

/** Address of a constant. */
export function addressOf(name: ConstantName): number {
  return 16 * CONSTANTS.indexOf(name);
}

/** Address of the gate tables. */
export const TABLE_ADDRESS = 4096;

/** Rows of the gate tables: a power of two, so that a mask keeps every row number inside. */
export const TABLE_ROWS = 2048;

/** Rows per mV. */
export const ROWS_PER_MV = 8;

/** Bytes of a row: values and slopes of A and of B, four lanes (m, h, n, unused) each. */
export const ROW_BYTES = 64;

/** Bytes of one of the gate tables, which lie one behind the other: a power of two above every row's offset. */
export const TABLE_BYTES: number = TABLE_ROWS * ROW_BYTES;

/** Pages of 64 KiB that every memory has: constants and the first table lie below, so fewer accesses need a check. */
export const MINIMUM_PAGES = 4;

/** Neurons that lie together in a block; the update kernel takes two blocks at a time. */
export const BLOCK_NEURONS = 4;

/** Bytes of a block. */
export const BLOCK_BYTES = 128;

/** Bytes of a block of methods whose gates lag behind the potential. */
export const LAGGED_BLOCK_BYTES = 144;

/** Bytes of a block of methods that have times of spikes besides. */
export const TIMED_BLOCK_BYTES = 160;

/**
 * Offsets in a block: four potentials, gE and gI; (m, h, n, unused) of each neuron; four refractory counters (integers); and,
 * where gates lag, the offset of the gate table that the neuron's next whole step uses (integers); where spikes have times, what
 * was left of the step when the neuron fired, as a fraction of it.
 */
export const BLOCK = { v: 0, gE: 16, gI: 32, gates: 48, refractory: 112, lag: 128, spikeLag: 144 } as const;

/** Neurons are padded to a multiple of this; what pads is NaN and never fires. */
export const NEURONS_PER_ITERATION = 8;
