/**
 * Faults of the steps that NEURON and NEST make.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";
import type { Mutant } from "./mutant.ts";
import { type AdaptiveFault, fehlberg, implicitEuler, type ImplicitFault } from "./simulator_steps.ts";
import { specimen } from "./specimen.ts";
import { confusing, without, withSettled } from "./wrapped.ts";

const implicitFaults: Readonly<Record<string, ImplicitFault>> = {
  "gates advance at the old potential": { gatesAt: (old) => old },
  "gates advance at the mean of both potentials": { gatesAt: (old, v) => (old + v) / 2 },
  "gates advance before the potential": { gatesFirst: true },
  "gates advance by half a step": { gateSpan: 0.5 },
  "the potential relaxes exactly": { solve: (v, f, rate, dt) => v + f * -Math.expm1(-rate * dt) / rate },
  "the potential is explicit": { solve: (v, f, _, dt) => v + dt * f },
  "the potential is that of Crank and Nicolson": { solve: (v, f, rate, dt) => v + f / (1 / dt + rate / 2) },
  "the rate of the potential lacks the synapses": { isSynapseExplicit: true },
  "conductances act after their decay": { acting: (_, decayed) => decayed },
  "conductances act as at mid-step": { acting: (g, decayed) => Math.sqrt(g * decayed) },
  "conductances decay by 1 / (1 + dt / τ)": { decay: (dt, tau) => 1 / (1 + dt / tau) },
};

const adaptiveFaults: Readonly<Record<string, AdaptiveFault>> = {
  "a tolerance of 1e-2": { tolerance: 1e-2 },
  "a tolerance of 1e-4": { tolerance: 1e-4 },
  "errors are relative to the variables, too": { isRelative: true },
  "the potential's error alone counts": { watched: [0] },
  "the errors of conductances do not count": { watched: [0, 1, 2, 3] },
  "sub-steps are tried again above one tolerance": { reject: 1 },
  "sub-steps become longer below 1.1 tolerances": { lengthen: 1.1 },
  "sub-steps become ten times as long at most": { grow: 10 },
  "sub-steps become a tenth at least": { shrink: 0.1 },
  "a safety factor of 0.95": { safety: 0.95 },
  "longer sub-steps by the order of shorter ones": { longerOrder: 5 },
  "the solution of order 4 is kept": { keepsFourth: true },
  "the sub-step is forgotten between steps": { forgets: true },
  "a sub-step that was cut does not shorten the next one": { keepsUncut: true },
  "explosions are tried again": { refusesExplosions: true },
  "conductances decay after the step": { decaysApart: true },
};

/** The specimen with the steps of NEURON and of NEST, without a fault. */
export function rightSimulatorSteps(): Engine[] {
  return [implicitEuler(), fehlberg()].map((other) => specimen({ other }));
}

/** Engines with a fault in the step of NEURON or NEST. */
export function faultsOfSimulatorSteps(): Mutant[] {
  return [
    ...Object.entries(implicitFaults).map(([fault, what]) => ({ fault, other: implicitEuler(what) })),
    ...Object.entries(adaptiveFaults).map(([fault, what]) => ({ fault, other: fehlberg(what) })),
  ].map(({ fault, other }) => ({ fault, method: other.method, engine: specimen({ other }) }));
}

/** Engines that have another method under the name of a simulator's, or are wrong about its state, as far as they have it. */
export function faultsOfSimulatorMethods(inner: Engine): Mutant[] {
  const implicit = implicitEuler().method,
    { method } = fehlberg(),
    has = (name: string) => inner.methods.includes(name);
  return [
    ...(has(implicit) ? [confusing(inner, implicit, "exp_auto"), confusing(inner, implicit, "staggered")] : []),
    ...(has(method)
      ? [
        confusing(inner, method, "rkf45"),
        { fault: "stepSize is not in the state", method, engine: without(inner, "stepSize") },
        { fault: "a step size that is written does nothing", method, engine: withSettled(inner, "stepSize") },
      ]
      : []),
  ];
}
