/**
 * Limits of numbers: a specification, a time step or a state that float32 or the kernels' 32-bit integers cannot hold is
 * refused. docs/limits.md lists what every number becomes in either engine.
 *
 * @module
 */

import { exp, log } from "../model/elementary.ts";
import type { InitialVariable, Network } from "../model/network.ts";
import type { StateVariable } from "../model/simulation.ts";
import { methodOf } from "../model/methods.ts";
import type { NetworkSpec } from "../model/spec.ts";
import type { Arrivals } from "./arrival_limit.ts";
import type { TableRange } from "./potential_range.ts";

/** Smallest time step [ms]: at smaller ones a float32 potential, rounded to 4e-6 mV, loses the change of a step. */
export const SMALLEST_DT = 0.001;

/** Bounds of dt / cM [ms/pF]: beyond them conductances in nS come near the ends of float32. */
const PER_CAPACITANCE: readonly [number, number] = [1e-12, 1e12];

/** Largest (sum of conductances) × dt / cM: the relaxation's polynomial of degree 5 overflows at 4.7e8. */
const LARGEST_RELAXATION = 1e8;

/** Least conductance × dt / cM: the relaxation is fitted to positive ones, and right to 5e-5 here. */
const LEAST_RELAXATION = -0.4;

/**
 * Steps of a time constant up to which a conductance is summed: float32 adds to no sum that is 2^24 times as large, and
 * rounds longer decays (see {@linkcode decayNotes}).
 */
const LONGEST_SUM = 2 ** 24;

/** Longest time step up to which the errors of sub-steps are stated [ms] (engine.ts). */
const LONGEST_SUBSTEPPED = 1;

/** A time constant that float32 makes wrong by more than this is noted. */
const NOTABLE_ERROR = 1e-3;

/** Steps of a time constant from which on decay is negligible: 1e-3 in ten million steps. */
const NO_DECAY = 1e10;

/** Largest dt / τ of late spikes: the table of shares is right to half a unit of 1/LARGEST_SHARE up to here. */
const LARGEST_LATE_STEP = 8;

/** Most refractory steps: the kernels count them in a signed 32-bit integer. */
export const MOST_REFRACTORY_STEPS: number = 2 ** 31 - 1;

function refuse(required: string, received: string | number): never {
  throw new RangeError(`Cannot create simulation: ${required} in this engine, received ${received}`);
}

/** @throws {RangeError} where the kernels cannot hold the numbers of a network at time step dt [ms]. */
export function requireWithinLimits(
  network: Network,
  { dt, refractorySteps, isLate, arrivals }: {
    readonly dt: number;
    readonly refractorySteps: number;
    /** Whether spikes are late (late_spikes.ts). */
    readonly isLate: boolean;
    readonly arrivals: Arrivals;
  },
): void {
  const { cM, gL, gNa, gK, tauE, tauI } = network.spec.parameters;
  if (dt < SMALLEST_DT) refuse(`dt must be at least ${SMALLEST_DT} ms`, `${dt} ms`);
  if (refractorySteps > MOST_REFRACTORY_STEPS) {
    refuse("a refractory time of less than 2^31 steps is required", `${refractorySteps} steps`);
  }
  const [least, most] = PER_CAPACITANCE;
  const perCapacitance = dt / cM;
  if (!(perCapacitance >= least && perCapacitance <= most)) {
    refuse(`dt / cM must be in [${least}, ${most}] ms/pF`, perCapacitance);
  }
  for (const [name, tau] of [["tauE", tauE], ["tauI", tauI]] as const) {
    if (isLate && dt > LARGEST_LATE_STEP * tau) {
      refuse(`with interpolated spikes dt must be at most ${LARGEST_LATE_STEP} ${name}`, `${dt / tau} ${name}`);
    }
  }
  const { wE, wI } = network;
  const sum = (arriving: number, weight: number, tau: number) =>
    arriving * weight * (1 + Math.min(tau / dt, LONGEST_SUM));
  const conductance = gL + gNa + gK + sum(arrivals.excitatory, wE, tauE) + sum(arrivals.inhibitory, wI, tauI);
  if (!(conductance * perCapacitance <= LARGEST_RELAXATION)) {
    refuse(
      `conductances that can act together must be at most ${LARGEST_RELAXATION} cM / dt`,
      `${conductance * perCapacitance} cM / dt`,
    );
  }
  for (const variable of Object.keys(network.initial) as InitialVariable[]) {
    requireHeld(variable, network.initial[variable], perCapacitance);
  }
}

/** Gates that steps are computed for: probabilities, and what tables and rounding make of them. */
const GATES: readonly [number, number] = [-0.01, 1.01];

/** The values of a variable that steps are computed for, where it is a gate or a conductance. */
function heldRange(variable: StateVariable, perCapacitance: number): readonly [number, number] | undefined {
  if (variable === "gE" || variable === "gI") {
    return [LEAST_RELAXATION / perCapacitance, LARGEST_RELAXATION / perCapacitance];
  }
  return variable === "m" || variable === "h" || variable === "n" ? GATES : undefined;
}

/** @throws {RangeError} if steps are not computed for these initial values. */
function requireHeld(variable: InitialVariable, values: Float64Array, perCapacitance: number): void {
  const range = heldRange(variable, perCapacitance), outside = range && firstOutside(values, range);
  if (outside !== undefined) refuse(`initial ${variable} must be in ${inWords(range!)}`, outside);
}

/**
 * Notes on written values that the steps are not computed for. Every one is taken, so that
 * any state can be restored; NaN and infinity are those of a run that has diverged.
 */
export function writeNote(
  variable: StateVariable,
  values: Float64Array,
  perCapacitance: number,
  tables: TableRange,
): string | undefined {
  const range = variable === "v" ? [tables.low, tables.high] as const : heldRange(variable, perCapacitance);
  const outside = range && firstOutside(values, range);
  if (outside === undefined) return undefined;
  return `a value of ${variable} was written (${outside}) that is not in ${
    inWords(range!)
  }, for which steps are computed`;
}

function firstOutside(values: Float64Array, [low, high]: readonly [number, number]): number | undefined {
  return values.find((x) => Number.isFinite(x) && (x < low || x > high));
}

function inWords([low, high]: readonly [number, number]): string {
  return `[${Number(low.toPrecision(6))}, ${Number(high.toPrecision(6))}]`;
}

/** Notes on decays over a step of dt [ms], which are rounded to float32. */
export function decayNotes({ parameters }: NetworkSpec, dt: number): string[] {
  return (["E", "I"] as const).flatMap((which) => {
    const tau = parameters[`tau${which}`];
    const decay = Math.fround(exp(-dt / tau)), rounded = dt / -log(decay);
    if (tau >= NO_DECAY * dt || dt >= tau || Math.abs(rounded / tau - 1) <= NOTABLE_ERROR) return [];
    const instead = decay === 1 ? "it does not decay" : `it decays with ${rounded.toPrecision(4)} ms`;
    return [
      `tau${which} is ${tau / dt} steps, and float32 rounds the decay of g${which} in a step: ${instead}`,
    ];
  });
}

/** Notes on the method at time step dt [ms]. */
export function longStepNotes(method: string, dt: number): string[] {
  if (methodOf(method).subSteps === 1 || dt <= LONGEST_SUBSTEPPED) return [];
  return [
    `sub-steps of ${method} are longer than the time constants of gates at dt ${dt} ms, and rounding errors grow from one to ` +
    `the next`,
  ];
}
