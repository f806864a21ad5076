/**
 * The integration methods: names, order, family, and what else anybody has to know of a method without integrating with it.
 * The schemes themselves are in reference/, a file each; engines map the names of this table to their own code.
 *
 * @module
 */

import { STATE_VARIABLES, type StateVariable } from "./simulation.ts";
import type { SynapseSpec } from "./spec.ts";

/** Sub-steps that the sub-stepped methods give an active cell. */
export const SUB_STEPS = 4;

/** A cell is active where v > vT + ACTIVE_ABOVE [mV]: it spikes, or is about to. */
export const ACTIVE_ABOVE = 13;

/**
 * The method of a simulation that does not name one.
 *
 * @category Engines
 */
export const DEFAULT_METHOD = "exp_auto";

/**
 * The method that stands for accurate integration: within 2 % of the converged rate at 0.1 ms, and every engine has it.
 *
 * @category Engines
 */
export const ACCURATE_METHOD = "substepped";

/**
 * The scheme of a method's step; `leapfrog` is that of the staggered methods.
 *
 * @category Engines
 */
export type MethodFamily =
  | "exponential Euler"
  | "leapfrog"
  | "implicit Euler"
  | "Runge–Kutta"
  | "adaptive Runge–Kutta"
  | "unknown";

/**
 * Conductances within a step.
 *
 * @category Engines
 */
export type SynapticStep = Pick<SynapseSpec, "order" | "current">;

/**
 * An integration method: everything but its code.
 *
 * @category Engines
 */
export interface IntegrationMethod {
  /** Canonical name. */
  readonly name: string;
  /** Its other names. */
  readonly aliases: readonly string[];
  /** Its name in words. */
  readonly title: string;
  /** Its family; `unknown` for the methods of other people's engines. */
  readonly family: MethodFamily;
  /** Order of convergence; NaN where it is unknown. */
  readonly order: number;
  /** Steps that an active cell takes in one step. */
  readonly subSteps: number;
  /** Whether spikes have times between the steps. */
  readonly isInterpolated: boolean;
  /** Whether it is stable at any time step, as far as synaptic currents are not frozen. */
  readonly isStableAtAnyDt: boolean;
  /** State variables that it has in addition to those of every method. */
  readonly variables: readonly StateVariable[];
  /** How conductances act, where the method has a way of its own and does not ask the specification. */
  readonly synapses?: SynapticStep;
  /**
   * The values that gateLag can have at time step dt [ms]: before the first step, after a whole step, after a sub-step, as
   * far as the method has them.
   */
  gateLags(dt: number): readonly number[];
}

/** Defaults of a method. */
const PLAIN = {
  aliases: [],
  subSteps: 1,
  isInterpolated: false,
  isStableAtAnyDt: false,
  variables: [],
  gateLags: () => [0],
} as const;

const exponentialEuler: IntegrationMethod = {
  ...PLAIN,
  name: DEFAULT_METHOD,
  aliases: ["exp_euler", "exp_euler_auto", "exponential_euler"],
  title: "exponential Euler",
  family: "exponential Euler",
  order: 1,
  isStableAtAnyDt: true,
};

const staggered: IntegrationMethod = {
  ...PLAIN,
  name: "staggered",
  title: "staggered exponential integration",
  family: "leapfrog",
  order: 2,
  isStableAtAnyDt: true,
  variables: ["gateLag"],
  synapses: { order: "add-use-decay", current: "linear" },
  gateLags: (dt) => [0, dt / 2],
};

const substepped: IntegrationMethod = {
  ...staggered,
  name: ACCURATE_METHOD,
  title: "accurate integration (substepped)",
  subSteps: SUB_STEPS,
  gateLags: (dt) => [0, dt / 2, dt / SUB_STEPS / 2],
};

const substeppedInterpolated: IntegrationMethod = {
  ...substepped,
  name: "substepped_interpolated",
  title: "accurate integration with interpolated spike times",
  isInterpolated: true,
  variables: ["gateLag", "spikeLag"],
};

