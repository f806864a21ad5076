/**
 * One thread of a simulation: its memory, its kernels, and access to its neurons. Workers run the same in plain JavaScript
 * (worker_source.ts).
 *
 * @module
 */

import { copyWords, type Field, type FieldRange, wordIndex } from "./fields.ts";
import { SETTINGS } from "./layout.ts";
import { paddedSize } from "./ranges.ts";
import type { ThreadImage } from "./thread_image.ts";
import { obeyWatchOrder, type WatchingThread } from "./watch_order.ts";

export interface ThreadModules {
  /** Update kernels. */
  readonly update: WebAssembly.Module;
  /** Name of the one that is used. */
  readonly updateName: string;
  /** Delivery kernels. */
  readonly deliver: WebAssembly.Module;
  /** Name of the one that is used. */
  readonly deliverName: string;
  /** The step loop. */
  readonly loop: WebAssembly.Module;
}

type LoopExports = {
  init(...settings: number[]): void;
  setPending(bytes: number): void;
  pendingBytes(): number;
  setEvents(event: number, end: number): void;
  watch(...settings: number[]): void;
  isLost(): number;
  run(steps: number): number;
};

/** A thread in this realm. */
export class KernelThread {
  readonly #memory: WebAssembly.Memory;
  readonly #image: ThreadImage;
  readonly #loop: LoopExports;
  readonly #shared: WebAssembly.Memory | undefined;

  /** Allocates the memory, fills it and instantiates the kernels; `shared` where there are other threads. */
  constructor(image: ThreadImage, modules: ThreadModules, shared?: WebAssembly.Memory) {
    const memory = new WebAssembly.Memory({ initial: image.pages });
    for (const { address, bytes } of image.segments) new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    const { exports: update } = new WebAssembly.Instance(modules.update, { env: { memory } });
    const { exports: deliver } = new WebAssembly.Instance(modules.deliver, { env: { memory } });
    const env = { memory, update: update[modules.updateName], deliver: deliver[modules.deliverName] };
    const loop = new WebAssembly.Instance(modules.loop, {
      env: (shared === undefined ? env : { ...env, shared }) as WebAssembly.ModuleImports,
    });
    this.#memory = memory;
    this.#shared = shared;
    this.#image = image;
    this.#loop = loop.exports as LoopExports;
    this.#loop.init(...SETTINGS.map((name) => image.settings[name]));
  }

  /** Replaces the external events: step and target of each, one after the other. Others' are left out. */
  setEvents(events: Uint32Array): void {
    const { address: { event }, range: { first, size } } = this.#image;
    const words = new Uint32Array(this.#memory.buffer);
    let at = event / 4;
    for (let k = 0; k < events.length; k += 2) {
      const target = events[k + 1] - first;
      if (target < 0 || target >= size) continue;
      words[at++] = events[k];
      words[at++] = target;
    }
    this.#loop.setEvents(event, 4 * at);
  }

  /** Takes an order of what to watch (watch_order.ts). */
  watch(order: Uint32Array): void {
    obeyWatchOrder(order, new Uint32Array(this.#memory.buffer), watchingThread(this.#image), this.#loop.watch);
  }

  /** The first `count` words of the last run's samples, those of all threads. */
  samples(count: number): Uint32Array {
    return new Uint32Array((this.#shared ?? this.#memory).buffer, this.#image.settings.samples, count);
  }

  /** Whether the last run ended because a potential is newly not finite. */
  get isLost(): boolean {
    return this.#loop.isLost() !== 0;
  }

  /** Advances by at most `steps` steps and returns by how many; they are logged. */
  run(steps: number): number {
    return this.#loop.run(steps);
  }

  /** Number of spikes in each of the `steps` steps of the last run. */
  logCounts(steps: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#image.address.logCounts, steps);
  }

  /** The neurons of the last run's first `count` spikes. */
  logged(count: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#image.address.log, count);
  }

  /** The neurons whose spikes are pending. */
  pending(): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#image.address.pending, this.#loop.pendingBytes() / 4);
  }

  /** Replaces the pending spikes. */
  setPending(neurons: Uint32Array): void {
    new Uint32Array(this.#memory.buffer, this.#image.address.pending, neurons.length).set(neurons);
    this.#loop.setPending(4 * neurons.length);
  }

  /** Replaces the lags of the pending spikes, in their order, as 32-bit words. */
  setPendingLags(lags: Uint32Array): void {
    new Uint32Array(this.#memory.buffer, this.#image.address.pendingLags, lags.length).set(lags);
  }

  /** Copies a variable of the range's neurons, as 32-bit words, to where they belong among all neurons. */
  copyOut(field: Field, words: Uint32Array): void {
    copyWords(new Uint32Array(this.#memory.buffer), fieldRange(this.#image), field, words, false);
  }

  /** Whether the range has every one of these neurons. */
  hasAll(neurons: Uint32Array): boolean {
    const { first, size } = this.#image.range;
    return neurons.every((i) => i >= first && i < first + size);
  }

  /** A variable of some of the range's neurons, as 32-bit words. */
  wordsOf(field: Field, neurons: Uint32Array): Uint32Array {
    const { range: { first }, address: { block }, blockBytes } = this.#image;
    const memory = new Uint32Array(this.#memory.buffer);
    return neurons.map((i) => memory[wordIndex(i - first, field, block, blockBytes)]);
  }

  /** Copies a variable of the range's neurons in. */
  copyIn(field: Field, words: Uint32Array): void {
    copyWords(new Uint32Array(this.#memory.buffer), fieldRange(this.#image), field, words, true);
  }
}

/** Where the neurons of a thread with this image lie. */
export function fieldRange({ address: { block }, blockBytes, range: { first, size } }: ThreadImage): FieldRange {
  return { block, blockBytes, first, size };
}

/** A thread with this image as an order to watch concerns it. */
export function watchingThread({ settings: { thread, watched }, range }: ThreadImage): WatchingThread {
  return { thread, watched, padding: paddedSize(range) - range.size };
}
