/**
 * Laws of agreement: the numbers of other simulators, as fixtures/ has them.
 *
 * @module
 */

import hashes from "../../fixtures/spike-hashes/spike_hashes.json" with { type: "json" };
import { methodOf } from "../../model/methods.ts";
import { buildNetwork } from "../../model/network.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { spikeHash } from "../../record/spike_hash.ts";
import { expect, expectNear } from "./expectation.ts";
import { brainPyCourses } from "./numbers/brainpy.ts";
import { DRIVEN, drivenCells, eulerDrivenCells } from "./numbers/driven.ts";
import { rest } from "./numbers/rest.ts";
import { actionPotential, eulerActionPotential, SHAPE } from "./numbers/action_potential.ts";
import { ACCURACY, eulerTonicFiring, frequencyCurrentCurve, tonicFiring } from "./numbers/single_neuron.ts";
import { gateKinetics } from "./numbers/kinetics.ts";
import { decayingConductances, eulerPotentials, exactPotentials, SMALL_STEPS } from "./numbers/psp.ts";
import type { FixedLaw, GeneralLaw } from "./law.ts";
import { methodsOfBrainPy, singleSteps, stepsOfBrainPy } from "./numbers/brainpy_steps.ts";
import type { Subject } from "./subject.ts";

type Run = typeof hashes.runs[number];

/** Up to where a run has to have how nearly the same number of spikes in float32; see fixtures/spike-hashes/README.md. */
const FLOAT32_COUNTS = [{ until: 20, within: 0.02 }, { until: 100, within: 0.25 }, { until: 1000, within: 0.1 }]; // ms

async function hasTheSpikes(subject: Subject, run: Run, steps: number = run.steps): Promise<void> {
  const { dt, sha256, tool, cobaHh: options } = run;
  const counts = run.counts.slice(0, steps);
  await using simulation = await subject.create(buildNetwork(cobaHh(options)), { dt });
  const spikes = await simulation.advance(steps);
  const found = new Uint32Array(steps);
  for (const step of spikes.step) found[step]++;
  const what = `${tool}'s spikes of ${options.variant}, seed ${options.seed}`;
  if (subject.engine.precision === "float64") {
    const first = counts.findIndex((count, k) => count !== found[k]);
    expect(first < 0, () => `${what}, in step ${first}: expected ${counts[first]}, received ${found[first]}`);
    if (steps < run.steps) return;
    const hash = await spikeHash(spikes);
    expect(
      hash === sha256,
      () => `${what}: expected the hash ${sha256}, received ${hash}, with equal counts in every step`,
    );
    return;
  }
  const sum = (values: ArrayLike<number>, end: number) => Array.from(values).slice(0, end).reduce((a, b) => a + b, 0);
  for (const { until, within } of FLOAT32_COUNTS) {
    const end = Math.round(until / dt);
    if (end > steps) continue;
    const expected = sum(counts, end);
    expectNear(sum(found, end), expected, within * expected, `number of ${what}, in ${until} ms`);
  }
}

/** Steps of the beginning: the first volley, and the first spikes that it has called forth. */
const BEGINNING = 200;

/** The reason why a subject is not held to exponential Euler's numbers. */
const eulerOnly = ({ scheme }: Subject) =>
  scheme.kind === "exponential Euler" ? undefined : "the numbers are exponential Euler's";

/** The engine with this method alone, whatever it calls exponential Euler. */
function narrowed({ engine, method, create }: Subject): Subject["engine"] {
  return {
    ...engine,
    methods: [methodOf(method).name],
    create: (network, options) => create(network, { ...options, method }),
  };
}

const CELL = ["v", "m", "h", "n", "gE", "gI"] as const;

/** The variants that BrainPy's numbers are of. */
const BRAINPY: readonly CobaHhOptions[] = [{ variant: "seed-1" }, { variant: "seed-2" }, { variant: "seed-3" }];

/** Those of postsynaptic potentials. */
const PSP: readonly CobaHhOptions[] = [{ variant: "seed-1" }, { variant: "seed-3" }, { variant: "brian2" }];

/** Those of driven cells. */
const CELLS: readonly CobaHhOptions[] = [{ variant: "brian2", spike: { rule: "crossing", refractory: 0 } }];

type Check = (engine: Subject["engine"]) => Promise<void>;

/** A law about exponential Euler's own numbers, by a function of the engine. */
function eulerLaw(name: string, source: string, check: Check, uses: readonly CobaHhOptions[] = [{}]): FixedLaw {
  return {
    name,
    source,
    needs: CELL,
    uses,
    isSilent: eulerOnly,
    about: "nothing",
    holds: (subject) => check(narrowed(subject)),
  };
}

