/**
 * Worker threads: the web's, which browsers, Deno and Bun have, or else Node's.
 *
 * @module
 */

/** A running worker. */
export interface WorkerThread {
  /** Sends a message; `transfer` goes over instead of being copied. */
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  /** Ends the worker. */
  terminate(): void;
}

/** Listeners to a worker. */
export interface WorkerListeners {
  /** Called with each message. */
  message(data: unknown): void;
  /** Called with the reason when the worker fails. */
  error(reason: string): void;
}

/** Node's worker, as far as it is needed. */
interface NodeWorker extends WorkerThread {
  on(event: "message", listener: (data: unknown) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  unref(): void;
}

/** Node's module node:worker_threads. */
interface NodeThreads {
  readonly Worker: new (program: string, options: { readonly eval: true }) => NodeWorker;
}

/** Names that a program written for the web expects in its global scope, in terms of Node's. */
const NODE_PRELUDE = `const { parentPort } = require("node:worker_threads");
const postMessage = (message) => parentPort.postMessage(message);
const close = () => parentPort.close();
let onmessage;
parentPort.on("message", (data) => onmessage({ data }));
`;

/** Asked of the runtime instead of imported: what is reached from mod.ts imports nothing that browsers lack. */
function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}

/** Whether this runtime has workers. */
export function hasWorkers(): boolean {
  return typeof Worker !== "undefined" || nodeThreads() !== undefined;
}

/** Starts a worker with the text of a program for the web, which uses `onmessage`, `postMessage` and `close` only. */
export function startWorker(program: string, listeners: WorkerListeners): WorkerThread {
  return typeof Worker === "undefined" ? startNodeWorker(program, listeners) : startWebWorker(program, listeners);
}

function startWebWorker(program: string, { message, error }: WorkerListeners): WorkerThread {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  try {
    const worker = new Worker(url, { type: "module" });
    worker.onmessage = ({ data }) => {
      URL.revokeObjectURL(url);
      message(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      URL.revokeObjectURL(url);
      error(event.message);
    };
    return worker;
  } catch (failure) {
    URL.revokeObjectURL(url);
    throw failure;
  }
}

function startNodeWorker(program: string, { message, error }: WorkerListeners): WorkerThread {
  const worker = new (nodeThreads()!.Worker)(NODE_PRELUDE + program, { eval: true });
  worker.on("message", (data) => {
    worker.unref(); // a worker that waits for commands does not keep the program running
    message(data);
  });
  worker.on("error", (failure) => error(failure.message));
  return worker;
}
