/**
 * The threads of a simulation of the native engine: POSIX threads on memories that are all within reach of the caller, so that
 * only the steps themselves are theirs.
 *
 * @module
 */

import { sharedLayout } from "../engine/shared_memory.ts";
import type { Team } from "../engine/team.ts";
import type { ThreadImage } from "../engine/thread_image.ts";
import type { StartThreads } from "./library.ts";
import { alignedMemory } from "./memory.ts";
import { type Kernels, NativeThread, wordIndexOf } from "./thread.ts";

/** The team for these images, one thread each. */
export function nativeTeam(
  images: readonly ThreadImage[],
  { kernels, lanes, neurons }: { readonly kernels: Kernels; readonly lanes: number; readonly neurons: number },
  start: StartThreads,
): Team {
  const shared = alignedMemory(sharedLayout(neurons, images.length, 0).staging);
  const threads = images.map((image) =>
    new NativeThread(image, kernels, lanes, images.length > 1 ? shared : undefined)
  );
  const running = start(threads.map(({ memory }) => memory), shared);
  return {
    own: threads[0],
    wordIndex: wordIndexOf(lanes),
    run: (steps) => running.run(steps),
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
    dispose: () => running.dispose(),
  };
}
