/**
 * State variables in the kernel's memory: their places, and the values of their words.
 *
 * @module
 */

import type { StateVariable } from "../model/simulation.ts";
import { BLOCK, BLOCK_NEURONS, TABLE_BYTES } from "./layout.ts";
import type { Scales } from "./scales.ts";

/** Place of a variable in a block of neurons. */
export interface Field {
  /** Offset of its first lane [bytes]. */
  readonly offset: number;
  /** From one neuron of the block to the next [bytes]. */
  readonly stride: number;
}

/** Index among the 32-bit words of memory of a variable of neuron k, where blocks of `blockBytes` begin at `block`. */
export function wordIndex(k: number, { offset, stride }: Field, block: number, blockBytes: number): number {
  const inBlock = k % BLOCK_NEURONS; // integers throughout: blocks of 4 neurons, words of 4 bytes
  return (block + offset >>> 2) + (k - inBlock >>> 2) * (blockBytes / BLOCK_NEURONS) + inBlock * (stride >>> 2);
}

/** Place of a range's neurons in the memory of their thread. */
export interface FieldRange {
  /** Address of the first block. */
  readonly block: number;
  /** Bytes of a block. */
  readonly blockBytes: number;
  /** First neuron. */
  readonly first: number;
  /** Number of neurons. */
  readonly size: number;
}

/**
 * Copies a variable of a range's neurons from the words of its thread's memory into `all`, from `first` on; where `isIn`, the
 * other way. A loop over the blocks of four: finding each word by its index takes five times as long. Workers run the text of
 * this function, so it refers to nothing outside.
 */
export function copyWords(
  memory: Uint32Array,
  { block, blockBytes, first, size }: FieldRange,
  { offset, stride }: Field,
  all: Uint32Array,
  isIn: boolean,
): void {
  const lane = stride >>> 2, words = blockBytes >>> 2, whole = first + size - size % 4;
  let at = block + offset >>> 2, k = first;
  for (; k < whole; k += 4, at += words) {
    if (isIn) {
      memory[at] = all[k];
      memory[at + lane] = all[k + 1];
      memory[at + 2 * lane] = all[k + 2];
      memory[at + 3 * lane] = all[k + 3];
    } else {
      all[k] = memory[at];
      all[k + 1] = memory[at + lane];
      all[k + 2] = memory[at + 2 * lane];
      all[k + 3] = memory[at + 3 * lane];
    }
  }
  for (; k < first + size; k++, at += lane) {
    if (isIn) memory[at] = all[k];
    else all[k] = memory[at];
  }
}

/** Variables that lie in the blocks; pending spikes are a list. */
export type BlockVariable = Exclude<StateVariable, "spike" | "stepSize">;

/** Place of each variable. */
export const FIELDS: { readonly [Variable in BlockVariable]: Field } = {
  v: { offset: BLOCK.v, stride: 4 },
  gE: { offset: BLOCK.gE, stride: 4 },
  gI: { offset: BLOCK.gI, stride: 4 },
  m: { offset: BLOCK.gates, stride: 16 },
  h: { offset: BLOCK.gates + 4, stride: 16 },
  n: { offset: BLOCK.gates + 8, stride: 16 },
  refractory: { offset: BLOCK.refractory, stride: 4 },
  gateLag: { offset: BLOCK.lag, stride: 4 },
  spikeLag: { offset: BLOCK.spikeLag, stride: 4 },
};

/** Scale and shift of a variable in the kernel. */
function linear(variable: BlockVariable, scales: Scales): { scale: number; shift: number } {
  switch (variable) {
    case "v":
      return { scale: 1, shift: scales.origin };
    case "m":
      return { scale: scales.m, shift: 0 };
    case "n":
      return { scale: scales.n, shift: 0 };
    case "gE":
    case "gI":
      return { scale: scales.g, shift: 0 };
    case "spikeLag":
      return { scale: scales.spikeLag, shift: 0 };
    default:
      return { scale: 1, shift: 0 };
  }
}

/**
 * The model's values of the kernel's words. Writing what was read gives the same words again. Plain loops: `from` with a
 * function takes twenty times as long.
 */
export function decode(variable: BlockVariable, words: Uint32Array, scales: Scales): Float64Array {
  const { scale, shift } = linear(variable, scales);
  if (variable === "refractory") return new Float64Array(new Int32Array(words.buffer));
  const values = new Float64Array(words.length);
  if (variable === "gateLag") {
    for (let i = 0; i < values.length; i++) values[i] = scales.lags[words[i] / TABLE_BYTES];
  } else {
    const numbers = new Float32Array(words.buffer);
    for (let i = 0; i < values.length; i++) values[i] = numbers[i] / scale + shift;
  }
  return values;
}

/** The kernel's words of the model's values. */
export function encode(variable: BlockVariable, values: Float64Array, scales: Scales): Uint32Array {
  const { scale, shift } = linear(variable, scales);
  if (variable === "refractory") return new Uint32Array(new Int32Array(values).buffer);
  const words = new Uint32Array(values.length);
  if (variable === "gateLag") {
    for (let i = 0; i < values.length; i++) words[i] = scales.lags.indexOf(values[i]) * TABLE_BYTES;
  } else {
    const numbers = new Float32Array(words.buffer);
    for (let i = 0; i < values.length; i++) numbers[i] = (values[i] - shift) * scale;
  }
  return words;
}
