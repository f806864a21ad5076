/**
 * From a specification to a network: populations, effective weights, synapses and initial state.
 *
 * @module
 */

import { received } from "./received.ts";
import { connect } from "./connection_rules.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "./kinetics.ts";
import { requireBuildable } from "./memory.ts";
import { PURPOSE, sample } from "./random.ts";
import { effectiveWeights, type PopulationSizes, populationSizes } from "./scaling.ts";
import type { NetworkSpec } from "./spec.ts";
import type { Connectivity } from "./connectivity.ts";
import { rowsFromEdges } from "./stored_rows.ts";
import { validateSpec } from "./validate_spec.ts";

/**
 * State variables that have an initial value.
 *
 * @category Network
 */
export type InitialVariable = "v" | "m" | "h" | "n" | "gE" | "gI";

const INITIAL_VARIABLES: readonly InitialVariable[] = ["v", "m", "h", "n", "gE", "gI"];

/**
 * A network: its specification with sizes, initial state and synapses worked out.
 *
 * @category Network
 */
export interface Network {
  /** The specification. */
  readonly spec: NetworkSpec;
  /** Neurons: the excitatory ones first. */
  readonly neurons: number;
  /** Excitatory neurons: indices 0 to excitatory - 1. */
  readonly excitatory: number;
  /** Inhibitory neurons: the indices that follow. */
  readonly inhibitory: number;
  /** Effective excitatory weight [nS], after scaling. */
  readonly wE: number;
  /** Effective inhibitory weight [nS], after scaling. */
  readonly wI: number;
  /** The synapses. */
  readonly connectivity: Connectivity;
  /** The state before the first step: one value per neuron. */
  readonly initial: { readonly [Variable in InitialVariable]: Float64Array };
}

/**
 * The network that a specification describes. Equal specifications give bit-equal networks on every machine.
 *
 * ```ts
 * import { buildNetwork, cobaHh } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ seed: 1 }));
 * console.log(network.neurons, network.connectivity.synapses); // 4000 320000
 * ```
 *
 * @throws {RangeError} where the specification is not valid, or asks for explicit edges.
 * @category Network
 */
export function buildNetwork(spec: NetworkSpec): Network {
  const valid = validateSpec(spec);
  requireBuildable(valid);
  const sizes = populationSizes(valid);
  return assemble(valid, sizes, connect(valid, sizes), {});
}

/**
 * Parts of a network that `assembleNetwork` takes in addition to the specification.
 *
 * @category Network
 */
export interface NetworkParts {
  /** Presynaptic neuron of each synapse. */
  readonly pre: Uint32Array;
  /** Postsynaptic neuron of each synapse. */
  readonly post: Uint32Array;
  /** Initial values, one per neuron, of the variables that are given. */
  readonly state?: { readonly [Variable in InitialVariable]?: Float64Array };
}

/**
 * A network with given synapses pre[k] → post[k] (repetitions count) and, where given, given initial state; the
 * specification supplies the rest. In the network's own specification the connection rule is `explicit`.
 *
 * @example
 * ```ts
 * import { assembleNetwork, cobaHh } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 } });
 * const network = assembleNetwork(spec, { pre: Uint32Array.of(0, 2), post: Uint32Array.of(1, 0) });
 * assertEquals(network.connectivity.targets(2), Uint32Array.of(0));
 * ```
 *
 * @throws {RangeError} where the specification is not valid, or parts do not fit its populations.
 * @category Network
 */
export function assembleNetwork(spec: NetworkSpec, parts: NetworkParts): Network {
  const explicit = validateSpec({ ...spec, connectivity: { ...spec.connectivity, rule: "explicit" } });
  requireBuildable(explicit);
  const sizes = populationSizes(explicit), neurons = sizes.excitatory + sizes.inhibitory;
  const { pre, post, state = {} } = parts;
  for (const [name, side] of [["pre", pre], ["post", post]] as const) {
    if (side instanceof Uint32Array) continue;
    throw new RangeError(`Cannot assemble network: ${name} must be a Uint32Array, received ${received(side)}`);
  }
  if (pre.length !== post.length) {
    throw new RangeError(
      `Cannot assemble network: post must be as long as pre, received ${pre.length} pre and ${post.length} post`,
    );
  }
  for (const [name, side] of [["pre", pre], ["post", post]] as const) {
    const outside = side.find((neuron) => neuron >= neurons);
    if (outside !== undefined) {
      throw new RangeError(`Cannot assemble network: ${name} must be in [0, ${neurons}), received ${outside}`);
    }
  }
  for (const [variable, values] of Object.entries(state)) {
    if (!INITIAL_VARIABLES.includes(variable as InitialVariable)) {
      const known = INITIAL_VARIABLES.join(", ");
      throw new RangeError(`Cannot assemble network: state must be of ${known}, received ${received(variable)}`);
    }
    if (values !== undefined && !(values instanceof Float64Array)) {
      throw new RangeError(`Cannot assemble network: ${variable} must be a Float64Array, received ${received(values)}`);
    }
    if (values !== undefined && values.length !== neurons) {
      throw new RangeError(
        `Cannot assemble network: ${variable} must have one value per neuron (${neurons}), received ${values.length}`,
      );
    }
  }
  return assemble(explicit, sizes, rowsFromEdges(neurons, pre, post), state);
}

function assemble(
  spec: NetworkSpec,
  sizes: PopulationSizes,
  connectivity: Connectivity,
  given: NonNullable<NetworkParts["state"]>,
): Network {
  const neurons = sizes.excitatory + sizes.inhibitory;
  const v = given.v?.slice() ?? sample(spec.initial.v, spec.seed, PURPOSE.initialV, neurons);
  const gates = initialGates(v, spec);
  const initial = {
    v,
    m: given.m?.slice() ?? gates.m,
    h: given.h?.slice() ?? gates.h,
    n: given.n?.slice() ?? gates.n,
    gE: given.gE?.slice() ?? sample(spec.initial.gE, spec.seed, PURPOSE.initialGE, neurons),
    gI: given.gI?.slice() ?? sample(spec.initial.gI, spec.seed, PURPOSE.initialGI, neurons),
  };
  return { spec, neurons, ...sizes, ...effectiveWeights(spec), connectivity, initial };
}

/** The u [mV] whose steady states NEST's neurons begin with: its E_L, which it takes for a potential above V_T. */
const NEST_GATES_AT = -60;

/** The gates that a specification gives neurons whose initial potentials are v [mV]. */
export function initialGates(
  v: Float64Array,
  spec: NetworkSpec,
): { m: Float64Array; h: Float64Array; n: Float64Array } {
  const vT = spec.parameters.vT;
  if (spec.initial.gates === "zero") {
    return { m: new Float64Array(v.length), h: new Float64Array(v.length), n: new Float64Array(v.length) };
  }
  const shifted = spec.initial.gates === "nest" ? v.map(() => NEST_GATES_AT) : v.map((v) => v - vT);
  return {
    m: shifted.map((u) => steadyState(alphaM(u), betaM(u))),
    h: shifted.map((u) => steadyState(alphaH(u), betaH(u))),
    n: shifted.map((u) => steadyState(alphaN(u), betaN(u))),
  };
}
