/**
 * The threads of a simulation: the caller's own, and workers for the others.
 *
 * @module
 */

import { type Field, wordIndex } from "./fields.ts";
import { COMMAND, CONTROL, sharedLayout, SPINS } from "./shared_memory.ts";
import { KernelThread, type ThreadModules, watchingThread } from "./thread.ts";
import type { ThreadImage } from "./thread_image.ts";
import { WORKER_SOURCE } from "./worker_source.ts";
import { startWorker, type WorkerListeners, type WorkerThread } from "./worker_thread.ts";

/** What a simulation asks the caller's thread for: it has the log and the pending spikes. */
export type OwnThread = Pick<
  KernelThread,
  "isLost" | "samples" | "logCounts" | "logged" | "pending" | "hasAll" | "wordsOf"
>;

/** All threads together. */
export interface Team {
  /** The caller's thread. */
  readonly own: OwnThread;
  /** Where words of neurons are, as {@linkcode wordIndex} says for the fast engine. */
  readonly wordIndex: typeof wordIndex;
  /** Advances every thread by at most `steps` steps and returns by how many. */
  run(steps: number): number;
  /** Copies a variable of all neurons out. */
  copyOut(field: Field, words: Uint32Array): void;
  /** Copies a variable of all neurons in. */
  copyIn(field: Field, words: Uint32Array): void;
  /** Replaces the pending spikes. */
  setPending(neurons: Uint32Array): void;
  /** Replaces the lags of the pending spikes, where spikes have times. */
  setPendingLags(lags: Uint32Array): void;
  /** Replaces the external events: step and target of each, one after the other. */
  setEvents(events: Uint32Array): void;
  /** Gives an order of what to watch (watch_order.ts). */
  watch(order: Uint32Array): void;
  /** Ends the workers. */
  dispose(): void;
}

/** Whether this realm may sleep: a page's main thread may not. */
function maySleep(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}

/** The team for these images, one thread each; `events` is how many external events it is given at once, at most. */
export async function teamOf(
  images: readonly ThreadImage[],
  modules: ThreadModules,
  neurons: number,
  events: number,
): Promise<Team> {
  return images.length === 1 ? alone(images[0], modules) : await together(images, modules, neurons, events);
}

function alone(image: ThreadImage, modules: ThreadModules): Team {
  const own = new KernelThread(image, modules);
  return {
    own,
    wordIndex,
    run: (steps) => own.run(steps),
    copyOut: (field, words) => own.copyOut(field, words),
    copyIn: (field, words) => own.copyIn(field, words),
    setPending: (neurons) => own.setPending(neurons),
    setPendingLags: (lags) => own.setPendingLags(lags),
    setEvents: (events) => own.setEvents(events),
    watch: (order) => own.watch(order),
    dispose: () => {},
  };
}

async function together(
  images: readonly ThreadImage[],
  modules: ThreadModules,
  neurons: number,
  events: number,
): Promise<Team> {
  const layout = sharedLayout(neurons, images.length, events);
  const shared = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages, shared: true });
  const control = new Int32Array(shared.buffer);
  const staged = new Uint32Array(shared.buffer, layout.staging, neurons);
  const canSleep = maySleep();
  const settings = { ...images[0].settings, maySleep: canSleep ? 1 : 0 };
  const own = new KernelThread({ ...images[0], settings }, modules, shared);
  const workers = await startWorkers(images.slice(1), modules, shared, layout.staging);

  /** Tells the workers what to do, does `ownPart` meanwhile, and waits until they have finished. */
  function command<T>(code: number, argument0: number, argument1: number, ownPart: () => T): T {
    control[CONTROL.command] = code;
    control[CONTROL.argument0] = argument0;
    control[CONTROL.argument1] = argument1;
    Atomics.store(control, CONTROL.finished, 0);
    Atomics.add(control, CONTROL.sequence, 1);
    Atomics.notify(control, CONTROL.sequence);
    const result = ownPart();
    for (let spins = 0;; spins++) {
      const finished = Atomics.load(control, CONTROL.finished);
      if (finished === workers.length) return result;
      if (spins > SPINS && canSleep) Atomics.wait(control, CONTROL.finished, finished);
    }
  }

  return {
    own,
    wordIndex,
    run: (steps) => command(COMMAND.run, steps, 0, () => own.run(steps)),
    copyOut(field, words) {
      command(COMMAND.copyOut, field.offset, field.stride, () => {});
      words.set(staged);
      own.copyOut(field, words);
    },
    copyIn(field, words) {
      staged.set(words);
      command(COMMAND.copyIn, field.offset, field.stride, () => own.copyIn(field, words));
    },
    setPending(pending) {
      staged.set(pending);
      command(COMMAND.setPending, pending.length, 0, () => own.setPending(pending));
    },
    setPendingLags(lags) {
      staged.set(lags);
      command(COMMAND.setPendingLags, lags.length, 0, () => own.setPendingLags(lags));
    },
    setEvents(events) {
      new Uint32Array(shared.buffer, layout.staging, events.length).set(events);
      command(COMMAND.setEvents, events.length / 2, 0, () => own.setEvents(events));
    },
    watch(order) {
      new Uint32Array(shared.buffer, layout.staging, order.length).set(order);
      command(COMMAND.watch, order.length, 0, () => own.watch(order));
    },
    dispose() {
      control[CONTROL.command] = COMMAND.exit;
      Atomics.add(control, CONTROL.sequence, 1);
      Atomics.notify(control, CONTROL.sequence);
      for (const worker of workers) worker.terminate();
    },
  };
}

/** Starts a worker for each image; where one cannot start, none is left. */
async function startWorkers(
  images: readonly ThreadImage[],
  modules: ThreadModules,
  shared: WebAssembly.Memory,
  staging: number,
): Promise<WorkerThread[]> {
  const workers: WorkerThread[] = [];
  try {
    const started = images.map((image) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const worker = workerOf({
        message: (data) => {
          const { ready, error } = data as { readonly ready?: boolean; readonly error?: string };
          if (ready) resolve();
          else reject(new RangeError(startFailure(error!)));
        },
        error: (reason) => reject(new Error(startFailure(reason))),
      });
      workers.push(worker);
      const message = { image, watching: watchingThread(image), modules, shared, staging };
      const own = image.segments.filter(({ isOwn }) => isOwn).map(({ bytes }) => bytes.buffer as ArrayBuffer);
      worker.postMessage(message, own);
      return promise;
    });
    await Promise.all(started);
    return workers;
  } catch (error) {
    for (const worker of workers) worker.terminate();
    throw error;
  }
}

/** @throws {Error} where the system has no more threads. */
function workerOf(listeners: WorkerListeners): WorkerThread {
  try {
    return startWorker(WORKER_SOURCE, listeners);
  } catch (error) {
    throw new Error(startFailure((error as Error).message));
  }
}

function startFailure(reason: string): string {
  return `Cannot create simulation: a worker thread could not start, ${reason}`;
}
