/**
 * The registry of published versions of the COBA-HH network. They differ in more than their authors say; every difference
 * is a field of the specification. `cobaHh` gives the specification of one of them at any scale, with any field replaced.
 *
 * @module
 */

import { received } from "./received.ts";
import { PER_CAPACITANCE, PUBLISHED } from "./parameters.ts";
import type { NetworkSpec } from "./spec.ts";
import { validateSpec } from "./validate_spec.ts";

/**
 * A published version of the network.
 *
 * @category Model
 */
export interface Variant {
  /** Where it was published. */
  readonly source: string;
  /** What is different from seed-1, in words. */
  readonly differences: readonly string[];
  /** Its specification at scale 1 with seed 1. */
  readonly spec: NetworkSpec;
}

const seed1: NetworkSpec = {
  variant: "seed-1",
  seed: 1,
  scale: 1,
  scaling: "weights",
  populations: { excitatory: 3200, inhibitory: 800 },
  parameters: PUBLISHED,
  initial: {
    v: { kind: "normal", mean: -65, sd: 5 },
    gates: "zero",
    gE: { kind: "constant", value: 0 },
    gI: { kind: "constant", value: 0 },
  },
  connectivity: { rule: "projection-out-degree", probability: 0.02, autapses: true, multapses: false },
  synapses: { order: "decay-add-use", current: "frozen", delay: 0 },
  spike: { rule: "crossing", threshold: -20, refractory: 0 },
  stimulus: { kind: "none" },
  current: 0,
};

const seed2: NetworkSpec = {
  ...seed1,
  variant: "seed-2",
  parameters: PER_CAPACITANCE,
  initial: { ...seed1.initial, v: { kind: "uniform", low: -70, high: -60 } },
  connectivity: { ...seed1.connectivity, rule: "out-degree" },
  spike: { rule: "crossing", threshold: 0, refractory: 0 },
};

const seed3: NetworkSpec = {
  ...seed2,
  variant: "seed-3",
  synapses: { order: "add-decay-use", current: "linear", delay: 0 },
};

const brian2: NetworkSpec = {
  ...seed1,
  variant: "brian2",
  scaling: "in-degree",
  initial: {
    v: { kind: "normal", mean: -65, sd: 5 },
    gates: "zero",
    gE: { kind: "normal", mean: 40, sd: 15 },
    gI: { kind: "normal", mean: 200, sd: 120 },
  },
  connectivity: { rule: "bernoulli", probability: 0.02, autapses: true, multapses: false },
  synapses: { order: "add-use-decay", current: "linear", delay: 0 },
  spike: { rule: "above", threshold: -20, refractory: 3 },
};

const nest: NetworkSpec = {
  ...seed1,
  variant: "nest",
  scaling: "in-degree",
  initial: {
    v: { kind: "constant", value: -60 },
    gates: "nest",
    gE: { kind: "constant", value: 0 },
    gI: { kind: "constant", value: 0 },
  },
  connectivity: { rule: "in-degree", probability: 0.02, autapses: true, multapses: true },
  synapses: { order: "add-use-decay", current: "linear", delay: 0.1 },
  spike: { rule: "peak", threshold: -33, refractory: 2 },
  stimulus: { kind: "poisson", rate: 300, cells: 50, start: 1, stop: 51 },
};

const neuron: NetworkSpec = {
  ...seed1,
  variant: "neuron",
  scaling: "in-degree",
  parameters: { ...PUBLISHED, eL: -65 },
  initial: {
    v: { kind: "constant", value: -60 },
    gates: "steady",
    gE: { kind: "constant", value: 0 },
    gI: { kind: "constant", value: 0 },
  },
  connectivity: { rule: "in-degree", probability: 0.02, autapses: false, multapses: false },
  synapses: { order: "add-use-decay", current: "linear", delay: 0 },
  spike: { rule: "crossing", threshold: -10, refractory: 0 },
  stimulus: { kind: "poisson", rate: 1000 / 70, cells: 80, start: 1, stop: 101 },
};

/**
 * The published versions by name.
 *
 * @category Model
 */
