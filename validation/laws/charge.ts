/**
 * The law of charge: what a step changes of cM v is what the currents carry in it.
 *
 * @module
 */

import { ionicCurrent, potassiumConductance, sodiumConductance } from "../../model/membrane.ts";
import { ACTIVE_ABOVE } from "../../model/methods.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { type CellState, inStates, loneNeurons } from "./cells.ts";
import { SYNAPTIC_CHOICES } from "./choices.ts";
import { expectNear } from "./expectation.ts";
import type { GeneralLaw } from "./law.ts";
import { synapsesOf } from "./scheme.ts";
import type { Subject } from "./subject.ts";

/** Rounding, relative to the largest current that could flow: dt × current is as large as 1e5 pA × 0.1 ms. */
const ROUNDING = { float64: 1e-11, float32: 1e-5 };

/** Largest distance of v from a reversal potential [mV]. */
const FARTHEST = 150;

/**
 * Expects cM Δv to be the charge that leak, channels, synapses and the constant current carry while v relaxes. Gates and
 * conductances are those that act in the step: the old ones, or of the staggered methods those in its middle. A cell that
 * takes sub-steps, which have middles of their own, is left out.
 */
export async function chargeBalances(
  subject: Subject,
  options: CobaHhOptions,
  states: readonly CellState[],
): Promise<void> {
  const { dt, engine, scheme } = subject;
  const network = loneNeurons(states.length, options);
  const { spec } = network;
  const { parameters: p, current } = spec;
  const synapses = synapsesOf(scheme, spec);
  const isLeapfrog = scheme.kind === "leapfrog", isLinear = synapses.current === "linear";
  // How long a conductance has decayed when it acts.
  const age = isLeapfrog ? dt / 2 : synapses.order === "add-use-decay" ? 0 : dt;
  await using simulation = await subject.create(inStates(network, states));
  const gates = async () => ({
    m: await simulation.read("m"),
    h: await simulation.read("h"),
    n: await simulation.read("n"),
  });
  const old = { gE: await simulation.read("gE"), gI: await simulation.read("gI"), v: await simulation.read("v") };
  const before = await gates();
  await simulation.advance(1);
  const v = await simulation.read("v"), acting = isLeapfrog ? await gates() : before;
  for (let i = 0; i < states.length; i++) {
    const v0 = old.v[i];
    if (scheme.subSteps > 1 && v0 > p.vT + ACTIVE_ABOVE) continue;
    const sodium = sodiumConductance(acting.m[i], acting.h[i], p), potassium = potassiumConductance(acting.n[i], p);
    const gE = old.gE[i] * Math.exp(-age / p.tauE), gI = old.gI[i] * Math.exp(-age / p.tauI);
    // Mean potential of an exponential relaxation that begins at v0 and ends at v; backward Euler has the currents at the end.
    const total = p.gL + sodium + potassium + (isLinear ? gE + gI : 0), z = total * dt / p.cM;
    const mean = scheme.kind === "implicit Euler" ? v[i] : v0 + (v[i] - v0) * (1 / -Math.expm1(-z) - 1 / z);
    const at = isLinear ? mean : v0;
    const carried = dt * (ionicCurrent(mean, sodium, potassium, p) + gE * (p.eE - at) + gI * (p.eI - at) + current);
    const largest = dt * (total * FARTHEST + (gE + gI) * FARTHEST + Math.abs(current));
    const rounding = ROUNDING[engine.precision] * Math.max(largest, p.cM);
    expectNear(p.cM * (v[i] - v0), carried, rounding, `charge of a step from ${JSON.stringify(states[i])}`);
  }
}

/** The law of charge. */
export const chargeLaws: readonly GeneralLaw[] = [{
  name: "the charge of a step balances: cM Δv is what the currents carry while v relaxes",
  source: "cM dv/dt = Σ currents, over a step in which v alone moves",
  needs: ["v", "m", "h", "n", "gE", "gI"],
  isSilent: ({ scheme }) => scheme.isExplicit ? "several potentials act in one of its steps" : undefined,
  about: "states",
  states: { v: "within", strength: 1 },
  choices: SYNAPTIC_CHOICES,
  holds(subject, { options, states, chance }) {
    const { cM } = cobaHh(options).parameters;
    return chargeBalances(subject, { ...subject.fit(options), current: (5 * chance() - 2.5) * cM }, states);
  },
}];
