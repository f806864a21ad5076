/**
 * What the properties are about: small networks, states, and how networks differ.
 *
 * @module
 */

import fc from "fast-check";
import { cobaHh, type NetworkSpec, variants } from "../mod.ts";

/** Seed and number of runs of every property, so that a failure can be seen again. */
export const PROPERTY: { readonly seed: number; readonly numRuns: number } = { seed: 2007, numRuns: 100 };

/** A membrane potential [mV], mostly where neurons live, sometimes anywhere. */
export function voltage(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -120, max: 80, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(-50, -48, -23) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  );
}

/** A gate [1]. */
export function gate(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
}

/** A synaptic conductance [nS]. */
export function conductance(max: number = 2000): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.double({ min: 0, max, noNaN: true }));
}

/** A network of a few dozen neurons, of any variant, that is dense enough to be active. */
export function smallSpec(): fc.Arbitrary<NetworkSpec> {
  return fc.record({
    variant: fc.constantFrom(...Object.keys(variants)),
    seed: fc.nat(),
    excitatory: fc.integer({ min: 4, max: 48 }),
    inhibitory: fc.integer({ min: 4, max: 12 }),
    probability: fc.double({ min: 0, max: 0.5, noNaN: true }),
    order: fc.constantFrom("decay-add-use", "add-decay-use", "add-use-decay"),
    current: fc.constantFrom("frozen", "linear"),
  }).map(({ variant, seed, excitatory, inhibitory, probability, order, current }) =>
    cobaHh({
      variant,
      seed,
      populations: { excitatory, inhibitory },
      connectivity: { probability },
      synapses: { order, current } as NetworkSpec["synapses"],
      stimulus: { kind: "poisson", rate: 200, cells: 10, start: 0, stop: 50 },
    })
  );
}
