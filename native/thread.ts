/**
 * A thread's memory, as the C code has it: that of the fast engine (engine/thread_image.ts), but for the blocks of neurons,
 * whose vectors are `lanes` wide instead of four, and the settings, which lie in memory too.
 *
 * @module
 */

import { type BlockVariable, type Field, FIELDS, type wordIndex } from "../engine/fields.ts";
import { BLOCK_NEURONS, ROW_BYTES, SPARE_NEURONS, TABLE_ADDRESS, WATCH_SETTINGS } from "../engine/layout.ts";
import { paddedSize } from "../engine/ranges.ts";
import type { OwnThread } from "../engine/team.ts";
import { watchingThread } from "../engine/thread.ts";
import type { ThreadImage } from "../engine/thread_image.ts";
import { obeyWatchOrder } from "../engine/watch_order.ts";
import { alignedMemory } from "./memory.ts";
import { NATIVE_SETTINGS, type NativeSetting, SETTINGS_ADDRESS } from "./layout_header.ts";

/** Variables of 32-bit floats, whose padding is NaN: it never fires. */
const PADDED: readonly BlockVariable[] = ["v", "m", "h", "n", "gE", "gI"];

/** Index of the word of a variable of neuron k, as the fast engine's wordIndex, where vectors are so many lanes wide. */
export function wordIndexOf(lanes: number): typeof wordIndex {
  return (k, { offset, stride }, block, blockBytes) => {
    const lane = k % lanes;
    const vector = block / 4 + (k - lane) / BLOCK_NEURONS * (blockBytes / 4) + Math.floor(offset / 16) * lanes;
    // Gates of a neuron lie together; a vector has those of every fourth neuron.
    return stride === 4 ? vector + lane : vector + lane % 4 * lanes + lane - lane % 4 + offset / 4 % 4;
  };
}

/** The settings that this engine has beyond those of the fast engine. */
export interface Kernels {
  /** Number of the update kernel. */
  readonly kernel: number;
  /** Number of the spike rule. */
  readonly rule: number;
  /** Number of the delivery kernel. */
  readonly format: number;
}

/** A thread's memory, and access to its neurons. */
export class NativeThread implements OwnThread {
  /** The memory. */
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #image: ThreadImage;
  readonly #lanes: number;
  readonly #indexOf: (k: number, field: Field) => number;
  readonly #shared: Uint8Array<ArrayBuffer> | undefined;

  /** Allocates the memory and fills it; `shared` is that of all threads, where there are others. */
  constructor(image: ThreadImage, kernels: Kernels, lanes: number, shared: Uint8Array<ArrayBuffer> | undefined) {
    this.memory = alignedMemory(65536 * image.pages);
    this.#words = new Uint32Array(this.memory.buffer, this.memory.byteOffset, this.memory.length / 4);
    this.#image = image;
    this.#lanes = lanes;
    this.#shared = shared;
    const index = wordIndexOf(lanes), { address: { block }, blockBytes } = image;
    this.#indexOf = (k, field) => index(k, field, block, blockBytes);
    for (const { address, bytes } of image.segments) {
      this.memory.set(bytes, address);
      if (address === TABLE_ADDRESS) this.#orderRows(address / 4, bytes.length / 4);
    }
    const groups = Math.ceil(image.range.size / lanes);
    const own = { ...kernels, groups, step: 0, pendingEnd: image.address.pending, event: 0, eventEnd: 0, isLost: 0 };
    const settings: Readonly<Record<string, number>> = { ...image.settings, ...own };
    this.#words.set(NATIVE_SETTINGS.map((name) => settings[name] ?? 0), SETTINGS_ADDRESS / 4);
    this.#pad(groups * lanes);
  }

