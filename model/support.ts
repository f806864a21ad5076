/**
 * Support: checks of a specification against what an engine has declared.
 *
 * @module
 */

import { DEFAULT_METHOD, methodOf } from "./methods.ts";
import type { Network } from "./network.ts";
import type { Engine, SimulationOptions, Support } from "./simulation.ts";
import type { NetworkSpec, SpikeSpec, StimulusSpec, SynapseSpec } from "./spec.ts";

/** All choices that a specification may ask for. */
export const EVERYTHING: Required<Support> = {
  orders: ["decay-add-use", "add-decay-use", "add-use-decay"] satisfies SynapseSpec["order"][],
  currents: ["frozen", "linear"] satisfies SynapseSpec["current"][],
  delays: true,
  shortestDelay: 0,
  rules: ["crossing", "above", "peak"] satisfies SpikeSpec["rule"][],
  thresholdAboveVT: null,
  stimuli: ["events", "poisson"] satisfies StimulusSpec["kind"][],
  refractoriness: true,
  negativeConductances: true,
};

/** The declaration of an engine with everything that it leaves out, which it supports in full. */
export function supportOf({ supports = {} }: Engine): Required<Support> {
  return { ...EVERYTHING, ...supports };
}

/** A field that an engine does not support as it is. */
export interface Unsupported {
  /** Path of the field in the specification. */
  readonly field: string;
  /** Values that the engine supports. */
  readonly supported: readonly (string | number)[];
  /** The value. */
  readonly received: string | number;
}

/**
 * The first field of a specification that an engine does not support with a method, or undefined where it supports it all.
 * Methods with synapses of their own do not ask for order and current.
 */
export function unsupportedField(engine: Engine, spec: NetworkSpec, method: string): Unsupported | undefined {
  const { orders, currents, delays, rules, thresholdAboveVT, stimuli, refractoriness } = supportOf(engine);
  const { synapses, spike, stimulus, parameters: { vT } } = spec;
  const isAsked = methodOf(method).synapses === undefined;
  const fields: Unsupported[] = [
    ...isAsked
      ? [
        { field: "synapses.order", supported: orders, received: synapses.order },
        { field: "synapses.current", supported: currents, received: synapses.current },
      ]
      : [],
    { field: "synapses.delay", supported: delays ? [synapses.delay] : [0], received: synapses.delay },
    { field: "spike.rule", supported: rules, received: spike.rule },
    {
      field: "spike.threshold",
      supported: [thresholdAboveVT === null ? spike.threshold : vT + thresholdAboveVT],
      received: spike.threshold,
    },
    { field: "stimulus.kind", supported: ["none", ...stimuli], received: stimulus.kind },
    {
      field: "spike.refractory",
      supported: refractoriness ? [spike.refractory] : [0],
      received: spike.refractory,
    },
  ];
  return fields.find(({ supported, received }) => !supported.includes(received));
}

/**
 * Checks that an engine supports a network with these options, as it has declared; for `Engine.create` of engines that do
 * not support everything.
 *
 * @example
 * ```ts
 * import { buildNetwork, checkSupport, cobaHh, referenceEngine } from "@cobahh/cobahh";
 * import { assertThrows } from "@std/assert";
 *
 * const engine = { ...referenceEngine, supports: { rules: ["crossing"] } } as const;
 * const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.1 }));
 * assertThrows(() => checkSupport(engine, network, { dt: 0.1 }), RangeError, "spike.rule must be crossing");
 * ```
 * @throws {RangeError} that names the first field that is not supported, and what would be.
 *
 * @category Engines
 */
export function checkSupport(engine: Engine, network: Network, { method }: SimulationOptions): void {
  const bad = unsupportedField(engine, network.spec, method ?? DEFAULT_METHOD);
  if (bad === undefined) return;
  throw new RangeError(
    `Cannot create simulation: ${bad.field} must be ${
      bad.supported.join(" or ")
    } with engine ${engine.name}, received ` +
      `${bad.received}`,
  );
}
