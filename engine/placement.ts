/**
 * Allocation of addresses in a thread's memory.
 *
 * @module
 */

import { MINIMUM_PAGES } from "./layout.ts";

/** Bytes that lie at an address from the beginning. */
export interface Segment {
  /** Where. */
  readonly address: number;
  /** What. */
  readonly bytes: Uint8Array;
  /** Whether the bytes belong to this thread alone, so that they can be transferred to a worker instead of copied. */
  readonly isOwn?: boolean;
}

/** Rows that have been placed: their address for the delivery kernel, and the contents of memory. */
export interface PlacedRows {
  /** Address that the delivery kernel is given. */
  readonly address: number;
  /** Contents. */
  readonly segments: readonly Segment[];
}

/** Hands out addresses one after the other, each a multiple of 128 bytes. */
export class Placement {
  #next: number;

  /** Hands out addresses from `free` on, a multiple of 128. */
  constructor(free: number) {
    this.#next = free;
  }

  /** The address of the next `bytes` bytes. */
  place(bytes: number): number {
    const address = this.#next;
    this.#next = Math.ceil((address + bytes) / 128) * 128;
    return address;
  }

  /** Pages of 64 KiB up to here. */
  get pages(): number {
    return Math.max(MINIMUM_PAGES, Math.ceil(this.#next / 65536));
  }
}
