/**
 * Neurons that a recorder watches: a list of them, a population, or all.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { PopulationSizes } from "../model/scaling.ts";

/**
 * Neurons to watch: indices, or one of the two populations.
 *
 * @category Recording
 */
export type Watched = ArrayLike<number> | {
  /** Excitatory or inhibitory neurons. */
  readonly population: "E" | "I";
};

/**
 * A copy of a list of indices, or a population.
 * @throws {RangeError} where it is neither.
 */
export function checkedWatched(purpose: string, watched: Watched): Watched {
  if ("population" in Object(watched)) {
    const { population } = watched as { population: unknown };
    if (population === "E" || population === "I") return { population };
    throw new RangeError(`Cannot ${purpose}: population must be "E" or "I", received ${received(population)}`);
  }
  if (typeof watched !== "object" || !Number.isInteger((watched as ArrayLike<number>)?.length)) {
    throw new RangeError(
      `Cannot ${purpose}: neurons must be a list of indices, or { population: "E" } or { population: "I" }, received ` +
        received(watched),
    );
  }
  return Uint32Array.from(watched as ArrayLike<number>, (i) => {
    if (Number.isInteger(i) && i >= 0 && i <= 0xffffffff) return i;
    throw new RangeError(`Cannot ${purpose}: neurons must be integers of at least 0, received ${received(i)}`);
  });
}

/** The neurons in a network of these sizes; the list as it is. */
export function watchedNeurons(watched: Watched, { excitatory, inhibitory }: PopulationSizes): Uint32Array {
  if (!("population" in watched)) return Uint32Array.from(watched);
  const [first, count] = watched.population === "E" ? [0, excitatory] : [excitatory, inhibitory];
  return Uint32Array.from({ length: count }, (_, k) => first + k);
}
