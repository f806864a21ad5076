/**
 * The memory that the threads of a simulation share: the barrier, the command that workers wait for, spike lists, and a place
 * for one variable of all neurons, a window of external events or an order to watch. tools/kernel/loop.ts says how the loops use it.
 *
 * @module
 */

import { CACHE_LINE, SHARED_COUNTS_ADDRESS, SHARED_LIST_BYTES, WATCHED_WORDS } from "./layout.ts";
import { isSupported } from "./modules.ts";
import { ORDER_BYTES } from "./watch_order.ts";
import { hasWorkers } from "./worker_thread.ts";

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
  watch: 8,
} as const;

/** Layout of the shared memory. */
export interface SharedLayout {
  /** Address of the spike lists, behind which are those of their lags. */
  readonly lists: number;
  /** Address of the rows of samples. */
  readonly samples: number;
  /** Address of the place for one variable, for events or for an order to watch. */
  readonly staging: number;
  /** Pages of 64 KiB. */
  readonly pages: number;
}

/** The layout for this number of neurons and threads, and of external events at a time. */
export function sharedLayout(neurons: number, threads: number, events: number): SharedLayout {
  const lists = SHARED_COUNTS_ADDRESS + 2 * CACHE_LINE * threads;
  const samples = lists + 2 * SHARED_LIST_BYTES * neurons;
  const staging = samples + 4 * WATCHED_WORDS;
  const staged = Math.max(4 * neurons, 8 * events, ORDER_BYTES);
  return { lists, samples, staging, pages: Math.ceil((staging + staged) / 65536) };
}

/** Looks, of a nanosecond or two each, at a word that another thread is about to change: some 20 µs. */
export const SPINS = 20_000;

/** Looks for each neuron of a thread in addition: a slower processor may take four times as long for a step. */
const SPINS_PER_NEURON = 10;

/** Looks where there are more threads than processors, and the thread that is waited for may have none. */
const CROWDED_SPINS = 200;

/**
 * Looks at the barrier before a thread sleeps at it: waking it takes longer than a step. While all threads run, none sleeps; where
 * one is held up by other programs, the others leave their processors to them.
 */
export function barrierSpins(neurons: number, threads: number): number {
  return threads > processors() ? CROWDED_SPINS : SPINS + Math.ceil(SPINS_PER_NEURON * neurons / threads);
}

/** Logical processors; as many as anybody asks for where the runtime does not say. */
export function processors(): number {
  return globalThis.navigator?.hardwareConcurrency ?? Infinity;
}

/** The reason why only one thread can run here, in one sentence, or undefined if several can. */
export function reasonForOneThread(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined") {
    return "shared memory is missing (a page needs cross-origin isolation for it), so one thread is used";
  }
  if (!hasWorkers()) return "workers are missing, so one thread is used";
  return isSupported("loopThreaded")
    ? undefined
    : "this runtime's WebAssembly has one memory a module, and threads need two, so one thread is used";
}
