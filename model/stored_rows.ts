/**
 * Rows that are stored: targets one after the other, and where each row begins.
 *
 * @module
 */

import type { Connectivity } from "./connectivity.ts";

/**
 * Rows in memory: row i is targets[offsets[i] .. offsets[i + 1]).
 *
 * @category Network
 */
export interface StoredRows extends Connectivity {
  /** Where each row begins; neurons + 1 entries. */
  readonly offsets: Float64Array;
  /** The targets of row after row, each row ascending. */
  readonly storedTargets: Uint32Array;
}

function storedRows(offsets: Float64Array, storedTargets: Uint32Array): StoredRows {
  return {
    neurons: offsets.length - 1,
    synapses: storedTargets.length,
    offsets,
    storedTargets,
    targets: (i) => storedTargets.subarray(offsets[i], offsets[i + 1]),
  };
}

/** Stored rows of the synapses pre[k] → post[k], by counting sort; repetitions are kept. */
export function rowsFromEdges(neurons: number, pre: Uint32Array, post: Uint32Array): StoredRows {
  const offsets = new Float64Array(neurons + 1);
  for (let k = 0; k < pre.length; k++) offsets[pre[k] + 1]++;
  for (let i = 0; i < neurons; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, neurons);
  const targets = new Uint32Array(post.length);
  for (let k = 0; k < post.length; k++) targets[next[pre[k]]++] = post[k];
  for (let i = 0; i < neurons; i++) targets.subarray(offsets[i], offsets[i + 1]).sort();
  return storedRows(offsets, targets);
}

/**
 * A stored copy of rows that may be regenerated at each call.
 *
 * @category Network
 */
export function storeRows(connectivity: Connectivity): StoredRows {
  const { neurons, synapses } = connectivity;
  const offsets = new Float64Array(neurons + 1);
  const targets = new Uint32Array(synapses);
  for (let i = 0; i < neurons; i++) {
    const row = connectivity.targets(i);
    targets.set(row, offsets[i]);
    offsets[i + 1] = offsets[i] + row.length;
  }
  return storedRows(offsets, targets);
}
