/**
 * Parts of a network that files share: rows of targets, and names of initial values.
 *
 * @module
 */

import type { InitialVariable } from "../model/network.ts";

/** The variables of the initial state, in the order in which files have them. */
export const INITIAL_STATE: readonly InitialVariable[] = ["v", "m", "h", "n", "gE", "gI"];

/** Rows: neuron i has the targets indices[indptr[i]] to indices[indptr[i + 1] - 1]. */
export interface Rows {
  /** Targets, row after row. */
  readonly indices: ArrayLike<number>;
  /** Where rows begin, and where the last one ends. */
  readonly indptr: ArrayLike<number>;
}

/**
 * The synapses of rows, of so many neurons.
 * @throws {RangeError} where they are no rows.
 */
export function edgesOfRows(neurons: number, { indices, indptr }: Rows): { pre: Uint32Array; post: Uint32Array } {
  if (indptr.length !== neurons + 1) {
    throw new RangeError(
      `Cannot read network: indptr must have ${neurons + 1} entries for ${neurons} neurons, received ${indptr.length}`,
    );
  }
  requireRows(indices.length, indptr);
  const pre = new Uint32Array(indices.length), post = new Uint32Array(indices.length);
  for (let i = 0; i + 1 < indptr.length; i++) pre.fill(i, indptr[i], indptr[i + 1]);
  for (let k = 0; k < indices.length; k++) {
    post[k] = indices[k];
    if (post[k] === indices[k]) continue;
    throw new RangeError(`Cannot read network: targets must be integers of at least 0, received ${indices[k]}`);
  }
  return { pre, post };
}

/** @throws {RangeError} where `indptr` does not ascend from 0 to the number of targets. */
export function requireRows(targets: number, indptr: ArrayLike<number>): void {
  const end = indptr[indptr.length - 1];
  let wrong = 0;
  while (wrong < indptr.length && isAscent(indptr[wrong], wrong === 0 ? undefined : indptr[wrong - 1])) wrong++;
  if (wrong === indptr.length && end === targets) return;
  throw new RangeError(
    `Cannot read network: indptr must ascend from 0 to the number of indices, ${targets}, received ${
      wrong < indptr.length ? `${indptr[wrong]} as entry ${wrong}` : `${end} at its end`
    }`,
  );
}

function isAscent(at: number, before: number | undefined): boolean {
  return Number.isInteger(at) && (before === undefined ? at === 0 : at >= before);
}
