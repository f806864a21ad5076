/**
 * Padding of a range of neurons: what lies between its last neuron and the end of the iteration of the update kernel that takes
 * it. Its potentials, gates and conductances are NaN, so it never fires.
 *
 * @module
 */

import { type BlockVariable, FIELDS, wordIndex } from "./fields.ts";
import { BLOCK_NEURONS } from "./layout.ts";
import type { Segment } from "./placement.ts";
import { paddedSize, type Range } from "./ranges.ts";

/** Variables of 32-bit floats, whose padding is NaN. */
const PADDED: readonly BlockVariable[] = ["v", "m", "h", "n", "gE", "gI"];

/** A quiet NaN. */
const NAN_WORD = 0x7fc00000;

/** The padding of a range whose blocks of neurons, of `blockBytes`, begin at address `block`; none where it needs none. */
export function paddingSegments({ size }: Range, block: number, blockBytes: number): Segment[] {
  const padded = paddedSize({ first: 0, size });
  if (padded === size) return [];
  const firstBlock = Math.floor(size / BLOCK_NEURONS), blocks = padded / BLOCK_NEURONS - firstBlock;
  const words = new Uint32Array(blocks * blockBytes / 4);
  for (const variable of PADDED) {
    for (let k = size; k < padded; k++) {
      words[wordIndex(k - firstBlock * BLOCK_NEURONS, FIELDS[variable], 0, blockBytes)] = NAN_WORD;
    }
  }
  return [{ address: block + firstBlock * blockBytes, bytes: new Uint8Array(words.buffer) }];
}
