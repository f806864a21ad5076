/**
 * The subject of a law: an engine with one of its methods.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { Engine, Simulation, SimulationOptions, Support } from "../../model/simulation.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { supportOf, unsupportedField } from "../../model/support.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { type Scheme, schemeOf } from "./scheme.ts";

/** An engine with one of its methods. */
export interface Subject {
  /** The engine that has to obey. */
  readonly engine: Engine;
  /** Name of the method. */
  readonly method: string;
  /** What the method's step is. */
  readonly scheme: Scheme;
  /** What the engine supports. */
  readonly support: Required<Support>;
  /** A time step at which the method is stable and the network active [ms]. */
  readonly dt: number;
  /** A simulation with the method, at dt unless other options are given. */
  create(network: Network, options?: Partial<SimulationOptions>): Promise<Simulation>;
  /** Why the engine cannot simulate this, or undefined where it can. */
  unsupported(options: CobaHhOptions): string | undefined;
  /** The options, with what the engine supports in the place of what it does not. */
  fit(options?: CobaHhOptions): CobaHhOptions;
  /** What was under test last, in words: method, dt, and the choices of the specification. */
  tested(): string;
}

/** An engine with one of its methods. */
export function subjectOf(engine: Engine, method: string): Subject {
  const scheme = schemeOf(method), support = supportOf(engine);
  // Explicit Runge–Kutta methods, and those of which nothing is known, are only asked for what they can do.
  const dt = scheme.kind === "other" ? 0.02 : 0.1;
  let last = `method ${method}`;
  return {
    engine,
    method,
    scheme,
    support,
    dt,
    create(network, options) {
      const all = { dt, method, ...options };
      last = inWords(network, all);
      return engine.create(network, all);
    },
    unsupported(options) {
      const bad = unsupportedField(engine, cobaHh(options), method);
      return bad && `the engine does not support ${bad.field} ${bad.received}`;
    },
    fit: (options = {}) => fitted(options, cobaHh(options), support, scheme, dt),
    tested: () => last,
  };
}

function inWords({ spec, excitatory, inhibitory }: Network, { dt, method, threads }: SimulationOptions): string {
  const { synapses: { order, current, delay }, spike: { rule, threshold, refractory }, stimulus, variant } = spec;
  return `method ${method} at ${dt} ms${threads === undefined ? "" : ` with ${threads} threads`}, order ${order}, ` +
    `current ${current}, delay ${delay} ms, rule ${rule} at ${threshold} mV with ${refractory} ms refractory, stimulus ${stimulus.kind}, ` +
    `variant ${variant} with ${excitatory} + ${inhibitory} neurons`;
}

/** The options, changed where the specification that they come to is not supported. */
function fitted(
  options: CobaHhOptions,
  { synapses, spike, stimulus, initial, parameters: { vT } }: NetworkSpec,
  support: Required<Support>,
  scheme: Scheme,
  dt: number,
): CobaHhOptions {
  const { orders, currents, delays, shortestDelay, rules, thresholdAboveVT, stimuli, refractoriness } = support;
  const isNegative = initial.gE.kind === "normal" || initial.gI.kind === "normal",
    none = { kind: "constant", value: 0 } as const;
  const order = orders.includes(synapses.order) ? synapses.order : orders[0];
  const current = currents.includes(synapses.current) ? synapses.current : currents[0];
  const rule = rules.includes(spike.rule) ? spike.rule : rules[0];
  return {
    ...options,
    synapses: {
      ...scheme.synapses === undefined ? { order, current } : synapses,
      delay: delays ? Math.max(synapses.delay, shortestDelay * dt) : 0,
    },
    spike: {
      rule,
      threshold: thresholdAboveVT === null ? spike.threshold : vT + thresholdAboveVT,
      refractory: refractoriness ? spike.refractory : 0,
    },
    ...isNegative && !support.negativeConductances ? { initial: { ...options.initial, gE: none, gI: none } } : {},
    ...stimulus.kind === "none" || stimuli.includes(stimulus.kind) ? {} : { stimulus: { kind: "none" } },
  };
}
