/**
 * Laws of bounds: gates are probabilities, conductances are positive, and potentials lie between reversal potentials.
 *
 * @module
 */

import { buildNetwork, type InitialVariable, type Network } from "../../model/network.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { type CellState, inStates, loneNeurons } from "./cells.ts";
import { SYNAPTIC_CHOICES, withCurrent } from "./choices.ts";
import { expect, expectBetween } from "./expectation.ts";
import type { GeneralLaw, StateRange, StatesSample } from "./law.ts";
import { strongestOf } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { tolerancesOf } from "./tolerances.ts";

/** Rounding of a potential between the reversal potentials over a few steps [mV], by precision. */
const ROUNDING = { float64: 1e-9, float32: 2e-3 };

/** Expects gates in [0, 1] and conductances that only decay, after one step and after three from any state. */
async function gatesAreProbabilities(subject: Subject, { options, states, dt }: StatesSample): Promise<void> {
  const network = loneNeurons(states.length, subject.fit(options));
  const { initial } = inStates(network, states.map((state) => clamped(state, subject)));
  const { gate, conductance, floor } = tolerancesOf(subject.engine);
  // A gate that relaxes towards its steady state stays in [0, 1] in floating point, too; one from a table nearly so.
  const beyond = subject.engine.precision === "float64" ? 0 : gate;
  await using simulation = await subject.create(network, { dt });
  // Written, not initial: an engine may refuse a network with potentials that no cell has.
  for (const variable of Object.keys(initial) as InitialVariable[]) await simulation.write(variable, initial[variable]);
  for (const step of [1, 3]) {
    await simulation.advance(step - simulation.step);
    const what = (variable: string, i: number) =>
      `${variable} after ${step} × ${dt} ms from ${JSON.stringify(states[i])}`;
    for (const variable of ["m", "h", "n"] as const) {
      (await simulation.read(variable)).forEach((x, i) => {
        // Currents at potentials far away may have brought v beyond what numbers hold.
        if (step > 1 && Number.isNaN(x)) return;
        expectBetween(x, -beyond, 1 + beyond, what(variable, i));
      });
    }
    for (const variable of ["gE", "gI"] as const) {
      (await simulation.read(variable)).forEach((g, i) => {
        const most = initial[variable][i] * (1 + conductance) + floor;
        expectBetween(g, 0, most, what(variable, i));
      });
    }
  }
}

/** The state, at a potential whose currents are numbers: a method with sub-steps has them act on the gates in the step. */
function clamped(state: CellState, { engine, scheme }: Subject): CellState {
  if (scheme.subSteps === 1) return state;
  const largest = engine.precision === "float64" ? 1e100 : 1e25;
  return { ...state, v: Math.max(-largest, Math.min(state.v, largest)) };
}

/** The least and the greatest reversal potential that the published parameters have: those of potassium and sodium [mV]. */
function hullOf({ parameters: { eK, eNa } }: NetworkSpec): readonly [number, number] {
  return [eK, eNa];
}

/** Expects v to stay between the reversal potentials for some steps where the synaptic current is linear in v. */
async function potentialStaysInHull(subject: Subject, { options, states, dt }: StatesSample): Promise<void> {
  const network = loneNeurons(states.length, subject.fit(options));
  const [low, high] = hullOf(network.spec);
  const rounding = ROUNDING[subject.engine.precision];
  await using simulation = await subject.create(inStates(network, states), { dt });
  for (let k = 0; k < 3; k++) {
    await simulation.advance(1);
    (await simulation.read("v")).forEach((v, i) => {
      expectBetween(
        v,
        low - rounding,
        high + rounding,
        `v after ${k + 1} steps of ${dt} ms from ${JSON.stringify(states[i])}`,
      );
    });
  }
}

/**
 * Expects v to stay in the mirrored hull where the synaptic current is frozen and gE + gI at most 2 cM / dt: a step moves
 * v towards a mean F of reversal potentials by less than twice the way there, so to between v and its mirror images at the
 * ends of the hull.
 */
async function potentialStaysInMirroredHull(
  subject: Subject,
  { options, states: drawn, dt }: StatesSample,
): Promise<void> {
  const network = loneNeurons(drawn.length, subject.fit(options));
  const [low, high] = hullOf(network.spec), { cM } = network.spec.parameters;
  const rounding = ROUNDING[subject.engine.precision];
  // Shares of the limit, which the two conductances may reach together.
  const limit = cM / dt, strongest = strongestOf(network.spec, MIRRORED);
  const states = drawn.map((state) => ({
    ...state,
    gE: limit * state.gE / strongest.gE,
    gI: limit * state.gI / strongest.gI,
  }));
  await using simulation = await subject.create(inStates(network, states), { dt });
  await simulation.advance(1);
  (await simulation.read("v")).forEach((after, i) => {
    const { v } = states[i];
    const bounds = [Math.min(v, 2 * low - v) - rounding, Math.max(v, 2 * high - v) + rounding] as const;
    expectBetween(after, ...bounds, `v after ${dt} ms from ${JSON.stringify(states[i])}`);
  });
}

