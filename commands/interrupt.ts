/**
 * Signals that end a command: Ctrl-C, SIGTERM and SIGHUP. Where nothing is lost they end it at once, as they end any
 * program; a command listens only while there is something to keep, and to one signal only: the next one ends it.
 *
 * @module
 */

/** The signals, and the exit status of a command that one has ended: 128 + its number. */
const STATUS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const SIGNALS = Object.keys(STATUS) as (keyof typeof STATUS)[];

/** Calls the handler, with the exit status, at the first signal; until this is disposed of. */
export function onSignal(handler: (status: number) => void): Disposable {
  const listeners = SIGNALS.filter((signal) => Deno.build.os !== "windows" || signal === "SIGINT").map((signal) => {
    const listener = () => {
      stop();
      handler(STATUS[signal]);
    };
    return [signal, listener] as const;
  });
  const stop = () => {
    for (const [signal, listener] of listeners.splice(0)) Deno.removeSignalListener(signal, listener);
  };
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  return { [Symbol.dispose]: stop };
}

/** Result of work that a signal may end. */
export interface Interruptible<T> {
  /** What the work gave. */
  readonly result: T;
  /** The exit status where a signal has ended it. */
  readonly status?: number;
}

/** Does work that ends early, but in order, when its signal is aborted, as it is by a first signal. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Interruptible<T>> {
  const interrupt = new AbortController();
  let status: number | undefined;
  using _listening = onSignal((received) => {
    status = received;
    interrupt.abort();
  });
  const result = await work(interrupt.signal);
  return status === undefined ? { result } : { result, status };
}