export const variants: Readonly<Record<string, Variant>> = {
  "seed-1": {
    source: "BrainPy examples, ei_nets/Brette_2007_COBAHH.ipynb, implementation 1 (BrainPy 2.4.4.post1)",
    differences: [],
    spec: seed1,
  },
  "seed-2": {
    source: "BrainPy examples, ei_nets/Brette_2007_COBAHH.ipynb, implementation 2 (BrainPy 2.4.4.post1)",
    differences: [
      "written per unit of capacitance: cM 1, conductances and weights divided by 200",
      "initial v uniform on [-70, -60) mV instead of normal",
      "80 targets in the whole network instead of 64 excitatory and 16 inhibitory ones",
      "spike threshold 0 mV instead of -20 mV",
    ],
    spec: seed2,
  },
  "seed-3": {
    source: "BrainPy examples, ei_nets/Brette_2007_COBAHH.ipynb, new version (BrainPy 2.4.4.post1)",
    differences: [
      "as seed-2, and:",
      "arriving spikes are added before the conductance decays, so they act reduced by exp(-dt / tau)",
      "the synaptic current follows v within the step",
    ],
    spec: seed3,
  },
  brian2: {
    source: "Brian 2, examples/COBAHH.py (after Brette et al. 2007)",
    differences: [
      "each pair of neurons connected with probability 0.02",
      "initial gE normal(40, 15) nS, gI normal(200, 120) nS; negative values stay",
      "spike where v > -20 mV, at most one in 3 ms",
      "arriving spikes act at once and decay after the step; the synaptic current follows v within the step",
      "scaled at constant in-degree, as in Brian's speed tests",
    ],
    spec: brian2,
  },
  nest: {
    source: "NEST 3, pynest/examples/brette_et_al_2007/hh_coba.py with hh_cond_exp_traub",
    differences: [
      "each neuron has 64 excitatory and 16 inhibitory sources, drawn with repetition",
      "initial v -60 mV, gates at the steady states of u = -60 mV, 63 mV above their own: NEST does not take V_T off",
      "50 excitatory neurons driven by Poisson trains of 300 Hz from 1 to 51 ms",
      "spike at the peak: v >= vT + 30 mV and falling, 2 ms refractory",
      "spikes are delayed by 0.1 ms",
      "the synaptic current follows v within the step (NEST itself integrates adaptively: method adaptive_rkf45)",
    ],
    spec: nest,
  },
  neuron: {
    source: "NEURON, ModelDB 83319, NEURON/cobahh",
    differences: [
      "leak reversal potential -65 mV: without input the neurons are silent",
      "each neuron has 64 excitatory and 16 inhibitory sources, all distinct and none itself",
      "initial v -60 mV, gates at their steady states there",
      "80 excitatory neurons driven by Poisson trains of mean interval 70 ms from 1 to 101 ms",
      "spike threshold -10 mV, no delay",
      "the synaptic current follows v within the step (NEURON itself integrates implicitly: method implicit_euler)",
    ],
    spec: neuron,
  },
};

/**
 * Options of `cobaHh`: a variant, and the fields to replace. Objects may be partial.
 *
 * @category Model
 */
export interface CobaHhOptions {
  /** Name of a published version; seed-1 where it is left out. */
  readonly variant?: string;
  /** Seed of everything random; 1 where it is left out. */
  readonly seed?: number;
  /** Size relative to the published one; 1 where it is left out. */
  readonly scale?: number;
  /** What keeps the input at other scales; the variant's own rule where it is left out. */
  readonly scaling?: NetworkSpec["scaling"];
  /** Sizes of the populations at scale 1. */
  readonly populations?: Partial<NetworkSpec["populations"]>;
  /** Parameters that are to be different. */
  readonly parameters?: Partial<NetworkSpec["parameters"]>;
  /** Initial state that is to be different. */
  readonly initial?: Partial<NetworkSpec["initial"]>;
  /** Connectivity that is to be different. */
  readonly connectivity?: Partial<NetworkSpec["connectivity"]>;
  /** Synaptic semantics that are to be different. */
  readonly synapses?: Partial<NetworkSpec["synapses"]>;
  /** Spike rule that is to be different. */
  readonly spike?: Partial<NetworkSpec["spike"]>;
  /** External events. */
  readonly stimulus?: NetworkSpec["stimulus"];
  /** Constant current into every neuron [pA]. */
  readonly current?: number;
}

/**
 * The specification of a COBA-HH network: a published variant with some fields replaced.
 *
 * ```ts
 * import { cobaHh } from "@cobahh/cobahh";
 *
 * const spec = cobaHh({ variant: "seed-3", scale: 0.5, seed: 7, spike: { threshold: -20 } });
 * console.log(spec.connectivity.rule); // out-degree
 * ```
 *
 * @throws {RangeError} where the variant is unknown or a field has a value that it cannot have.
 * @category Model
 */
export function cobaHh(options: CobaHhOptions = {}): NetworkSpec {
  const { variant = "seed-1", ...overrides } = options;
  if (!Object.hasOwn(variants, variant)) {
    const known = Object.keys(variants).join(", ");
    throw new RangeError(`Cannot build network: variant must be one of ${known}, received ${received(variant)}`);
  }
  const base = variants[variant].spec;
  return validateSpec({
    ...base,
    ...overrides,
    populations: { ...base.populations, ...overrides.populations },
    parameters: { ...base.parameters, ...overrides.parameters },
    initial: { ...base.initial, ...overrides.initial },
    connectivity: { ...base.connectivity, ...overrides.connectivity },
    synapses: { ...base.synapses, ...overrides.synapses },
    spike: { ...base.spike, ...overrides.spike },
  });
}
