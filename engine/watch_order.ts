/**
 * Orders to the threads of what to watch: words, so that they can go through shared memory.
 *
 * @module
 */

import type { WatchedSteps } from "../model/simulation.ts";
import { WATCHED_WORDS } from "./layout.ts";

/** Words of an order before those of the watched words: see {@linkcode watchOrder}. */
const HEAD = 6;

/** Words of an order for each watched word. */
const ENTRY = 3;

/** Bytes of an order, at most. */
export const ORDER_BYTES: number = 4 * (HEAD + ENTRY * WATCHED_WORDS);

/** Parts of an order. */
export interface WatchParts {
  /** Bytes of a row of samples. */
  readonly rowBytes: number;
  /** Steps after which a row is taken. */
  readonly samples: WatchedSteps | undefined;
  /** Steps after which potentials are looked at. */
  readonly looks: WatchedSteps | undefined;
  /** Of each watched word its thread, its address there, and its offset in a row [bytes]. */
  readonly words: Uint32Array;
}

/** Steps that never come. */
const NEVER: WatchedSteps = { every: 0, phase: 0 };

/** The order. */
export function watchOrder({ rowBytes, samples = NEVER, looks = NEVER, words }: WatchParts): Uint32Array {
  const order = new Uint32Array(HEAD + words.length);
  order.set([rowBytes, samples.every, samples.phase, looks.every, looks.phase, words.length / ENTRY]);
  order.set(words, HEAD);
  return order;
}

/** The order to watch nothing. */
export const WATCH_NOTHING: Uint32Array = watchOrder({
  rowBytes: 0,
  samples: undefined,
  looks: undefined,
  words: new Uint32Array(0),
});

/** A thread as an order concerns it. */
export interface WatchingThread {
  /** Its number. */
  readonly thread: number;
  /** Address of its list of watched words. */
  readonly watched: number;
  /** Potentials of its range that are not finite because they pad it. */
  readonly padding: number;
}

/**
 * Takes an order: lists the thread's watched words in its memory, and tells its step loop the rest. Workers run the text of this
 * function, so it refers to nothing outside.
 */
export function obeyWatchOrder(
  order: Uint32Array,
  memory: Uint32Array,
  { thread, watched, padding }: WatchingThread,
  watch: (...settings: number[]) => void,
): void {
  const [rowBytes, sampleEvery, samplePhase, lookEvery, lookPhase, words] = order;
  let at = watched / 4;
  for (let k = 6; k < 6 + 3 * words; k += 3) {
    if (order[k] !== thread) continue;
    memory[at++] = order[k + 1];
    memory[at++] = order[k + 2];
  }
  watch(4 * at, rowBytes, sampleEvery, samplePhase, lookEvery, lookPhase, padding);
}
