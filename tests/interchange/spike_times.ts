/**
 * Spikes for tests of files.
 *
 * @module
 */

import fc from "fast-check";
import type { Spikes } from "../../mod.ts";

/** Spikes in order, none twice, of any step and neuron that a file may have. */
export function spikes(): fc.Arbitrary<Spikes> {
  const spike = fc.tuple(fc.nat({ max: 1_000_000 }), fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 0xfffffffe })));
  return fc.uniqueArray(spike, { maxLength: 30, selector: ([step, neuron]) => `${step} ${neuron}` }).map((pairs) => {
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return { step: Uint32Array.from(pairs, ([step]) => step), neuron: Uint32Array.from(pairs, ([, neuron]) => neuron) };
  });
}

/** Time steps [ms], some of which are no sums of powers of 2. */
export function timeStep(): fc.Arbitrary<number> {
  return fc.constantFrom(0.1, 0.05, 0.025, 0.01, 1, 0.3);
}
