/**
 * Lists of spikes: parts of them in time, and several as one. The lists are sorted by step.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { Spikes } from "../model/simulation.ts";

/**
 * The spikes of the steps start … stop - 1, in arrays of their own.
 *
 * @example
 * ```ts
 * import { spikesBetween } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(1, 5, 5, 9), neuron: Uint32Array.of(0, 2, 7, 3) };
 * assertEquals(spikesBetween(spikes, 5, 9), { step: Uint32Array.of(5, 5), neuron: Uint32Array.of(2, 7) });
 * ```
 *
 * @category Recording
 */
export function spikesBetween({ step, neuron }: Spikes, start: number, stop: number): Spikes {
  const from = lowerBound(step, start), to = lowerBound(step, stop);
  return { step: step.slice(from, to), neuron: neuron.slice(from, to) };
}

/**
 * The spikes of consecutive stretches of a run, one after the other, as one list.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, joinedSpikes, referenceEngine } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using whole = await referenceEngine.create(network, { dt: 0.1 });
 * await using parts = await referenceEngine.create(network, { dt: 0.1 });
 * assertEquals(joinedSpikes([await parts.advance(60), await parts.advance(40)]), await whole.advance(100));
 * ```
 *
 * @category Recording
 */
export function joinedSpikes(parts: readonly Spikes[]): Spikes {
  return { step: joinedWords(parts.map(({ step }) => step)), neuron: joinedWords(parts.map(({ neuron }) => neuron)) };
}

/**
 * The same spikes, `by` steps later.
 *
 * @example
 * ```ts
 * import { shiftedSpikes } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spikes = { step: Uint32Array.of(100, 130), neuron: Uint32Array.of(4, 2) };
 * assertEquals(shiftedSpikes(spikes, -100).step, Uint32Array.of(0, 30));
 * ```
 *
 * @category Recording
 */
export function shiftedSpikes({ step, neuron }: Spikes, by: number): Spikes {
  return { step: step.map((k) => k + by), neuron: neuron.slice() };
}

/** The integers of the parts, one after the other. */
export function joinedWords(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
