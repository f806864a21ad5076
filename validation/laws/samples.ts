/**
 * What laws are checked on where nobody says otherwise: small networks and states of neurons, drawn with a seed.
 *
 * @module
 */

import { buildNetwork, type Network } from "../../model/network.ts";
import { PURPOSE, uniform } from "../../model/random.ts";
import type { NetworkSpec, SpikeSpec, StimulusSpec, SynapseSpec } from "../../model/spec.ts";
import { cobaHh, variants } from "../../model/variants.ts";
import type { CellState } from "./cells.ts";

/** A stream of uniform numbers on [0, 1). */
export type Chance = () => number;

/** The stream of a seed. */
export function chanceOf(seed: number): Chance {
  let draw = 0;
  return () => uniform(seed, PURPOSE.validation, 0, draw++);
}

function oneOf<T>(chance: Chance, values: readonly T[]): T {
  return values[Math.floor(chance() * values.length)];
}

const ORDERS: readonly SynapseSpec["order"][] = ["decay-add-use", "add-decay-use", "add-use-decay"];
const CURRENTS: readonly SynapseSpec["current"][] = ["frozen", "linear"];
const RULES: readonly SpikeSpec["rule"][] = ["crossing", "above", "peak"];

/** Events that keep a small network active. */
const KICK: StimulusSpec = { kind: "poisson", rate: 200, cells: 10, start: 0, stop: 50 };

/** A network of a few dozen neurons, of any variant, that is dense enough to be active. */
function sampleSpec(chance: Chance): NetworkSpec {
  return cobaHh({
    variant: oneOf(chance, Object.keys(variants)),
    seed: Math.floor(chance() * 2 ** 32),
    populations: { excitatory: 4 + Math.floor(45 * chance()), inhibitory: 4 + Math.floor(9 * chance()) },
    connectivity: { probability: 0.5 * chance() },
    synapses: { order: oneOf(chance, ORDERS), current: oneOf(chance, CURRENTS), delay: 0 },
    spike: {
      rule: oneOf(chance, RULES),
      refractory: oneOf(chance, [0, 1, 3]),
    },
    stimulus: KICK,
  });
}

/** Networks of a few dozen neurons. */
export function sampleNetworks(count: number, seed: number): Network[] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => buildNetwork(sampleSpec(chance)));
}

/** Potentials where the rates' printed formulas are 0 / 0, the activity's border among them [mV]. */
const SINGULAR = [-50, -48, -23];

/**
 * States of cells: potentials within the reversal potentials, some at the rates' singular points; any gates; synaptic
 * conductances up to 0.3 gE and 3.5 gI of cM per ms, as strong as they come in the network.
 */
export function sampleStates(count: number, seed: number, spec: NetworkSpec): CellState[] {
  const chance = chanceOf(seed);
  const { cM, eK, eNa } = spec.parameters;
  const gate = () => oneOf(chance, [chance(), chance(), chance(), 0, 1]);
  return Array.from({ length: count }, (_, i) => ({
    v: i < SINGULAR.length ? SINGULAR[i] : eK + (eNa - eK) * chance(),
    m: gate(),
    h: gate(),
    n: gate(),
    gE: 0.3 * cM * oneOf(chance, [0, chance(), chance()]),
    gI: 3.5 * cM * oneOf(chance, [0, chance(), chance()]),
  }));
}
