/**
 * Spikes of consecutive stretches of a run as one list.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";

/** The spikes of the parts, one after the other. */
export function joinedSpikes(parts: readonly Spikes[]): Spikes {
  return { step: joinedWords(parts.map(({ step }) => step)), neuron: joinedWords(parts.map(({ neuron }) => neuron)) };
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
