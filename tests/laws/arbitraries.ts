/**
 * What the properties are about: small networks, states, and how networks differ.
 *
 * @module
 */

import fc from "fast-check";
import { cobaHh, type NetworkSpec, variants } from "../../mod.ts";
import type { CellState } from "../../validation/laws/cells.ts";
import type { Subject } from "../../validation/laws/law.ts";

/** Seed and number of runs of every property, so that a failure can be seen again. */
export const PROPERTY: { readonly seed: number; readonly numRuns: number } = { seed: 2007, numRuns: 100 };

/**
 * The same for a property of an engine's method, with so many runs of exponential Euler and a third of them of the other
 * methods, which share its code but for the step.
 */
export function runsOf({ scheme }: Subject, numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { ...PROPERTY, numRuns: scheme.kind === "exponential Euler" ? numRuns : Math.ceil(numRuns / 3) };
}

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

/**
 * The state of a cell: v within bounds [mV], any gates, and conductances up to 0.3 gE and 3.5 gI of cM per ms, as strong as
 * they come in the network.
 */
export function cellState(
  { cM, v: [min, max] }: { readonly cM: number; readonly v: readonly [number, number] },
): fc.Arbitrary<CellState> {
  return fc.record({
    v: fc.double({ min, max, noNaN: true }),
    m: gate(),
    h: gate(),
    n: gate(),
    gE: conductance(0.3 * cM),
    gI: conductance(3.5 * cM),
  });
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
      synapses: { order, current, delay: 0 } as NetworkSpec["synapses"],
      stimulus: { kind: "poisson", rate: 200, cells: 10, start: 0, stop: 50 },
    })
  );
}
