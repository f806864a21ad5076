/**
 * Laws of the equations: a step is the one that the specification and the method say, from any state.
 *
 * @module
 */

import type { InitialVariable, Network } from "../../model/network.ts";
import type { StateVariable } from "../../model/simulation.ts";
import type { SynapseSpec } from "../../model/spec.ts";
import { eventsInTurn } from "../../model/stimulus.ts";
import { cobaHh, type CobaHhOptions, variants } from "../../model/variants.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { arriving, flagged } from "./arrivals.ts";
import { type CellState, inStates, loneNeurons } from "./cells.ts";
import { expectNear } from "./expectation.ts";
import type { GeneralLaw, Subject } from "./law.ts";
import { oneStep } from "./one_step.ts";
import { chanceOf, sampleNetworks, sampleStates } from "./samples.ts";
import { tolerancesOf } from "./tolerances.ts";

/** Cells of a network: to create a simulation costs more than to step it. */
const CELLS = 60;

const UNKNOWN = "its equations are not known by its name";

/** Expects one step of dt [ms] from these states to be what the equations come to. */
export async function stepIsTheEquations(
  subject: Subject,
  options: CobaHhOptions,
  states: readonly CellState[],
  dt: number = subject.dt,
): Promise<void> {
  const network = loneNeurons(states.length, options);
  const { gate, v, conductance, floor } = tolerancesOf(subject.engine);
  await using simulation = await subject.create(inStates(network, states), { dt });
  const values = new Map<InitialVariable, Float64Array>();
  await simulation.advance(1);
  for (const variable of Object.keys(network.initial) as InitialVariable[]) {
    if (simulation.variables.includes(variable)) values.set(variable, await simulation.read(variable));
  }
  states.forEach((before, i) => {
    const after = oneStep(subject.scheme, network.spec, dt, before);
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

async function everyChoiceIsItsEquations(subject: Subject): Promise<void> {
  const orders: readonly SynapseSpec["order"][] = ["decay-add-use", "add-decay-use", "add-use-decay"];
  let seed = 20;
  for (const variant of Object.keys(variants)) {
    const { parameters } = cobaHh({ variant });
    const states = sampleStates(CELLS, seed++, cobaHh({ variant }));
    await stepIsTheEquations(subject, { variant, current: 0.7 * parameters.cM }, states);
  }
  for (const order of orders) {
    for (const current of ["frozen", "linear"] as const) {
      const options = { synapses: { order, current }, current: -150 };
      await stepIsTheEquations(subject, options, sampleStates(CELLS, seed++, cobaHh(options)));
    }
  }
  // No parameter may be built in: all of them differ from the published ones.
  const parameters = {
    cM: 150,
    gL: 8,
    gNa: 15_000,
    gK: 7_000,
    eL: -62,
    eNa: 55,
    eK: -85,
    vT: -60,
    tauE: 4,
    tauI: 12,
    eE: 3,
    eI: -77,
  };
  const other = { parameters, initial: { v: { kind: "constant", value: -60 } } } as const;
  for (const dt of [0.05, 0.1]) {
    await stepIsTheEquations(subject, other, sampleStates(CELLS, seed++, cobaHh(other)), dt);
  }
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
  const eventsAt = eventsInTurn(network, dt);
  await using simulation = await subject.create(network);
  const read = async () => new Map([...await checkpointOf(simulation)]);
  let before = await read();
  for (let k = 0; k < steps; k++) {
    const lags = before.get("spikeLag"), fired = flagged(before.get("spike")!);
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
      };
      const expected = oneStep(scheme, spec, dt, cell, input);
      const isFired = after.get("spike")![i] === 1;
      for (const [variable, values] of after) {
        if (variable === "spike" || variable === "refractory" || variable === "stepSize") continue;
        const wanted = variable === "spikeLag" && !isFired ? 0 : expected[variable];
        const size = Math.abs(wanted) +
          (variable === "gE" ? Math.abs(cell.gE) : variable === "gI" ? Math.abs(cell.gI) : 0);
        const tolerance = variable === "v"
          ? v
          : variable === "spikeLag"
          ? LAG_BY_POTENTIAL * v
          : variable[0] === "g" && variable !== "gateLag"
          ? conductance * size + floor
          : gate;
        expectNear(values[i], wanted, tolerance, `${variable} of neuron ${i} after step ${k}`);
      }
    }
    before = after;
  }
}

/** Expects a leaky membrane and a decaying conductance to be exact at any dt: their equations are linear. */
async function linearIsExact(subject: Subject): Promise<void> {
  const tolerance = subject.engine.precision === "float64" ? 1e-11 : 1e-4;
  const chance = chanceOf(30);
  for (const dt of [0.01, 0.1, 1, 20]) {
    const current = -1000 + 2000 * chance(), steps = 1 + Math.floor(20 * chance());
    const network = loneNeurons(CELLS, { parameters: { gNa: 0, gK: 0 }, current });
    const { gL, cM, eL, tauE, tauI } = network.spec.parameters;
    const v = Array.from({ length: CELLS }, () => -90 + 140 * chance()), t = steps * dt, vInf = eL + current / gL;
    await using leaky = await subject.create(inStates(network, v.map((v) => ({ v }))), { dt });
    await leaky.advance(steps);
    (await leaky.read("v")).forEach((after, i) => {
      const expected = vInf + (v[i] - vInf) * Math.exp(-gL * t / cM);
      expectNear(after, expected, 200 * tolerance, `v ${t} ms after ${v[i]} mV, leak and ${current} pA alone`);
    });
    // Reversal potentials at v drive nothing while conductances decay.
    const still = { gNa: 0, gK: 0, eL: -60, eE: -60, eI: -60 };
    const decaying = loneNeurons(CELLS, { parameters: still, initial: { v: { kind: "constant", value: -60 } } });
    const g = v.map(() => ({ gE: 7 + chance(), gI: 11 + chance() }));
    await using simulation = await subject.create(inStates(decaying, g), { dt });
    await simulation.advance(steps);
    for (const [variable, tau] of [["gE", tauE], ["gI", tauI]] as const) {
      (await simulation.read(variable)).forEach((after, i) => {
        expectNear(
          after,
          g[i][variable] * Math.exp(-t / tau),
          tolerance,
          `${variable} ${t} ms after ${g[i][variable]} nS`,
        );
      });
    }
  }
}

/** The laws of the equations. */
export const equationLaws: readonly GeneralLaw[] = [
  {
    name: "every step of a network's run is what the equations come to from the state before it",
    source: "Brette et al. 2007, Appendix 2, benchmark 3, each equation solved in closed form over the step",
    needs: ["v", "m", "h", "n", "gE", "gI", "spike"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    async check(subject) {
      for (const network of sampleNetworks(5, 13)) await runIsTheEquations(subject, network, 150);
    },
  },
  {
    name: "a step is what the equations come to, from any state, for every order, current and parameter",
    source: "Brette et al. 2007, Appendix 2, benchmark 3, each equation solved in closed form over the step",
    needs: ["v"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    check: everyChoiceIsItsEquations,
  },
  {
    name: "linear equations are solved exactly, at any dt: a leaky membrane, a decaying conductance",
    source: "x(t) = x∞ + (x - x∞) e^(-t / τ)",
    needs: ["v", "gE", "gI"],
    isSilent: ({ scheme }) => scheme.kind === "other" ? UNKNOWN : undefined,
    check: linearIsExact,
  },
];
