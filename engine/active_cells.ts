/**
 * Memory of active cells while a kernel with sub-steps advances them: a dense list, so that a vector holds four of them, however
 * thinly they are scattered among the neurons.
 *
 * @module
 */

import { NEURONS_PER_ITERATION, TABLE_ADDRESS, TABLE_BYTES } from "./layout.ts";

/** Gate tables of the sub-stepped methods. */
export const SUB_STEPPED_TABLES = 5;

/** Neurons that are advanced before the active ones among them are: few enough for the nearer caches. */
export const CHUNK_NEURONS = 2048;

/**
 * Offsets in a block of four active cells: as in a block of neurons, with conductances at mid-sub-step and the table of the
 * next sub-step in place of the lag; then the potentials before the step, and the cells' places in the chunk (integers); and,
 * where spikes have times, the lag of a spike and the conductances that late charge is carried by.
 */
export const ACTIVE = { lag: 128, before: 144, place: 160, spikeLag: 176, lateE: 192, lateI: 208 } as const;

/** Bytes of a block of active cells. */
export const ACTIVE_BLOCK_BYTES = 224;

/** Address of the active cells: behind the tables. There is room for every neuron of a chunk, and for a pair of blocks that idles. */
export const ACTIVE_ADDRESS: number = TABLE_ADDRESS + SUB_STEPPED_TABLES * TABLE_BYTES;

/**
 * Address of a bit for each neuron of a chunk: whether it is active, then whether it fires. The byte before it is that of the pair
 * of blocks that idles; a word follows it that ends the last words of a chunk that is not full.
 */
export const FIRED_ADDRESS: number = ACTIVE_ADDRESS + (CHUNK_NEURONS / 4 + 2) * ACTIVE_BLOCK_BYTES + 8;

/** Bytes of both. */
export const ACTIVE_BYTES: number = FIRED_ADDRESS + CHUNK_NEURONS / NEURONS_PER_ITERATION + 8 - ACTIVE_ADDRESS;
