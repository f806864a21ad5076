/**
 * Layout of memory, and everything else on which the kernels' source in tools/kernel/ and the engine have to agree: both import
 * it from here, by name.
 *
 * A thread's memory, from address 0: constants, a vector of four equal lanes each; the first neuron of each thread; the gate
 * tables; then, placed at creation (thread_image.ts), the neurons, the counts of arrived spikes, spike lists, and rows of
 * targets. The memory that threads share: barrier and commands, a count of spikes per thread and parity of the step, spike
 * lists, and a place for one variable of all neurons (shared_memory.ts).
 *
 * @module
 */

export { FIRST_FACTOR, SECOND_FACTOR, WEYL } from "../model/keyed_draws.ts";

/** Constants of the update kernel, in the order of their addresses. Potentials are relative to an origin (scales.ts). */
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
  "q1", // coefficients of Q in φ (relaxation.ts)
  "q2",
  "q3",
  "q4",
  "q5",
  "one",
  "lowHalf", // 0xffff in integer lanes
  "refractorySteps", // in integer lanes
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

export type ConstantName = typeof CONSTANTS[number];

/** Address of a constant. */
export function addressOf(name: ConstantName): number {
  return 16 * CONSTANTS.indexOf(name);
}

/**
 * Parameters of a step loop's `init`, in their order, and the names of its globals.
 */
export const SETTINGS = [
  "block", // address of the first block of neurons
  "end", // address after the last block
  "counts", // address of the counts
  "first", // number of the first neuron of the range
  "rows", // address of the table of rows
  "excitatory", // number of excitatory neurons
  "pending", // address of the list of pending spikes, which is kept between runs
  "own", // address of a list for what the update kernel writes, where threads share
  "log", // address of the log of spikes
  "logEnd", // address after it
  "logCounts", // address of the number of spikes of each step of a run
  "isLogging", // whether the log advances: in one thread only
  "neurons", // neurons of the network
  "sharedLists", // address of the lists in shared memory
  "thread", // number of this thread
  "threads", // number of threads
  "blockBytes", // bytes of a block of neurons
  "watched", // address of the list of watched words: where each lies, and its offset in a row of samples
  "samples", // address of the rows of samples; in the memory that threads share, where there are several
  "spins", // looks at the barrier before this thread sleeps at it
  "maySleep", // whether this thread may sleep at the barrier: a page's main thread may not
] as const;

/** Parameters of a step loop's `watch`, in their order, and the names of its globals. */
export const WATCH_SETTINGS = [
  "watchedEnd", // address after the list of watched words
  "rowBytes", // bytes of a row of samples
  "sampleEvery", // steps between two rows; 0 where there are none
  "samplePhase", // a row is taken after each step that is this modulo sampleEvery
  "lookEvery", // steps between two looks for potentials that are not finite; 0 where there are none
  "lookPhase", // the same as samplePhase of looks
  "lost", // number of the range's potentials that are known not to be finite
] as const;

/** Words of the list of watched words, and of the rows of samples of one run, at most. */
export const WATCHED_WORDS = 8192;

/** Bit of the published number of a thread's spikes [bytes]: a potential is newly not finite. */
export const LOST_BIT: number = 2 ** 31;

/** The settings of a step loop by name. */
export type Settings = { readonly [Name in typeof SETTINGS[number]]: number };

/** Address of the first neuron of each thread: 32-bit words, as many as there may be threads. */
export const FIRSTS_ADDRESS = 3072;

/** Most threads that the words there have room for. */
export const MOST_FIRSTS = 255;

/** Address of a word that is written and never read: it takes what a kernel computes only to touch memory. */
export const SINK_ADDRESS: number = FIRSTS_ADDRESS + 4 * MOST_FIRSTS;

/** Address of the gate tables. */
export const TABLE_ADDRESS: number = SINK_ADDRESS + 4;

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

/** Bytes of a block of methods in which spikes are late, too: they have times between the steps (late_spikes.ts). */
export const LATE_BLOCK_BYTES = 160;

/**
 * Offsets in a block: four potentials, gE and gI; (m, h, n, unused) of each neuron; four refractory counters (integers); and,
 * where gates lag, the offset of the gate table that the neuron's next whole step uses (integers); where spikes are late, what
 * was left of the step when the neuron fired, as a fraction of it.
 */
export const BLOCK = { v: 0, gE: 16, gI: 32, gates: 48, refractory: 112, lag: 128, spikeLag: 144 } as const;

/** Neurons of an iteration of an update kernel. Ranges are padded to a multiple of it; what pads is NaN and never fires. */
export const NEURONS_PER_ITERATION = 8;

/** Spare neurons behind those of a thread, with their counts: pipelined kernels take them along (tools/kernel/pair.ts). */
export const SPARE_NEURONS: number = NEURONS_PER_ITERATION;

/** Bytes of a cache line, which words that threads write in turn have each for themselves. */
export const CACHE_LINE = 64;

/** Addresses of the barrier's words in shared memory. */
export const BARRIER: { readonly arrived: number; readonly generation: number; readonly sleepers: number } = {
  /** Threads that have arrived. */
  arrived: 0,
  /** Times that it has opened. */
  generation: CACHE_LINE,
  /** Threads that sleep at it. */
  sleepers: 2 * CACHE_LINE,
};

/** Address in shared memory of the counts of spikes: a cache line per parity of the step and thread. */
export const SHARED_COUNTS_ADDRESS = 4096;

/** Bytes of a neuron in the lists of spikes of both parities in shared memory, and in those of their lags behind them. */
export const SHARED_LIST_BYTES = 8;
