/**
 * The threads of a simulation of the native engine: POSIX threads on memories that are all within reach of the caller, so that
 * only the steps themselves are theirs.
 *
 * @module
 */

import { sharedLayout } from "../engine/shared_memory.ts";
import type { Team } from "../engine/team.ts";
import type { ThreadImage } from "../engine/thread_image.ts";
import type { Library } from "./library.ts";
import { addressOf, alignedMemory, type Kernels, NativeThread, wordIndexOf } from "./thread.ts";

/** The team for these images, one thread each. It closes the library in the end. */
export function nativeTeam(
  images: readonly ThreadImage[],
  { kernels, lanes, neurons }: { readonly kernels: Kernels; readonly lanes: number; readonly neurons: number },
  library: Library,
): Team {
  const { symbols } = library;
  const shared = alignedMemory(sharedLayout(neurons, images.length, 0).staging);
  const threads = images.map((image) =>
    new NativeThread(image, kernels, lanes, images.length > 1 ? shared : undefined)
  );
  const memories = BigUint64Array.from(threads, ({ memory }) => addressOf(memory));
  const team = symbols.team_create(threads.length, shared, memories);
  if (team === null) {
    throw new Error("Cannot create simulation: a thread could not start, the system has no more threads or memory");
  }
  return {
    own: threads[0],
    wordIndex: wordIndexOf(lanes),
    run: (steps) => symbols.team_run(team, steps),
    copyOut(field, words) {
      for (const thread of threads) thread.copyOut(field, words);
    },
    copyIn(field, words) {
      for (const thread of threads) thread.copyIn(field, words);
    },
    setPending(neurons) {
      for (const thread of threads) thread.setPending(neurons);
    },
    setPendingLags(lags) {
      for (const thread of threads) thread.setPendingLags(lags);
    },
    setEvents(events) {
      for (const thread of threads) thread.setEvents(events);
    },
    watch(order) {
      for (const thread of threads) thread.watch(order);
    },
    dispose() {
      symbols.team_dispose(team);
      library.close();
      shared.fill(0); // the threads had it until now
    },
  };
}
