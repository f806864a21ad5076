/**
 * A network from what files have of it: rows of targets and initial values.
 *
 * @module
 */

import { assembleNetwork, type InitialVariable, type Network, type NetworkParts } from "../model/network.ts";
import { populationSizes } from "../model/scaling.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { validateSpec } from "../model/validate_spec.ts";

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
 * The network of these rows.
 * @throws {RangeError} where they are no rows, or do not fit the specification.
 */
export function networkOfRows(spec: NetworkSpec, rows: Rows, state: NonNullable<NetworkParts["state"]>): Network {
  const { indices, indptr } = rows;
  const { excitatory, inhibitory } = populationSizes(validateSpec(spec));
  const neurons = excitatory + inhibitory;
  if (indptr.length !== neurons + 1) {
    throw new RangeError(
      `Cannot read network: indptr must have ${neurons + 1} entries for ${neurons} neurons, received ${indptr.length}`,
    );
  }
  const wrong = Array.from(indptr).findIndex((at, i) =>
    !Number.isInteger(at) || (i === 0 ? at !== 0 : at < indptr[i - 1])
  );
  const end = indptr[indptr.length - 1];
  if (wrong >= 0 || end !== indices.length) {
    throw new RangeError(
      `Cannot read network: indptr must ascend from 0 to the number of indices, ${indices.length}, received ${
        wrong >= 0 ? `${indptr[wrong]} as entry ${wrong}` : `${end} at its end`
      }`,
    );
  }
  const pre = new Uint32Array(indices.length), post = new Uint32Array(indices.length);
  for (let i = 0; i + 1 < indptr.length; i++) pre.fill(i, indptr[i], indptr[i + 1]);
  for (let k = 0; k < indices.length; k++) {
    post[k] = indices[k];
    if (post[k] === indices[k]) continue;
    throw new RangeError(`Cannot read network: targets must be integers of at least 0, received ${indices[k]}`);
  }
  return assembleNetwork(spec, { pre, post, state });
}
