/**
 * The procedure that draws the rows of a connection rule, as plain data, for kernels that draw a row again at each spike.
 *
 * @module
 */

import type { Permutation } from "./permutation.ts";

/**
 * Rows of which each neuron draws its own: the first `count` distinct integers of its key's draws, in each part.
 *
 * @category Network
 */
export interface DrawnRows {
  /** Tells the kinds apart. */
  readonly kind: "drawn";
  /** Whether targets may repeat (the first `count` draws then, distinct or not). */
  readonly repeats: boolean;
  /** Whether a neuron is left out of its own row. */
  readonly excludesSelf: boolean;
  /** Ranges of targets, ascending. */
  readonly parts: readonly {
    /** First target. */
    readonly first: number;
    /** Number of possible targets. */
    readonly size: number;
    /** Two key words and the count of neuron i at 3 i. */
    readonly table: Uint32Array;
  }[];
}

/**
 * Rows that are dealt: source i holds the sites whose permuted numbers are offsets[i] … offsets[i + 1] - 1.
 *
 * @category Network
 */
export interface DealtRows {
  /** Tells the kinds apart. */
  readonly kind: "dealt";
  /** Ranges of sources. */
  readonly parts: readonly {
    /** First source. */
    readonly first: number;
    /** Number of sources. */
    readonly size: number;
    /** Sites of each target. */
    readonly degree: number;
    /** Where the sites of each source begin; size + 1 entries. */
    readonly offsets: Float64Array;
    /** The permutation of the sites. */
    readonly permutation: Permutation;
  }[];
}

/**
 * A procedure that draws rows.
 *
 * @category Network
 */
export type RowProcedure = DrawnRows | DealtRows;
