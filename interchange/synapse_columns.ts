/**
 * Weights, delays and multiplicities of synapses in a file. The specification says them for all synapses alike: what agrees
 * with it is noted, and what does not would be another network, and is refused.
 *
 * @module
 */

import { effectiveWeights, populationSizes } from "../model/scaling.ts";
import type { NetworkSpec } from "../model/spec.ts";

/** Neurons that synapses come from and go to, index by index. */
export interface SynapseEnds {
  /** Presynaptic neurons. */
  readonly pre: Uint32Array;
  /** Postsynaptic neurons. */
  readonly post: Uint32Array;
}

/** Weights count as equal within float32's rounding, in which files often have them. */
const ROUNDING = 1e-6;

/** What files say of a network without delays [ms]: none, or a step of simulators that cannot have none. */
const SHORTEST_DELAY = 0.1;

/** Names of weights, delays and multiplicities, in lower case. */
const WEIGHTS = ["weight", "weights", "syn_weight", "w"];
const DELAYS = ["delay", "delays"];
const COUNTS = ["nsyns", "count", "multiplicity"];

/** Whether a column of this name says something that would change the network. */
export function isSynapseColumn(name: string): boolean {
  return [...WEIGHTS, ...DELAYS, ...COUNTS].includes(name.trim().toLowerCase());
}

/**
 * Compares columns of synapses with the specification.
 * @throws {RangeError} where they would change the network.
 */
export function checkSynapses(
  spec: NetworkSpec,
  { pre }: SynapseEnds,
  columns: Readonly<Record<string, ArrayLike<number> | undefined>>,
  note: (sentence: string) => void,
): void {
  for (const [name, values] of Object.entries(columns)) {
    if (values === undefined) continue;
    if (values.length !== pre.length) {
      throw new RangeError(
        `Cannot read network: ${name} must have one value per synapse (${pre.length}), received ${values.length}`,
      );
    }
    const plain = name.trim().toLowerCase();
    if (WEIGHTS.includes(plain)) checkWeights(spec, pre, name, values);
    else if (DELAYS.includes(plain)) checkDelays(spec, name, values);
    else checkCounts(name, values);
    if (values.length > 0) note(`${name} of synapses agrees with the specification, which says it`);
  }
}

function checkWeights(spec: NetworkSpec, pre: Uint32Array, name: string, values: ArrayLike<number>): void {
  const { excitatory } = populationSizes(spec), { wE, wI } = effectiveWeights(spec);
  for (let k = 0; k < values.length; k++) {
    // The sign of a weight names the synapse in NEST and SONATA.
    const isExcitatory = pre[k] < excitatory, required = isExcitatory ? wE : wI;
    const value = isExcitatory ? values[k] : Math.abs(values[k]);
    if (Math.abs(value - required) <= ROUNDING * required) continue;
    const zero = values[k] === 0 ? ", an explicit zero (matrix.eliminate_zeros())" : "";
    throw new RangeError(
      `Cannot read network: ${name} of a synapse of ${
        isExcitatory ? "an excitatory" : "an inhibitory"
      } neuron must be ` +
        `${isExcitatory ? "" : "±"}${required} nS as in the specification, received ${values[k]}${zero}`,
    );
  }
}

function checkDelays({ synapses: { delay } }: NetworkSpec, name: string, values: ArrayLike<number>): void {
  const agrees = (value: number) =>
    delay === 0 ? value >= 0 && value <= SHORTEST_DELAY * (1 + ROUNDING) : Math.abs(value - delay) <= ROUNDING * delay;
  for (let k = 0; k < values.length; k++) {
    if (values[k] === values[0] && agrees(values[k])) continue;
    const required = delay === 0
      ? `0, or ${SHORTEST_DELAY} ms where a simulator has no shorter one, for all synapses`
      : `${delay} ms for all synapses`;
    throw new RangeError(
      `Cannot read network: ${name} must be ${required}, as synapses.delay of the specification is ${delay}, received ` +
        `${values[k]} ms${values[k] === values[0] ? "" : ` and ${values[0]} ms`}`,
    );
  }
}

function checkCounts(name: string, values: ArrayLike<number>): void {
  for (let k = 0; k < values.length; k++) {
    if (values[k] === 1) continue;
    throw new RangeError(
      `Cannot read network: ${name} must be 1, a synapse a line, received ${values[k]}: repeat synapses instead`,
    );
  }
}
