/**
 * Samples that laws are checked on, drawn with a seed: small networks and states of neurons.
 *
 * @module
 */

import { buildNetwork } from "../../model/network.ts";
import { PURPOSE, uniform } from "../../model/random.ts";
import type { NetworkSpec, StimulusSpec } from "../../model/spec.ts";
import { cobaHh, type CobaHhOptions, variants } from "../../model/variants.ts";
import type { CellState } from "./cells.ts";
import type { Chance, GeneralLaw, NetworkLaw, NetworkSample, StateRange, StatesLaw, StatesSample } from "./law.ts";
import type { Subject } from "./subject.ts";

/** The stream of a seed. */
export function chanceOf(seed: number): Chance {
  let draw = 0;
  return () => uniform(seed, PURPOSE.validation, 0, draw++);
}

/** One of the values, each with the same chance. */
export function oneOf<T>(chance: Chance, values: readonly T[]): T {
  return values[Math.floor(chance() * values.length)];
}

/** An integer in [low, high]. */
export function integerIn(chance: Chance, low: number, high: number): number {
  return low + Math.floor((high - low + 1) * chance());
}

/** The seed of a law: its name, hashed (FNV-1a), so that laws can come and go without changing each other's samples. */
function seedOf({ name }: GeneralLaw): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

/** Samples of a law, as far as the engine supports them. */
export function seededSamples(law: NetworkLaw, subject: Subject): Generator<NetworkSample>;
export function seededSamples(law: StatesLaw, subject: Subject): Generator<StatesSample>;
export function* seededSamples(
  law: NetworkLaw | StatesLaw,
  subject: Subject,
): Generator<NetworkSample | StatesSample> {
  const chance = chanceOf(seedOf(law));
  if (law.about === "network") {
    for (let k = 0; k < law.count; k++) {
      const [network, other] = [0, 1].map(() => buildNetwork(sampleSpec(chance, subject, law.isQuiet)));
      yield { network, other, chance };
    }
    return;
  }
  for (const options of supportedChoices(law, subject)) {
    const spec = cobaHh(options);
    for (const dt of law.states.dts ?? [subject.dt]) {
      yield { options, states: sampleStates(CELLS, chance, spec, law.states), dt, chance };
    }
  }
}

/** Samples on which a law is checked one after the other, as far as the engine supports them. */
export function supportedChoices(
  { choices = [{}] }: { readonly choices?: readonly CobaHhOptions[] },
  subject: Subject,
): CobaHhOptions[] {
  return choices.map((options) => acceptable(options, subject)).filter((options) =>
    subject.unsupported(options) === undefined
  );
}

/** The options, with the engine's own threshold if it cannot be chosen. */
function atThreshold(options: CobaHhOptions, { support: { thresholdAboveVT } }: Subject): CobaHhOptions {
  if (thresholdAboveVT === null) return options;
  return { ...options, spike: { ...options.spike, threshold: cobaHh(options).parameters.vT + thresholdAboveVT } };
}

/** The options, without initial conductances if those of the variant may be negative and the engine does not take them. */
function withoutNegative(options: CobaHhOptions, { support: { negativeConductances } }: Subject): CobaHhOptions {
  const { initial } = cobaHh(options);
  if (negativeConductances || (initial.gE.kind !== "normal" && initial.gI.kind !== "normal")) return options;
  const none = { kind: "constant", value: 0 } as const;
  return { ...options, initial: { ...options.initial, gE: none, gI: none } };
}

/** The options, with what the engine has no choice about. */
export function acceptable(options: CobaHhOptions, subject: Subject): CobaHhOptions {
  return withoutNegative(atThreshold(options, subject), subject);
}

/** Events that keep a small network active. */
export const KICK: StimulusSpec = { kind: "poisson", rate: 200, cells: 10, start: 0, stop: 50 };

/** Refractory times [ms]; some are not whole numbers of steps, of 0.1 ms or of 0.02. */
export const REFRACTORY: readonly number[] = [0, 1, 3, 0.25, 1.37];

/** A network of a few dozen neurons, of any variant, that is dense enough to be active. */
function sampleSpec(chance: Chance, subject: Subject, isQuiet = false): NetworkSpec {
  const { support, dt } = subject;
  return cobaHh(acceptable({
    variant: oneOf(chance, Object.keys(variants)),
    seed: Math.floor(chance() * 2 ** 32),
    populations: { excitatory: integerIn(chance, 4, 48), inhibitory: integerIn(chance, 4, 12) },
    connectivity: { probability: 0.5 * chance() },
    synapses: {
      order: oneOf(chance, support.orders),
      current: oneOf(chance, support.currents),
      delay: support.shortestDelay * dt,
    },
    spike: {
      rule: oneOf(chance, support.rules),
      refractory: support.refractoriness ? oneOf(chance, REFRACTORY) : 0,
    },
    stimulus: isQuiet || !support.stimuli.includes("poisson") ? { kind: "none" } : KICK,
  }, subject));
}

/** Cells of a sample: to create a simulation costs more than to step it. */
const CELLS = 60;

/** Potentials where the rates' printed formulas are 0 / 0, the activity's border among them [mV]. */
export const SINGULAR: readonly number[] = [-50, -48, -23];

/** Largest distance of a potential beyond the reversal potentials [mV]. */
const BEYOND = 30;

/** The interval of the potentials of a range [mV]; an infinite one for all numbers. */
export function potentialsOf({ parameters: { eK, eNa } }: NetworkSpec, { v }: StateRange): readonly [number, number] {
  return v === "within" ? [eK, eNa] : v === "beyond" ? [eK - BEYOND, eNa + BEYOND] : [-Infinity, Infinity];
}

/** The strongest conductances of a range [nS]: as strong as they come in the network, times its strength. */
export function strongestOf(
  { parameters: { cM } }: NetworkSpec,
  { strength }: StateRange,
): { readonly gE: number; readonly gI: number } {
  return { gE: 0.3 * cM * strength, gI: 3.5 * cM * strength };
}

/** States of cells in a range: potentials of it, some at the rates' singular points; any gates; synaptic conductances. */
function sampleStates(count: number, chance: Chance, spec: NetworkSpec, range: StateRange): CellState[] {
  const [low, high] = potentialsOf(spec, range), { gE, gI } = strongestOf(spec, range);
  const gate = () => oneOf(chance, [chance(), chance(), chance(), 0, 1]);
  const wild = () => (chance() - 0.5) * 10 ** (6 * chance());
  return Array.from({ length: count }, (_, i) => ({
    v: i < SINGULAR.length ? SINGULAR[i] : low === -Infinity ? wild() : low + (high - low) * chance(),
    m: gate(),
    h: gate(),
    n: gate(),
    gE: gE * oneOf(chance, [0, chance(), chance()]),
    gI: gI * oneOf(chance, [0, chance(), chance()]),
  }));
}
