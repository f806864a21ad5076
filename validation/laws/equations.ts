/**
 * Laws of the equations: a step is the one that the specification and the method say, from any state.
 *
 * @module
 */

import type { InitialVariable, Network } from "../../model/network.ts";
import type { StateVariable } from "../../model/simulation.ts";
import { eventsInTurn } from "../../model/stimulus.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { arriving, flagged } from "./arrivals.ts";
import { type CellState, hasExploded, inStates, loneNeurons } from "./cells.ts";
import { ORDERS_AND_CURRENTS, OTHER_PARAMETERS, SYNAPTIC_CHOICES, VARIANTS } from "./choices.ts";
import { expect, expectNear } from "./expectation.ts";
import type { Chance, GeneralLaw, StatesSample } from "./law.ts";
import { oneStep } from "./one_step.ts";
import { integerIn, oneOf } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { type Bound, tolerancesOf } from "./tolerances.ts";

const UNKNOWN = "its equations are not known by its name";

/** Expects one step of dt [ms] from these states to be what the equations come to. */
export async function stepIsTheEquations(
  subject: Subject,
  options: CobaHhOptions,
  states: readonly CellState[],
  dt: number = subject.dt,
): Promise<void> {
  const network = loneNeurons(states.length, subject.fit(options));
  const { gate, v, conductance, floor } = tolerancesOf(subject.engine);
  await using simulation = await subject.create(inStates(network, states), { dt });
  const values = new Map<InitialVariable, Float64Array>();
  await simulation.advance(1);
  for (const variable of Object.keys(network.initial) as InitialVariable[]) {
    if (simulation.variables.includes(variable)) values.set(variable, await simulation.read(variable));
  }
  states.forEach((before, i) => {
    const after = oneStep(subject.scheme, network.spec, dt, before);
    if (hasExploded(after)) return expectExplosion(values, i, before);
    for (const [variable, actual] of values) {
      const size = Math.abs(after[variable]);
      // The error of a sub-step is in the next one's potential and gates.
      const gateError = gate * subject.scheme.subSteps;
      const tolerance = variable === "v" ? v : variable[0] === "g" ? conductance * size + floor : gateError;
      const from = JSON.stringify(before);
      expectNear(actual[i], after[variable], tolerance, `${variable} after a step of ${dt} ms from ${from}`);
    }
  });
}

/** Relative error of the next sub-step, which depends on the last digits of an error of 1e-3; float32 has none of them. */
export const STEP_SIZE: Bound = { float64: 1e-6, float32: Infinity };

/** Expects a cell of an explicit method to have exploded as the equations have: which digits come out does not matter. */
export function expectExplosion(
  values: ReadonlyMap<StateVariable, Float64Array>,
  i: number,
  before: Partial<CellState>,
): void {
  const [v, m, h, n] = (["v", "m", "h", "n"] as const).map((variable) => values.get(variable)?.[i] ?? NaN);
  expect(
    hasExploded({ v, m, h, n }),
    () => `a step that explodes from ${JSON.stringify(before)}: received v ${v} mV, m ${m}, h ${h}, n ${n}`,
  );
}

/** Error of a spike's lag by that of v [ms/mV]: the slope of an upstroke at the threshold is 20 mV/ms at least. */
const LAG_BY_POTENTIAL = 0.05;

/**
 * Expects each step of a run to be what the equations come to from the state before it, with all that arrives in it: every
 * variable of every neuron, from the states that the network itself comes to.
 */
export async function runIsTheEquations(subject: Subject, network: Network, steps: number): Promise<void> {
  const { dt, scheme, engine } = subject;
  const { spec, wE, wI, neurons } = network;
  const { tauE, tauI } = spec.parameters;
  const { gate, v, conductance, floor } = tolerancesOf(engine);
  const eventsAt = eventsInTurn(network, dt), delay = Math.round(spec.synapses.delay / dt);
  await using simulation = await subject.create(network);
  const read = async () => new Map([...await checkpointOf(simulation)]);
  let before = await read();
  for (let k = 0; k < steps; k++) {
    const lags = before.get("spikeLag"), fired = flagged(before.get("spike")!, delay);
    const left = lags && ((i: number, tau: number) => Math.exp(-lags[i] / tau));
    const all = arriving(network, fired, eventsAt(k)), strong = arriving(network, fired, eventsAt(k), left);
    await simulation.advance(1);
    const after = await read();
    for (let i = 0; i < neurons; i++) {
      const input = {
        jumpE: wE * strong.E[i],
        jumpI: wI * strong.I[i],
        lateE: wE * tauE * (all.E[i] - strong.E[i]) / dt,
        lateI: wI * tauI * (all.I[i] - strong.I[i]) / dt,
      };
      const at = (variable: StateVariable) => before.get(variable)?.[i] ?? 0;
      const cell = {
        v: at("v"),
        m: at("m"),
        h: at("h"),
        n: at("n"),
        gE: at("gE"),
        gI: at("gI"),
        gateLag: at("gateLag"),
        ...before.has("stepSize") && { stepSize: at("stepSize") },
      };
      const expected = oneStep(scheme, spec, dt, cell, input);
      const isFired = after.get("spike")![i] % 2 === 1;
      for (const [variable, values] of after) {
        if (variable === "spike" || variable === "refractory") continue;
        const wanted = variable === "spikeLag" && !isFired ? 0 : expected[variable];
        const size = Math.abs(wanted) +
          (variable === "gE" ? Math.abs(cell.gE) : variable === "gI" ? Math.abs(cell.gI) : 0);
        const tolerance = variable === "v"
          ? v
          : variable === "spikeLag"
          ? LAG_BY_POTENTIAL * v
          : variable === "stepSize"
          ? STEP_SIZE[engine.precision] * wanted
          : variable[0] === "g" && variable !== "gateLag"
          ? conductance * size + floor
          : gate;
        expectNear(values[i], wanted, tolerance, `${variable} of neuron ${i} after step ${k}`);
      }
    }
    before = after;
  }
}

