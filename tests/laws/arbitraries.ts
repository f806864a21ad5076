/**
 * Arbitraries: small networks and states, as fast-check generates them, for laws and for other tests.
 *
 * @module
 */

import fc from "fast-check";
import { buildNetwork, cobaHh, type NetworkSpec, variants } from "../../mod.ts";
import { EVERYTHING } from "../../model/support.ts";
import type { CellState } from "../../validation/laws/cells.ts";
import type { NetworkLaw, NetworkSample, StatesLaw, StatesSample } from "../../validation/laws/law.ts";
import {
  chanceOf,
  KICK,
  potentialsOf,
  REFRACTORY,
  SINGULAR,
  strongestOf,
  supportedChoices,
} from "../../validation/laws/samples.ts";
import type { Subject } from "../../validation/laws/subject.ts";

/** Seed and number of runs of every property, so that a failure can be seen again. */
export const PROPERTY: { readonly seed: number; readonly numRuns: number } = { seed: 2007, numRuns: 100 };

/** A membrane potential [mV], mostly where neurons live, sometimes anywhere. */
function voltage(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -120, max: 80, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(...SINGULAR) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  );
}

/** A gate [1]. */
export function gate(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
}

/** A synaptic conductance [nS]. */
function conductance(max: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.double({ min: 0, max, noNaN: true }));
}

/** A network of a few dozen neurons, of any variant, that is dense enough to be active. */
export function smallSpec(
  { orders, currents, rules, stimuli, refractoriness }: Subject["support"] = EVERYTHING,
): fc.Arbitrary<NetworkSpec> {
  return fc.record({
    variant: fc.constantFrom(...Object.keys(variants)),
    seed: fc.nat(),
    excitatory: fc.integer({ min: 4, max: 48 }),
    inhibitory: fc.integer({ min: 4, max: 12 }),
    probability: fc.double({ min: 0, max: 0.5, noNaN: true }),
    order: fc.constantFrom(...orders),
    current: fc.constantFrom(...currents),
    rule: fc.constantFrom(...rules),
    refractory: refractoriness ? fc.constantFrom(...REFRACTORY) : fc.constant(0),
  }).map(({ variant, seed, excitatory, inhibitory, probability, order, current, rule, refractory }) =>
    cobaHh({
      variant,
      seed,
      populations: { excitatory, inhibitory },
      connectivity: { probability },
      synapses: { order, current, delay: 0 },
      spike: { rule, refractory },
      stimulus: stimuli.includes("poisson") ? KICK : { kind: "none" },
    })
  );
}

/** A sample and the plain data that it is made of, which fast-check can print. */
export interface Described<Sample> {
  /** The sample, made anew each time. */
  sample(): Sample;
}

/** Samples of a law about networks. */
export function networkSample({ isQuiet }: NetworkLaw, { support }: Subject): fc.Arbitrary<Described<NetworkSample>> {
  const spec = smallSpec(support).map((spec): NetworkSpec => isQuiet ? { ...spec, stimulus: { kind: "none" } } : spec);
  return fc.record({ network: spec, other: spec, seed: fc.nat() }).map(({ network, other, seed }) => ({
    network,
    seed,
    sample: () => ({ network: buildNetwork(network), other: buildNetwork(other), chance: chanceOf(seed) }),
  }));
}

/** Samples of a law about states, of each kind of cell that the engine supports. */
export function statesSample(law: StatesLaw, subject: Subject): fc.Arbitrary<Described<StatesSample>> {
  return fc.constantFrom(...supportedChoices(law, subject)).chain((options) => {
    const spec = cobaHh(options),
      [min, max] = potentialsOf(spec, law.states),
      { gE, gI } = strongestOf(spec, law.states);
    const state: fc.Arbitrary<CellState> = fc.record({
      v: min === -Infinity ? voltage() : fc.double({ min, max, noNaN: true }),
      m: gate(),
      h: gate(),
      n: gate(),
      gE: conductance(gE),
      gI: conductance(gI),
    });
    const { dts = [subject.dt] } = law.states;
    return fc.record({
      options: fc.constant(options),
      // Cells of one simulation: to create one costs more than to step it.
      states: fc.array(state, { minLength: 1, maxLength: 40 }),
      dt: fc.oneof(fc.constantFrom(...dts), fc.double({ min: Math.min(...dts), max: Math.max(...dts), noNaN: true })),
      seed: fc.nat(),
    });
  }).map(({ seed, ...drawn }) => ({ ...drawn, seed, sample: () => ({ ...drawn, chance: chanceOf(seed) }) }));
}
