/**
 * The memory that the threads of a simulation share: the barrier, the command that workers wait for, spike lists, and a place
 * for one variable of all neurons or a window of external events. tools/kernel/loop.ts says how the loops use it.
 *
 * @module
 */

import { CACHE_LINE, SHARED_COUNTS_ADDRESS, SHARED_LIST_BYTES } from "./layout.ts";

/** Words of the control block, by index into an Int32Array: each is changed by others than its neighbours. */
export const CONTROL = {
  /** Grows by one with each command; workers sleep on it. */
  sequence: 64,
  /** What to do. */
  command: 65,
  argument0: 66,
  argument1: 67,
  /** Workers that have finished the command; the caller sleeps on it. */
  finished: 80,
} as const;

/** Commands. */
export const COMMAND = {
  run: 1,
  copyOut: 2,
  copyIn: 3,
  setPending: 4,
  exit: 5,
  setPendingLags: 6,
  setEvents: 7,
} as const;

/** Layout of the shared memory. */
export interface SharedLayout {
  /** Address of the spike lists, behind which are those of their lags. */
  readonly lists: number;
  /** Address of the place for one variable, or for events. */
  readonly staging: number;
  /** Pages of 64 KiB. */
  readonly pages: number;
}

/** The layout for this number of neurons and threads, and of external events at a time. */
export function sharedLayout(neurons: number, threads: number, events: number): SharedLayout {
  const lists = SHARED_COUNTS_ADDRESS + 2 * CACHE_LINE * threads;
  const staging = lists + 2 * SHARED_LIST_BYTES * neurons;
  return { lists, staging, pages: Math.ceil((staging + Math.max(4 * neurons, 8 * events)) / 65536) };
}

/** The reason why only one thread can run here, in one sentence, or undefined if several can. */
export function reasonForOneThread(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined") {
    return "shared memory is missing (a page needs cross-origin isolation for it), so one thread is used";
  }
  return typeof Worker === "undefined" ? "workers are missing, so one thread is used" : undefined;
}
