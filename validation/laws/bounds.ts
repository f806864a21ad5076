/**
 * Laws of bounds: gates are probabilities, conductances are positive, and potentials lie between reversal potentials.
 *
 * @module
 */

import { buildNetwork, type InitialVariable, type Network } from "../../model/network.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { cobaHh } from "../../model/variants.ts";
import { type CellState, inStates, loneNeurons } from "./cells.ts";
import { expect, expectBetween } from "./expectation.ts";
import type { GeneralLaw, Subject } from "./law.ts";
import { chanceOf, sampleStates } from "./samples.ts";
import { synapsesOf } from "./scheme.ts";
import { tolerancesOf } from "./tolerances.ts";

/** Rounding of a potential between the reversal potentials over a few steps [mV], by precision. */
const ROUNDING = { float64: 1e-9, float32: 2e-3 };

/** Expects gates in [0, 1] and conductances that only decay, after a step from any state at any dt [ms]. */
export async function gatesAreProbabilities(
  subject: Subject,
  states: readonly Partial<CellState>[],
  dt: number,
): Promise<void> {
  const network = loneNeurons(states.length), { initial } = inStates(network, states);
  const { gate, conductance, floor } = tolerancesOf(subject.engine);
  // A gate that relaxes towards its steady state stays in [0, 1] in floating point, too; one from a table nearly so.
  const beyond = subject.engine.precision === "float64" ? 0 : gate;
  await using simulation = await subject.create(network, { dt });
  // Written, not initial: an engine may refuse a network with potentials that no cell has.
  for (const variable of Object.keys(initial) as InitialVariable[]) await simulation.write(variable, initial[variable]);
  await simulation.advance(1);
  for (const variable of ["m", "h", "n"] as const) {
    (await simulation.read(variable)).forEach((x, i) => {
      expectBetween(x, -beyond, 1 + beyond, `${variable} after ${dt} ms from ${JSON.stringify(states[i])}`);
    });
  }
  for (const variable of ["gE", "gI"] as const) {
    (await simulation.read(variable)).forEach((g, i) => {
      const most = initial[variable][i] * (1 + conductance) + floor;
      expectBetween(g, 0, most, `${variable} after ${dt} ms from ${JSON.stringify(states[i])}`);
    });
  }
}

/** The least and the greatest reversal potential that the published parameters have: those of potassium and sodium [mV]. */
function hullOf({ parameters: { eK, eNa } }: NetworkSpec): readonly [number, number] {
  return [eK, eNa];
}

/** Expects v to stay between the reversal potentials for some steps where the synaptic current is linear in v. */
export async function potentialStaysInHull(
  subject: Subject,
  variant: string,
  states: readonly Partial<CellState>[],
  dt: number,
): Promise<void> {
  const network = loneNeurons(states.length, { variant });
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
export async function potentialStaysInMirroredHull(
  subject: Subject,
  variant: string,
  states: readonly CellState[],
  dt: number,
): Promise<void> {
  const network = loneNeurons(states.length, { variant });
  const [low, high] = hullOf(network.spec);
  const rounding = ROUNDING[subject.engine.precision];
  await using simulation = await subject.create(inStates(network, states), { dt });
  await simulation.advance(1);
  (await simulation.read("v")).forEach((after, i) => {
    const { v } = states[i];
    const bounds = [Math.min(v, 2 * low - v) - rounding, Math.max(v, 2 * high - v) + rounding] as const;
    expectBetween(after, ...bounds, `v after ${dt} ms from ${JSON.stringify(states[i])}`);
  });
}

/** Expects the limit of the mirrored hull to be real: well beyond it, a resting cell is thrown out. */
async function frozenCurrentOvershoots(subject: Subject, variant: string): Promise<void> {
  const network = loneNeurons(1, { variant });
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

const STEPS = [0.001, 0.05, 0.1, 1];
const STABLE_ONLY = "explicit methods are not bounded";

/** Potentials anywhere, and conductances a thousand times those of the network, as far as numbers go. */
function wildStates(count: number, seed: number): Partial<CellState>[] {
  const chance = chanceOf(seed);
  const exponent = () => 10 ** (6 * chance());
  return sampleStates(count, seed, cobaHh()).map((state, i) =>
    i % 3 > 0 ? state : { ...state, v: (chance() - 0.5) * exponent(), gE: exponent(), gI: exponent() }
  );
}

/** The laws of bounds. */
export const boundLaws: readonly GeneralLaw[] = [
  {
    name: "gates stay in [0, 1] and conductances at 0 or above, at any voltage and dt up to 1 ms",
    source: "gates are probabilities, and relax towards their steady states",
    needs: ["v", "m", "h", "n", "gE", "gI"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? STABLE_ONLY : undefined,
    async check(subject) {
      for (const [k, dt] of STEPS.entries()) await gatesAreProbabilities(subject, wildStates(60, 40 + k), dt);
    },
  },
  {
    name: "v stays inside the hull of the reversal potentials where the synaptic current is linear",
    source: "the new v is a mean of the old one and of reversal potentials with positive weights",
    needs: ["v"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? STABLE_ONLY : undefined,
    async check(subject) {
      for (const variant of ["seed-3", "brian2"]) {
        const { spec } = loneNeurons(1, { variant });
        for (const [k, dt] of STEPS.entries()) {
          await potentialStaysInHull(subject, variant, sampleStates(60, 50 + k, spec), dt);
        }
      }
    },
  },
  {
    name: "v stays in the mirrored hull where the synaptic current is frozen and gE + gI at most 2 cM / dt",
    source: "a frozen current moves v by less than twice the way to a mean of reversal potentials",
    needs: ["v"],
    isSilent: ({ scheme }) =>
      scheme.kind === "other"
        ? STABLE_ONLY
        : synapsesOf(scheme, cobaHh()).current === "frozen"
        ? undefined
        : "its synaptic current is never frozen",
    async check(subject) {
      for (const variant of ["seed-1", "seed-2"]) {
        const { spec } = loneNeurons(1, { variant });
        const chance = chanceOf(60);
        for (const [k, dt] of [0.01, 0.1, 1].entries()) {
          const limit = spec.parameters.cM / dt;
          const states = sampleStates(60, 60 + k, spec)
            .map((state) => ({ ...state, gE: limit * chance(), gI: limit * chance() }));
          await potentialStaysInMirroredHull(subject, variant, states, dt);
        }
        await frozenCurrentOvershoots(subject, variant);
      }
    },
  },
  {
    name: "every variable of every neuron stays a finite number",
    source: "the network is bounded (census of NaN and infinity)",
    async check(subject) {
      const [scale, stretches] = subject.scheme.kind === "other" ? [0.02, 1] : [0.1, 3];
      for (const variant of ["seed-1", "brian2", "nest"]) {
        const network = buildNetwork(cobaHh({ variant, scale, scaling: "in-degree", seed: 5 }));
        await everythingStaysFinite(subject, network, stretches);
      }
    },
  },
];
