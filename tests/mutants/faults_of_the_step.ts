/**
 * Faults inside the step, of the specimen.
 *
 * @module
 */

import * as kinetics from "../../model/kinetics.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { type Fault, type Rates, specimen } from "./specimen.ts";

/** The rates as printed, 0 / 0 at -50, -48 and -23 mV. */
const printed: Rates = {
  ...kinetics,
  alphaM: (u) => 0.32 * (13 - u) / (Math.exp((13 - u) / 4) - 1),
  betaM: (u) => 0.28 * (u - 40) / (Math.exp((u - 40) / 5) - 1),
  alphaN: (u) => 0.032 * (15 - u) / (Math.exp((15 - u) / 5) - 1),
};

const names = ["alphaM", "betaM", "alphaH", "betaH", "alphaN", "betaN"] as const;

/** The rates, computed in float32. */
const single = Object.fromEntries(
  names.map((name) => [name, (u: number) => Math.fround(kinetics[name](Math.fround(u)))]),
) as unknown as Rates;

/** The rates, from a table that begins at -100 mV. */
const tabulated = Object.fromEntries(
  names.map((name) => [name, (u: number) => kinetics[name](Math.max(u, -37))]),
) as unknown as Rates;

/** One neuron in a hundred, another one at every step. */
const isUnlucky = (neuron: number, step: number) => (neuron * 2654435761 + step * 40503) % 100 === 0;

/** The last neuron of the first of two threads. */
const isAtBoundary = (neuron: number, neurons: number) => neuron === Math.ceil(neurons / 2) - 1;

const faults: Readonly<Record<string, Fault>> = {
  "spikes arrive two steps after they were fired": { delay: 1 },
  "spikes arrive in the step in which they are fired": { delay: -1 },
  "rates in float32": { rates: single },
  "rates as printed, 0 / 0 at three potentials": { rates: printed },
  "n's rate is shifted by 10 mV instead of 15": { rates: { ...kinetics, alphaN: (u) => kinetics.alphaN(u + 5) } },
  "the rates of h swapped": { rates: { ...kinetics, alphaH: kinetics.betaH, betaH: kinetics.alphaH } },
  "gates step by forward Euler": { relax: (x, alpha, beta, dt) => x + dt * (alpha * (1 - x) - beta * x) },
  "gates are updated with the new v": { gatesFollowNewV: true },
  "m² instead of m³": { powers: { m: 2, n: 4 } },
  "n³ instead of n⁴": { powers: { m: 3, n: 3 } },
  "conductances decay by 1 - dt / τ": { decay: (dt, tau) => 1 - dt / tau },
  "a counter of spikes overflows at 255": { count: (n) => n & 255 },
  "a counter of spikes stops at 255": { count: (n) => Math.min(n, 255) },
  "of several spikes at one neuron in one step one counts": { count: (n) => Math.min(n, 1) },
  "a spike in a hundred is not delivered": { isDelivered: (neuron, step) => !isUnlucky(neuron, step) },
  "two threads lose the spikes of the neuron at their boundary": {
    isDelivered: (neuron, _, { neurons }, threads) => threads < 2 || !isAtBoundary(neuron, neurons),
  },
  "a neuron that begins at the threshold crosses it": {
    crosses: (before, after, threshold) => before <= threshold && after >= threshold,
  },
  "a neuron fires on the way down, too": {
    crosses: (before, after, threshold) => (before < threshold) !== (after < threshold),
  },
  "refractoriness is one step short": { pause: (steps) => Math.max(0, steps - 1) },
  "refractoriness is one step long": { pause: (steps) => steps + 1 },
  "events of the stimulus at one neuron in one step count once": { eventsMerge: true },
  "events of the stimulus at inhibitory neurons are inhibitory": { eventsOfTheirTargets: true },
  "the state is float32, and said to be float64": { store: Math.fround },
  "potentials below -90 mV are raised to it": { store: (x) => Math.max(x, -90) },
  "potentials above 50 mV are lowered to it": { store: (x) => Math.min(x, 50) },
  "rates are tabulated from -100 mV on": { rates: tabulated },
  "the stimulus is looked up when the run begins": { readsStimulusLate: true },
  "pending spikes are forgotten between calls of advance": { forgetsPending: true },
  "the network's initial state is not copied": { sharesInitial: true },
  "read gives the state itself": { readsLive: true },
  "arguments are taken as they come": { takesAnything: true },
  "two simulations share their pending spikes": { shared: { pending: [] } },
};

/** Engines with a fault inside their step. */
export function faultsOfTheStep(): Mutant[] {
  return Object.entries(faults).map(([words, fault]) => mutant(words, specimen(fault)));
}
