/**
 * The partners of a neuron: whom it excites or inhibits, and by whom it is.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Connectivity } from "../model/mod.ts";

/** Most synapses among which sources are searched: all of them have to be looked through. */
const MOST_SEARCHED = 5_000_000;

/** Targets and sources of a neuron, each once, ascending. */
export interface Partners {
  readonly targets: Uint32Array;
  /** Undefined in a network that is too large for a search. */
  readonly sources: Uint32Array | undefined;
}

/** The partners of neuron i. */
export function partnersOf(connectivity: Connectivity, i: number): Partners {
  const targets = Uint32Array.from(new Set(connectivity.targets(i)));
  if (connectivity.synapses > MOST_SEARCHED) return { targets, sources: undefined };
  const sources: number[] = [];
  for (let j = 0; j < connectivity.neurons; j++) {
    const row = connectivity.targets(j);
    if (row[lowerBound(row, i)] === i) sources.push(j);
  }
  return { targets, sources: Uint32Array.from(sources) };
}
