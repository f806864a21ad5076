/**
 * Image of a thread before it starts: the contents of its memory, and the settings of its step loop.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { lateSegments } from "./late_spikes.ts";
import { BLOCK_NEURONS, FIRSTS_ADDRESS, type Settings, SPARE_NEURONS, TABLE_ADDRESS, WATCHED_WORDS } from "./layout.ts";
import { paddingSegments } from "./padding.ts";
import { type PlacedRows, Placement, type Segment } from "./placement.ts";
import { paddedSize, type Range } from "./ranges.ts";
import { barrierSpins } from "./shared_memory.ts";

/** Most steps that one call of the step loop does. */
export const STEPS_PER_CALL = 256;

/** A thread's memory and settings: plain data, so that it can be sent to a worker. */
export interface ThreadImage {
  /** Pages of 64 KiB. */
  readonly pages: number;
  /** What lies where at the beginning; the rest is 0. */
  readonly segments: readonly Segment[];
  /** Parameters of the loop's `init`. */
  readonly settings: Settings;
  /** Bytes of a block of neurons. */
  readonly blockBytes: number;
  /** Addresses that are needed from outside. */
  readonly address: {
    readonly block: number;
    readonly pending: number;
    /** Of the lags of pending spikes, or 0 where spikes are not late. */
    readonly pendingLags: number;
    readonly log: number;
    readonly logCounts: number;
    /** Of the external events: step and target of each. */
    readonly event: number;
  };
  /** The range of neurons. */
  readonly range: Range;
}

/** Properties that all threads of a simulation share. */
export interface Common {
  readonly network: Network;
  /** Constants of the update kernel. */
  readonly constants: Uint8Array;
  /** Bytes of a block of neurons. */
  readonly blockBytes: number;
  /** Bytes behind the tables that kernels use. */
  readonly scratchBytes: number;
  /** Gate tables, one behind the other. */
  readonly tables: Float32Array;
  /** Where spikes are late: the tables of their shares. */
  readonly lateShares?: Float32Array;
  /** External events of all neurons that memory has room for. */
  readonly eventCapacity: number;
  /** First neuron of each thread. */
  readonly firsts: readonly number[];
  /** Address of the spike lists in shared memory, where there are several threads. */
  readonly sharedLists: number;
  /** Address of samples in shared memory, where there are several threads. */
  readonly sharedSamples: number;
}

/** Words of the log: room for two steps in which every neuron fires, so the loop always gets on. */
export function logWords(neurons: number): number {
  return Math.max(2 * neurons, 32768);
}

/** The image of thread number `thread`; `placeRows` places the rows of its range. */
export function threadImage(
  common: Common,
  thread: number,
  range: Range,
  placeRows: (at: Placement) => PlacedRows,
): ThreadImage {
  const {
    network,
    constants,
    blockBytes,
    scratchBytes,
    lateShares,
    tables,
    eventCapacity,
    firsts,
    sharedLists,
    sharedSamples,
  } = common;
  const { neurons } = network;
  const padded = paddedSize(range);
  const isLogging = thread === 0;
  const at = new Placement(Math.ceil((TABLE_ADDRESS + tables.byteLength + scratchBytes) / 128) * 128);
  const placed = padded + SPARE_NEURONS;
  const block = at.place(placed / BLOCK_NEURONS * blockBytes);
  const counts = at.place(4 * placed);
  const pending = at.place(4 * neurons);
  const own = firsts.length > 1 ? at.place(4 * padded) : 0;
  const logBytes = 4 * (isLogging ? logWords(neurons) : neurons);
  const log = at.place(logBytes);
  // Every list of spikes has one of their lags, at the same distance.
  const pendingLags = lateShares ? at.place(log + logBytes - pending) : 0;
  const sums = lateShares ? at.place(8 * placed) : 0;
  const logCounts = at.place(4 * STEPS_PER_CALL);
  const event = at.place(8 * eventCapacity);
  const watched = at.place(8 * WATCHED_WORDS);
  const samples = firsts.length > 1 ? sharedSamples : at.place(4 * WATCHED_WORDS);
  const rows = placeRows(at);
  const { pages } = at;
  if (pages > 65536) {
    throw new RangeError(
      `Cannot create simulation: a thread's part must fit in 4 GiB, this one needs ${(pages / 16384).toFixed(1)} GiB`,
    );
  }
  return {
    pages,
    segments: [
      { address: 0, bytes: constants },
      { address: FIRSTS_ADDRESS, bytes: new Uint8Array(Uint32Array.from(firsts).buffer) },
      { address: TABLE_ADDRESS, bytes: new Uint8Array(tables.buffer) },
      ...paddingSegments(range, block, blockBytes),
      ...lateShares ? lateSegments(pendingLags - pending, sums - 2 * counts, lateShares) : [],
      ...rows.segments,
    ],
    settings: {
      block,
      end: block + padded / BLOCK_NEURONS * blockBytes,
      counts,
      first: range.first,
      rows: rows.address,
      excitatory: network.excitatory,
      pending,
      own,
      log,
      logEnd: log + 4 * logWords(neurons),
      logCounts,
      isLogging: isLogging ? 1 : 0,
      neurons,
      sharedLists,
      thread,
      threads: firsts.length,
      blockBytes,
      watched,
      samples,
      spins: barrierSpins(neurons, firsts.length),
      maySleep: 1,
    },
    blockBytes,
    address: { block, pending, pendingLags, log, logCounts, event },
    range,
  };
}
