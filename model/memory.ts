/**
 * Memory that a network needs, told before it is built: sizes that cannot be had are refused at once.
 *
 * @module
 */

import { effectiveProbability, fixedDegree, populationSizes } from "./scaling.ts";
import type { NetworkSpec } from "./spec.ts";

/** Most neurons of a network: a variable of all of them takes 2 GiB. */
export const MOST_NEURONS: number = 2 ** 28;

/** Most synapses that are stored: 4 bytes for each take 16 GiB. */
const MOST_STORED_SYNAPSES = 2 ** 32;

/** Most input sites of a projection under the rule `in-degree` with autapses and multapses: a permutation of 32-bit numbers. */
const MOST_SITES = 2 ** 32;

/** Initial values of a neuron [bytes]: six variables in float64. */
const INITIAL_BYTES = 48;

/** Memory that a rule keeps for a neuron [bytes]: marks or offsets, both populations together. */
const RULE_BYTES = 8;

/** Bytes of a synapse while columns are transposed: source, target, and target again. */
const TRANSPOSED_BYTES = 12;

/** Bytes of a stored row's beginning, twice while rows are sorted. */
const ROW_BYTES = 16;

/**
 * The synapses of a network: their number, or its mean under the rule `bernoulli`; NaN under the rule `explicit`.
 *
 * @category Network
 */
export function expectedSynapses(spec: NetworkSpec): number {
  const { excitatory, inhibitory } = populationSizes(spec);
  const neurons = excitatory + inhibitory;
  const { rule, autapses } = spec.connectivity;
  switch (rule) {
    case "projection-out-degree":
    case "in-degree":
      return neurons * (fixedDegree(spec, excitatory) + fixedDegree(spec, inhibitory));
    case "out-degree":
      return neurons * fixedDegree(spec, neurons);
    case "bernoulli":
      return neurons * (neurons - (autapses ? 0 : 1)) * effectiveProbability(spec);
    case "explicit":
      return NaN;
  }
}

/** Whether the rule's rows are stored instead of made when they are asked for. */
function areRowsStored({ connectivity: { rule, autapses, multapses } }: NetworkSpec): boolean {
  return rule === "in-degree" && !(autapses && multapses);
}

/**
 * Memory that `buildNetwork` takes for a network [bytes], without what engines take to simulate it
 * (`Engine.memory`). Under the rule `explicit` without synapses, which are given.
 *
 * ```ts
 * import { cobaHh, networkMemory } from "@cobahh/cobahh";
 *
 * console.log(networkMemory(cobaHh({ scale: 1000 })) / 2 ** 20); // 213.6 MiB
 * ```
 *
 * @category Network
 */
export function networkMemory(spec: NetworkSpec): number {
  const { excitatory, inhibitory } = populationSizes(spec);
  const stored = areRowsStored(spec) ? TRANSPOSED_BYTES * expectedSynapses(spec) : 0;
  const perNeuron = INITIAL_BYTES + RULE_BYTES +
    (areRowsStored(spec) || spec.connectivity.rule === "explicit" ? ROW_BYTES : 0);
  return perNeuron * (excitatory + inhibitory) + stored;
}

/**
 * Bytes in words.
 *
 * @category Network
 */
export function bytesInWords(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** @throws {RangeError} if a network is too large to be built on any machine, with what it would need. */
export function requireBuildable(spec: NetworkSpec): void {
  const { excitatory, inhibitory } = populationSizes(spec);
  const neurons = excitatory + inhibitory;
  if (neurons > MOST_NEURONS) refuse(`at most ${MOST_NEURONS} neurons`, `${neurons}`, spec);
  if (areRowsStored(spec)) {
    const synapses = expectedSynapses(spec);
    if (synapses > MOST_STORED_SYNAPSES) {
      refuse(`with distinct sources at most ${MOST_STORED_SYNAPSES} synapses`, `${synapses}`, spec);
    }
  } else if (spec.connectivity.rule === "in-degree") {
    const sites = neurons * Math.max(fixedDegree(spec, excitatory), fixedDegree(spec, inhibitory));
    if (sites > MOST_SITES) {
      refuse(`with a fixed in-degree at most ${MOST_SITES} synapses of a population`, `${sites}`, spec);
    }
  }
}

function refuse(required: string, received: string, spec: NetworkSpec): never {
  throw new RangeError(
    `Cannot build network: ${required} are possible, received ${received} (${bytesInWords(networkMemory(spec))})`,
  );
}