/** Error after up to 20 steps, relative to what decays. */
const LINEAR: Bound = { float64: 1e-11, float32: 1e-4 };

/** Expects a leaky membrane to be exact at any dt: its equation is linear. */
async function leakIsExact(subject: Subject, { options: kind, states, dt, chance }: StatesSample): Promise<void> {
  const tolerance = LINEAR[subject.engine.precision];
  const current = -1000 + 2000 * chance(), steps = integerIn(chance, 1, 20);
  const options = subject.fit({ ...kind, parameters: { gNa: 0, gK: 0 } });
  const network = loneNeurons(states.length, { ...options, current });
  const { gL, cM, eL } = network.spec.parameters;
  const t = steps * dt, vInf = eL + current / gL;
  await using leaky = await subject.create(inStates(network, states.map(({ v }) => ({ v }))), { dt });
  await leaky.advance(steps);
  (await leaky.read("v")).forEach((after, i) => {
    const { v } = states[i], expected = vInf + (v - vInf) * Math.exp(-gL * t / cM);
    expectNear(after, expected, 200 * tolerance, `v ${t} ms after ${v} mV, leak and ${current} pA alone`);
  });
}

/** Expects conductances to decay exactly at any dt, while reversal potentials at v let them drive nothing. */
async function decayIsExact(subject: Subject, { options: kind, states, dt, chance }: StatesSample): Promise<void> {
  const tolerance = LINEAR[subject.engine.precision], steps = integerIn(chance, 1, 20), t = steps * dt;
  const still = { gNa: 0, gK: 0, eL: -60, eE: -60, eI: -60 };
  const initial = { v: { kind: "constant", value: -60 } } as const;
  const decaying = loneNeurons(states.length, { ...subject.fit(kind), parameters: still, initial });
  const { tauE, tauI } = decaying.spec.parameters;
  const g = states.map(() => ({ gE: 7 + chance(), gI: 11 + chance() }));
  await using simulation = await subject.create(inStates(decaying, g), { dt });
  await simulation.advance(steps);
  for (const [variable, tau] of [["gE", tauE], ["gI", tauI]] as const) {
    (await simulation.read(variable)).forEach((after, i) => {
      const expected = g[i][variable] * Math.exp(-t / tau);
      expectNear(after, expected, tolerance, `${variable} ${t} ms after ${g[i][variable]} nS`);
    });
  }
}

/** A constant current of any sign [pA]. */
function someCurrent(cM: number, chance: Chance): number {
  return oneOf(chance, [0, 0.7 * cM, -0.75 * cM]);
}

/** The laws of the equations. */
export const equationLaws: readonly GeneralLaw[] = [
  {
    name: "every step of a network's run is the solution of the equations from the state before it",
    source: "Brette et al. 2007, Appendix 2, benchmark 3, each equation solved in closed form over the step",
    needs: ["v", "m", "h", "n", "gE", "gI", "spike"],
    followsSteps: true,
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    about: "network",
    count: 5,
    holds: (subject, { network }) => runIsTheEquations(subject, network, 120),
  },
  {
    name: "a step is the solution of the equations, from any state, for every order, current and parameter",
    source: "Brette et al. 2007, Appendix 2, benchmark 3, each equation solved in closed form over the step",
    needs: ["v"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.05, 0.1] },
    choices: [...VARIANTS, ...SYNAPTIC_CHOICES, OTHER_PARAMETERS],
    holds(subject, { options, states, dt, chance }) {
      const { cM } = cobaHh(options).parameters;
      return stepIsTheEquations(subject, { ...options, current: someCurrent(cM, chance) }, states, dt);
    },
  },
  {
    name: "a step is the solution of the equations beyond the reversal potentials, too",
    source: "Brette et al. 2007, Appendix 2, benchmark 3, each equation solved in closed form over the step",
    needs: ["v"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    about: "states",
    states: { v: "beyond", strength: 1 },
    choices: SYNAPTIC_CHOICES,
    holds: (subject, { options, states, dt }) => stepIsTheEquations(subject, options, states, dt),
  },
  {
    name: "a leaky membrane is solved exactly, at any dt",
    source: "v(t) = v∞ + (v - v∞) e^(-t / τ)",
    needs: ["v"],
    isSilent: ({ scheme }) =>
      scheme.isExplicit || scheme.kind === "implicit Euler" ? "its leak is not exponential" : undefined,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.01, 0.1, 1, 20] },
    choices: ORDERS_AND_CURRENTS,
    holds: leakIsExact,
  },
  {
    name: "conductances decay exactly, at any dt",
    source: "g(t) = g e^(-t / τ)",
    needs: ["v", "gE", "gI"],
    isSilent: ({ scheme }) => scheme.isExplicit ? "its decay is a polynomial" : undefined,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.01, 0.1, 1, 20] },
    choices: ORDERS_AND_CURRENTS,
    holds: decayIsExact,
  },
];
