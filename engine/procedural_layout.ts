/**
 * Layout of the procedure that makes rows, for the kernel (tools/kernel/procedural.ts): a header, then its parts. Offsets are in
 * bytes.
 *
 * @module
 */

/** The header. */
export const PROCEDURAL = {
  /** Number of parts. */
  parts: 0,
  /** First neuron of the thread's range. */
  rangeFirst: 8,
  /** Neurons of the range. */
  rangeSize: 12,
  /** Address of the marks. */
  marks: 16,
  /** The last mark that was used. */
  mark: 20,
  markBytes: 24,
  /** Length of the header. */
  bytes: 32,
} as const;

/** A part. */
export const PART = {
  /** First neuron: of the targets (drawn) or of the sources (dealt). */
  first: 0,
  /** How many there are. */
  size: 4,
  /** Address: two key words and a count per neuron (drawn); the first site of each source (dealt). */
  table: 12,
  /** Dealt: key of the permutation. */
  key0: 16,
  key1: 20,
  /** Dealt: the permutation's grid. */
  a: 24,
  b: 28,
  /** Dealt: its rounds. */
  rounds: 32,
  /** Dealt: number of sites. */
  sites: 36,
  /** Dealt: 1 / sites per target, as a double. */
  inverse: 40,
  /** Length of a part. */
  bytes: 48,
} as const;