/** A law about exact numbers, by the methods whose errors are in a table. */
function exactLaw(
  name: string,
  source: string,
  accuracies: Readonly<Record<string, unknown>>,
  check: Check,
  uses: readonly CobaHhOptions[] = [{}],
): FixedLaw {
  return {
    ...eulerLaw(name, source, check, uses),
    isSilent: (subject) =>
      Object.hasOwn(accuracies, narrowed(subject).methods[0]) ? undefined : "its errors are not known",
  };
}

/** The laws of agreement. */
export const simulatorLaws: readonly GeneralLaw[] = [
  eulerLaw(
    "gates relax by the steady states and time constants of 30-digit arithmetic",
    "fixtures/kinetics",
    gateKinetics,
  ),
  exactLaw(
    "a postsynaptic potential at a small time step is the exact one",
    "fixtures/psp",
    SMALL_STEPS,
    exactPotentials,
    PSP,
  ),
  eulerLaw("a postsynaptic potential at 0.1 ms is exponential Euler's own", "fixtures/psp", eulerPotentials, PSP),
  {
    name: "the conductance of one spike decays exactly",
    source: "fixtures/psp, closed form",
    needs: [...CELL, "spike"],
    uses: PSP,
    isSilent: ({ scheme }) => scheme.isExplicit ? "its decay may be a polynomial" : undefined,
    about: "nothing",
    holds: (subject) => decayingConductances(narrowed(subject)),
  },
  exactLaw("a neuron without input fires when it should", "fixtures/single-neuron", ACCURACY, tonicFiring),
  eulerLaw("a neuron without input fires in exponential Euler's own steps", "fixtures/single-neuron", eulerTonicFiring),
  {
    ...eulerLaw(
      "rates at ten currents are exponential Euler's own, and exact in the limit of dt",
      "fixtures/single-neuron",
      frequencyCurrentCurve,
    ),
    isSlow: true,
  },
  eulerLaw("the action potential is exponential Euler's own", "fixtures/single-neuron", eulerActionPotential),
  exactLaw("the action potential has its shape", "fixtures/single-neuron", SHAPE, actionPotential),
  eulerLaw("a neuron with a leak reversal potential of -65 mV rests where it should", "fixtures/single-neuron", rest),
  exactLaw("driven cells fire when they should", "fixtures/single-neuron", DRIVEN, drivenCells, CELLS),
  eulerLaw("driven cells fire in exponential Euler's own steps", "fixtures/single-neuron", eulerDrivenCells, CELLS),
  eulerLaw(
    "a small network takes BrainPy's course for 20 ms",
    "fixtures/brainpy, course.json",
    brainPyCourses,
    BRAINPY,
  ),
  {
    name: "a neuron, a driven neuron and a pair take BrainPy's courses",
    source: "fixtures/brainpy, vectors.json",
    needs: ["v", "m", "h", "n", "gE", "gI", "spike"],
    uses: BRAINPY,
    isSilent: eulerOnly,
    about: "nothing",
    holds: singleSteps,
  },
  {
    name: "from any state of a network, one step and three are BrainPy's",
    source: "fixtures/brainpy, one_step.json",
    needs: ["v", "m", "h", "n", "gE", "gI", "spike"],
    isSilent: ({ method }) => methodsOfBrainPy.has(method) ? undefined : "BrainPy has no such method",
    uses: BRAINPY,
    about: "nothing",
    holds: stepsOfBrainPy,
  },
  {
    name: "the first 20 ms of the published networks have as many spikes in each step as BrainPy's and Brian 2's",
    source: "fixtures/spike-hashes, BrainPy and Brian 2",
    uses: hashes.runs.map(({ cobaHh }) => cobaHh),
    isSilent: eulerOnly,
    about: "nothing",
    async holds(subject) {
      for (const run of hashes.runs) await hasTheSpikes(subject, run, BEGINNING);
    },
  },
  {
    name: "every spike of the published networks is BrainPy's and Brian 2's, in 100 ms and in 1 s",
    source: "fixtures/spike-hashes, BrainPy and Brian 2",
    isSlow: true,
    uses: hashes.runs.map(({ cobaHh }) => cobaHh),
    isSilent: eulerOnly,
    about: "nothing",
    async holds(subject) {
      for (const run of hashes.runs) await hasTheSpikes(subject, run);
    },
  },
];