/** Expects the limit of the mirrored hull to be real: well beyond it, a resting cell is thrown out. */
async function frozenCurrentOvershoots(subject: Subject, options: CobaHhOptions): Promise<void> {
  const network = loneNeurons(1, subject.fit(options));
  const { cM, eNa } = network.spec.parameters;
  const cell = { v: -60, m: 0, h: 0, n: 0, gE: 8 * cM / 0.1, gI: 0 };
  await using simulation = await subject.create(inStates(network, [cell]), { dt: 0.1 });
  await simulation.advance(1);
  const [v] = await simulation.read("v");
  expect(v > 2 * eNa + 60, () => `v after a frozen current of gE = 8 cM / dt: expected an overshoot, received ${v} mV`);
}

/** Expects every variable of every neuron to be a finite number after each stretch of a run, and v a membrane's. */
async function everythingStaysFinite(subject: Subject, network: Network, stretches: number): Promise<void> {
  await using simulation = await subject.create(network);
  for (let stretch = 0; stretch < stretches; stretch++) {
    await simulation.advance(Math.round(20 / subject.dt));
    for (const variable of simulation.variables) {
      const values = await simulation.read(variable);
      const bad = values.findIndex((x) => !Number.isFinite(x) || (variable === "v" && Math.abs(x) > 200));
      const what = () => `${variable} of neuron ${bad} after ${simulation.step} steps`;
      expect(bad < 0, () => `${what()}: expected a finite number, received ${values[bad]}`);
    }
  }
}

const STABLE_ONLY = "explicit methods are not bounded";

const isStableOnly = ({ scheme }: Subject) => scheme.isExplicit ? STABLE_ONLY : undefined;

/** The reason for which a subject's synaptic current is never frozen. */
const isNeverFrozen = ({ scheme }: Subject) =>
  scheme.isExplicit ? STABLE_ONLY : scheme.synapses?.current === "linear" ? NEVER_FROZEN : undefined;

const NEVER_FROZEN = "its synaptic current is never frozen";

/** States of the mirrored hull: conductances are shares of a limit that depends on dt. */
const MIRRORED: StateRange = { v: "within", strength: 1, dts: [0.01, 0.1, 1] };

/** The laws of bounds. */
export const boundLaws: readonly GeneralLaw[] = [
  {
    name: "gates stay in [0, 1] and conductances at 0 or above, at any voltage and dt up to 5 ms",
    source: "gates are probabilities, and relax towards their steady states",
    needs: ["v", "m", "h", "n", "gE", "gI"],
    isSilent: isStableOnly,
    about: "states",
    states: { v: "anywhere", strength: 30, dts: [0.001, 0.05, 0.1, 1, 5] },
    choices: SYNAPTIC_CHOICES,
    holds: gatesAreProbabilities,
  },
  {
    name: "v stays inside the hull of the reversal potentials where the synaptic current is linear",
    source: "the new v is a mean of the old one and of reversal potentials with positive weights",
    needs: ["v"],
    isSilent: isStableOnly,
    about: "states",
    states: { v: "within", strength: 1000, dts: [0.001, 0.05, 0.1, 1, 5] },
    choices: withCurrent("linear"),
    holds: potentialStaysInHull,
  },
  {
    name: "v stays in the mirrored hull where the synaptic current is frozen and gE + gI at most 2 cM / dt",
    source: "a frozen current moves v by less than twice the way to a mean of reversal potentials",
    needs: ["v"],
    isSilent: isNeverFrozen,
    about: "states",
    states: MIRRORED,
    choices: withCurrent("frozen"),
    holds: potentialStaysInMirroredHull,
  },
  {
    name: "a frozen current of four times that limit throws a resting cell beyond the hull",
    source: "a frozen current moves v by g (E - v) dt / cM, wherever that leads",
    needs: ["v"],
    isSilent: isNeverFrozen,
    about: "nothing",
    choices: withCurrent("frozen"),
    holds: frozenCurrentOvershoots,
  },
  {
    name: "every variable of every neuron stays a finite number",
    source: "the network is bounded (census of NaN and infinity)",
    about: "nothing",
    choices: ["seed-1", "brian2", "nest"].map((variant) => ({ variant, scaling: "in-degree", seed: 5 })),
    async holds(subject, options) {
      const [scale, stretches] = subject.scheme.isExplicit ? [0.02, 1] : [0.1, 3];
      await everythingStaysFinite(
        subject,
        buildNetwork(cobaHh(subject.fit({ ...options, scale, synapses: { delay: 0 } }))),
        stretches,
      );
    },
  },
];