const implicitEuler: IntegrationMethod = {
  ...PLAIN,
  name: "implicit_euler",
  title: "implicit Euler, as NEURON steps",
  family: "implicit Euler",
  order: 1,
  isStableAtAnyDt: true,
  synapses: { order: "add-use-decay", current: "linear" },
};

const adaptiveRkf45: IntegrationMethod = {
  ...PLAIN,
  name: "adaptive_rkf45",
  title: "adaptive Fehlberg 4(5), as NEST steps",
  family: "adaptive Runge–Kutta",
  order: 5,
  variables: ["stepSize"],
  synapses: { order: "add-use-decay", current: "linear" },
};

function rungeKutta(
  order: number,
  name: string,
  { aliases = [], title = name }: { aliases?: readonly string[]; title?: string } = {},
): IntegrationMethod {
  return { ...PLAIN, name, aliases, title, family: "Runge–Kutta", order };
}

/**
 * Every method of this library, each once.
 *
 * @category Engines
 */
export const integrationMethods: readonly IntegrationMethod[] = [
  exponentialEuler,
  staggered,
  substepped,
  substeppedInterpolated,
  implicitEuler,
  adaptiveRkf45,
  rungeKutta(1, "euler", { title: "explicit Euler" }),
  rungeKutta(2, "midpoint"),
  rungeKutta(2, "heun2", { aliases: ["heun_euler"] }),
  rungeKutta(2, "ralston2", { aliases: ["rk2"], title: "Runge–Kutta of order 2" }),
  rungeKutta(2, "rkf12"),
  rungeKutta(3, "rk3"),
  rungeKutta(3, "heun3"),
  rungeKutta(3, "ralston3", { aliases: ["BoSh3", "bs"] }),
  rungeKutta(3, "ssprk3"),
  rungeKutta(4, "rk4", { title: "Runge–Kutta of order 4" }),
  rungeKutta(4, "rk4_38rule"),
  rungeKutta(4, "ralston4"),
  rungeKutta(5, "rkf45"),
  rungeKutta(5, "rkdp"),
  rungeKutta(5, "ck"),
];

const byName: ReadonlyMap<string, IntegrationMethod> = new Map(
  integrationMethods.flatMap((method) => [method.name, ...method.aliases].map((name) => [name, method] as const)),
);

/**
 * The method of this name, canonical or alias. A name that this library does not have is a method of its
 * own, of which nothing is known.
 *
 * @example
 * ```ts
 * import { methodOf } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const { family, order } = methodOf("rk4");
 * assertEquals([family, order], ["Runge–Kutta", 4]);
 * ```
 *
 * @category Engines
 */
export function methodOf(name: string): IntegrationMethod {
  return byName.get(name) ?? { ...PLAIN, name, title: name, family: "unknown", order: NaN };
}

/** All names of these methods, each canonical name followed by its aliases. */
export function namesOf(canonical: readonly string[]): string[] {
  return canonical.map(methodOf).flatMap(({ name, aliases }) => [name, ...aliases]);
}

/**
 * Of several names of one method the first.
 *
 * @category Engines
 */
export function distinctMethods(names: readonly string[]): string[] {
  const canonical = names.map((name) => methodOf(name).name);
  return names.filter((_, k) => canonical.indexOf(canonical[k]) === k);
}

/** Every variable that only some methods have. */
const OF_SOME_METHODS: ReadonlySet<StateVariable> = new Set(integrationMethods.flatMap(({ variables }) => variables));

/**
 * The state variables of a simulation with the method of this name, in the order in which they are saved.
 *
 * @category Engines
 */
export function variablesOf(method: string): readonly StateVariable[] {
  const { variables } = methodOf(method);
  return STATE_VARIABLES.filter((variable) => !OF_SOME_METHODS.has(variable) || variables.includes(variable));
}

/** Notes of a simulation whose specification asks for synapse options that its method does not use. */
export function synapseNotes(name: string, { order, current }: SynapticStep): string[] {
  const { synapses: own } = methodOf(name);
  if (own === undefined || (own.order === order && own.current === current)) return [];
  return [
    `${name} has synapses of its own (arriving spikes act at once and decay over the step, the current follows v); ` +
    `the specification's order ${order} and current ${current} describe steps of exponential Euler and are not used`,
  ];
}
