/**
 * Laws of adaptive methods: a step is within the tolerance of the exact solution, and the sub-step is part of the state.
 *
 * @module
 */

import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "../../model/kinetics.ts";
import type { StateVariable } from "../../model/simulation.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { type CellState, hasExploded, inStates, loneNeurons } from "./cells.ts";
import { OTHER_PARAMETERS, VARIANTS } from "./choices.ts";
import { expectNear, expectSameNumbers } from "./expectation.ts";
import { expectExplosion, STEP_SIZE } from "./equations.ts";
import { ACCEPTED_ERROR, fehlbergStep, tightStep } from "./fehlberg.ts";
import type { Chance, GeneralLaw, StatesSample } from "./law.ts";
import { oneOf } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { tolerancesOf } from "./tolerances.ts";

const isOther = ({ scheme }: Subject) => scheme.kind === "adaptive" ? undefined : "it has no step control";

/**
 * Largest distance from the exact solution after a step, in errors of a sub-step that is accepted: the error is an estimate, a
 * step has several, and the upstroke of an action potential makes them larger. Seen: 5.8, and 1e-5 in the median.
 */
const ERRORS_OF_A_STEP = 10;

/** Cells whose steps are followed, and for how many steps: an action potential or two. */
const FOLLOWED = { cells: 6, steps: 50 };

const VARIABLES = ["v", "m", "h", "n", "gE", "gI"] as const;

const WRITTEN = ["v", "m", "h", "n", "stepSize"] as const;

/** Conductances that decay within a step: their errors decide how long a sub-step may be. */
const FAST_SYNAPSES: CobaHhOptions = { parameters: { tauE: 0.1, tauI: 0.15 } };

/** A sub-step [ms] of the length that neurons have in a network, and far shorter ones. */
function someStepSize(chance: Chance, dt: number): number {
  return dt * oneOf(chance, [1, 5, 5 * chance(), 10 ** (-2 * chance())]);
}

/** A state with gates at their steady states: from there no sub-step explodes, and what explodes may be accepted. */
function settled({ v, gE, gI }: CellState, { parameters: { vT } }: NetworkSpec): CellState {
  const u = v - vT;
  return {
    v,
    m: steadyState(alphaM(u), betaM(u)),
    h: steadyState(alphaH(u), betaH(u)),
    n: steadyState(alphaN(u), betaN(u)),
    gE,
    gI,
  };
}

/** Expects every step of driven cells to be within the tolerance of the exact solution, some of them from another sub-step. */
async function stepsAreWithinTolerance(subject: Subject, { options, states, dt, chance }: StatesSample): Promise<void> {
  const { cM } = cobaHh(options).parameters, cells = states.slice(0, FOLLOWED.cells);
  const network = loneNeurons(cells.length, { ...subject.fit(options), current: 2 * cM }), { spec } = network;
  await using simulation = await subject.create(inStates(network, cells.map((cell) => settled(cell, spec))), { dt });
  const read = () => Promise.all(VARIABLES.map((variable) => simulation.read(variable)));
  for (let k = 0, before = await read(); k < FOLLOWED.steps; k++) {
    const sizes = await simulation.read("stepSize");
    await simulation.write("stepSize", sizes.map((size) => chance() < 0.3 ? someStepSize(chance, dt) : size));
    await simulation.advance(1);
    const after = await read();
    for (let i = 0; i < cells.length; i++) {
      const [v, m, h, n, gE, gI] = before.map((values) => values[i]), cell = { v, m, h, n, gE, gI };
      const exact = tightStep(spec, dt, cell);
      VARIABLES.forEach((variable, at) => {
        const what = `${variable} after a step of ${dt} ms from ${JSON.stringify(cell)}`;
        expectNear(after[at][i], exact[variable], ERRORS_OF_A_STEP * ACCEPTED_ERROR, what);
      });
    }
    before = after;
  }
}

/** Expects a written sub-step to be the first that is tried, and the state to have the one that the step leaves. */
async function writtenStepSizeActs(subject: Subject, { options, states, dt, chance }: StatesSample): Promise<void> {
  const network = loneNeurons(states.length, subject.fit(options)), { gate, v } = tolerancesOf(subject.engine);
  await using simulation = await subject.create(inStates(network, states), { dt });
  expectSameNumbers(await simulation.read("stepSize"), states.map(() => dt), "sub-steps before the first step");
  const first = Float64Array.from(states, () => someStepSize(chance, dt));
  await simulation.write("stepSize", first);
  await simulation.advance(1);
  const after = new Map<StateVariable, Float64Array>();
  for (const variable of WRITTEN) after.set(variable, await simulation.read(variable));
  states.forEach((state, i) => {
    const expected = fehlbergStep(network.spec, dt, { ...state, stepSize: first[i] });
    if (hasExploded(expected)) return expectExplosion(after, i, state);
    for (const variable of WRITTEN) {
      const tolerance = variable === "stepSize"
        ? STEP_SIZE[subject.engine.precision] * expected.stepSize
        : variable === "v"
        ? v
        : gate;
      const from = `${JSON.stringify(state)} with sub-step ${first[i]} ms`;
      expectNear(
        after.get(variable)![i],
        expected[variable],
        tolerance,
        `${variable} after a step of ${dt} ms from ${from}`,
      );
    }
  });
}

/** The laws of adaptive methods. */
export const adaptiveLaws: readonly GeneralLaw[] = [
  {
    name: "every step of an adaptive method is within its tolerance of the exact solution, whatever its sub-steps",
    source: "classical Runge–Kutta at a fraction of the step",
    needs: [...VARIABLES, "stepSize"],
    isSilent: isOther,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.05, 0.1] },
    choices: [{ variant: "nest" }, { variant: "seed-2" }, OTHER_PARAMETERS],
    holds: stepsAreWithinTolerance,
  },
  {
    name: "sub-steps begin as the time step, a written one is the first to be tried, and the next one is in the state",
    source: "StateVariable stepSize; fehlberg.ts",
    needs: WRITTEN,
    isSilent: isOther,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.05, 0.1] },
    choices: [...VARIANTS, OTHER_PARAMETERS, FAST_SYNAPSES],
    holds: writtenStepSizeActs,
  },
];
