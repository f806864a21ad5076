/**
 * The interface to synapses: rows of targets.
 *
 * @module
 */

import type { RowProcedure } from "./row_procedure.ts";

/**
 * Synapses by presynaptic neuron; a row may be stored, or regenerated from the seed each time it is asked for.
 *
 * @category Network
 */
export interface Connectivity {
  /** Number of neurons. */
  readonly neurons: number;
  /** Number of synapses, multapses counted each. */
  readonly synapses: number;
  /** Targets of neuron i, ascending; valid until the next call. */
  targets(i: number): Uint32Array;
  /** How rows are made, where a kernel can make them again at each spike instead of storing them. */
  procedure?(): RowProcedure;
}