  /** Rows of the gate tables have values of A and B, then their slopes, so that both lie together. */
  #orderRows(first: number, words: number): void {
    for (let row = first; row < first + words; row += ROW_BYTES / 4) {
      for (let k = row + 4; k < row + 8; k++) {
        const slope = this.#words[k];
        this.#words[k] = this.#words[k + 4];
        this.#words[k + 4] = slope;
      }
    }
  }

  /** Replaces the padding of the fast engine, whose blocks are others. The spare neurons have room for that of wider ones. */
  #pad(padded: number): void {
    const { address: { block }, blockBytes, range } = this.#image;
    this.#words.fill(0, block / 4, (block + (paddedSize(range) + SPARE_NEURONS) / BLOCK_NEURONS * blockBytes) / 4);
    const floats = new Float32Array(this.#words.buffer, this.#words.byteOffset, this.#words.length);
    for (const variable of PADDED) {
      for (let k = range.size; k < padded; k++) floats[this.#indexOf(k, FIELDS[variable])] = NaN;
    }
  }

  #setting(name: NativeSetting, value?: number): number {
    const at = SETTINGS_ADDRESS / 4 + NATIVE_SETTINGS.indexOf(name);
    if (value !== undefined) this.#words[at] = value;
    return this.#words[at];
  }

  #wordsAt(address: number, length: number): Uint32Array {
    return this.#words.subarray(address / 4, address / 4 + length);
  }

  /** Replaces the external events: step and target of each, one after the other. Others' are left out. */
  setEvents(events: Uint32Array): void {
    const { address: { event }, range: { first, size } } = this.#image;
    let at = event / 4;
    for (let k = 0; k < events.length; k += 2) {
      const target = events[k + 1] - first;
      if (target < 0 || target >= size) continue;
      this.#words[at++] = events[k];
      this.#words[at++] = target;
    }
    this.#setting("event", event);
    this.#setting("eventEnd", 4 * at);
  }

  /** Takes an order of what to watch (engine/watch_order.ts). */
  watch(order: Uint32Array): void {
    const { range: { size } } = this.#image, lanes = this.#lanes;
    const padding = Math.ceil(size / lanes) * lanes - size;
    obeyWatchOrder(order, this.#words, { ...watchingThread(this.#image), padding }, (...settings) => {
      WATCH_SETTINGS.forEach((name, k) => this.#setting(name, settings[k]));
    });
  }

  /** The first `count` words of the last run's samples, those of all threads. */
  samples(count: number): Uint32Array {
    const { samples } = this.#image.settings;
    if (this.#shared === undefined) return this.#wordsAt(samples, count);
    return new Uint32Array(this.#shared.buffer, this.#shared.byteOffset + samples, count);
  }

  /** Whether the last run ended because a potential is newly not finite. */
  get isLost(): boolean {
    return this.#setting("isLost") !== 0;
  }

  /** Number of spikes in each of the `steps` steps of the last run. */
  logCounts(steps: number): Uint32Array {
    return this.#wordsAt(this.#image.address.logCounts, steps);
  }

  /** The neurons of the last run's first `count` spikes. */
  logged(count: number): Uint32Array {
    return this.#wordsAt(this.#image.address.log, count);
  }

  /** The neurons whose spikes are pending. */
  pending(): Uint32Array {
    const { pending } = this.#image.address;
    return this.#wordsAt(pending, (this.#setting("pendingEnd") - pending) / 4);
  }

  /** Replaces the pending spikes. */
  setPending(neurons: Uint32Array): void {
    const { pending } = this.#image.address;
    this.#words.set(neurons, pending / 4);
    this.#setting("pendingEnd", pending + 4 * neurons.length);
  }

  /** Replaces the lags of the pending spikes, in their order, as 32-bit words. */
  setPendingLags(lags: Uint32Array): void {
    this.#words.set(lags, this.#image.address.pendingLags / 4);
  }

  /** Copies a variable of the range's neurons, as 32-bit words, to where they belong among all neurons. */
  copyOut(field: Field, words: Uint32Array): void {
    const { first, size } = this.#image.range;
    for (let k = 0; k < size; k++) words[first + k] = this.#words[this.#indexOf(k, field)];
  }

  /** Copies a variable of the range's neurons in. */
  copyIn(field: Field, words: Uint32Array): void {
    const { first, size } = this.#image.range;
    for (let k = 0; k < size; k++) this.#words[this.#indexOf(k, field)] = words[first + k];
  }

  /** Whether the range has every one of these neurons. */
  hasAll(neurons: Uint32Array): boolean {
    const { first, size } = this.#image.range;
    return neurons.every((i) => i >= first && i < first + size);
  }

  /** A variable of some of the range's neurons, as 32-bit words. */
  wordsOf(field: Field, neurons: Uint32Array): Uint32Array {
    return neurons.map((i) => this.#words[this.#indexOf(i - this.#image.range.first, field)]);
  }
}
