/**
 * A way to read a file of spikes: what its times and its numbers of neurons mean.
 *
 * @module
 */

import type { Numbering } from "./numbering.ts";

/**
 * A way to read a file.
 *
 * @category Comparison of spikes
 */
export interface Reading {
  /** What times, as they were read in ms, have to be multiplied by. */
  readonly scale: number;
  /** Time of a spike of step 0 [ms], in the unit that the scale gives. */
  readonly origin: number;
  /** The neurons. */
  readonly numbering: Numbering;
  /** Time step [ms], where it is another than the one that was assumed. */
  readonly dt?: number;
  /** How times between two steps become steps; undefined where there are none. */
  readonly offGrid?: "nearest" | "floor";
  /** What times are rounded to [ms], where that is more than a step. */
  readonly roundedTo?: number;
}

/**
 * The way in which a file was read.
 *
 * @category Comparison of spikes
 */
export interface AsRead {
  /** ms of the unit that its times were taken to be in; 1 where it is left out. */
  readonly unit?: number;
  /** Number of the first neuron; 0 where it is left out. */
  readonly firstIndex?: number;
  /** The number that the file has for each neuron, counted from `firstIndex`; the network's own where it is left out. */
  readonly numbering?: Numbering;
  /** Time of a spike of step 0 [ms]; 0 where it is left out. */
  readonly origin?: number;
  /** How long was observed [ms], where the file or its reader says so. */
  readonly duration?: number;
  /** The neurons that were recorded, by the network's own numbers; every one where they are left out. */
  readonly recorded?: Uint32Array;
  /** How times between steps were turned into steps; refused where it is left out. */
  readonly offGrid?: "nearest" | "floor";
}
