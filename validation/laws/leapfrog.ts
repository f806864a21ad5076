/**
 * Laws of the staggered methods: lags are part of the state, and the method's own synapses are the ones that act.
 *
 * @module
 */

import { ACTIVE_ABOVE, methodOf } from "../../model/methods.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";
import { inStates, loneNeurons } from "./cells.ts";
import { VARIANTS } from "./choices.ts";
import { expect, expectNear, expectSame, expectSameNumbers, expectSameSpikes, expectSameState } from "./expectation.ts";
import type { GeneralLaw, NetworkSample, StatesSample } from "./law.ts";
import { oneStep } from "./one_step.ts";
import { oneOf } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { driven } from "./time.ts";
import { tolerancesOf } from "./tolerances.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { joinedSpikes } from "../../record/spike_list.ts";

const isOther = ({ scheme }: Subject) => scheme.kind === "leapfrog" ? undefined : "its gates do not lag behind v";

/** Expects gates to lag by half of the step, or sub-step, that the cell took; and spikes by a part of their step. */
async function lagsAreTheSteps(subject: Subject, { network: drawn }: NetworkSample): Promise<void> {
  const { dt, scheme } = subject, network = driven(drawn), active = network.spec.parameters.vT + ACTIVE_ABOVE;
  await using simulation = await subject.create(network);
  expectSameNumbers(
    await simulation.read("gateLag"),
    new Float64Array(network.neurons),
    "gate lags before the first step",
  );
  for (let k = 0; k < 100; k++) {
    const half = (await simulation.read("v")).map((v) => dt / 2 / (v > active ? scheme.subSteps : 1));
    await simulation.advance(1);
    expectSameNumbers(await simulation.read("gateLag"), half, `gate lags [ms] after step ${k}`);
    if (!scheme.isInterpolated) continue;
    const spike = await simulation.read("spike");
    (await simulation.read("spikeLag")).forEach((lag, i) => {
      const isRight = spike[i] === 1 ? lag >= 0 && lag <= dt * (1 + 1e-6) : lag === 0;
      expect(isRight, () => `lag of neuron ${i} with spike ${spike[i]} after step ${k}: received ${lag} ms`);
    });
  }
}

/** Expects a step to begin with the gate lags that were written. */
async function writtenLagsAct(subject: Subject, { options, states, dt, chance }: StatesSample): Promise<void> {
  const network = loneNeurons(states.length, subject.fit(options)), { gate, v } = tolerancesOf(subject.engine);
  const possible = methodOf(subject.method).gateLags(dt);
  const lags = Float64Array.from(states, () => oneOf(chance, possible));
  await using simulation = await subject.create(inStates(network, states), { dt });
  await simulation.write("gateLag", lags);
  await simulation.advance(1);
  for (const variable of ["v", "m", "h", "n"] as const) {
    const tolerance = variable === "v" ? v : gate * subject.scheme.subSteps;
    (await simulation.read(variable)).forEach((x, i) => {
      const after = oneStep(subject.scheme, network.spec, dt, { ...states[i], gateLag: lags[i] });
      const from = `${JSON.stringify(states[i])} with gates ${lags[i]} ms behind`;
      expectNear(x, after[variable], tolerance, `${variable} after a step of ${dt} ms from ${from}`);
    });
  }
}

/** Expects order and current of the specification to change nothing, and a note to say so. */
async function ownSynapsesAct(subject: Subject, { network }: NetworkSample): Promise<void> {
  const { spec } = network;
  const run = async (synapses: CobaHhOptions["synapses"]) => {
    const other = { ...network, spec: { ...spec, synapses: { ...spec.synapses, ...synapses } } };
    await using simulation = await subject.create(other);
    const spikes = joinedSpikes([await simulation.advance(150)]);
    return { spikes, state: await checkpointOf(simulation), notes: simulation.notes };
  };
  const own = await run({ order: "add-use-decay", current: "linear" });
  expectSame(own.notes.length, 0, `notes (${own.notes}) where the specification has the method's own synapses`);
  for (const order of ["decay-add-use", "add-decay-use"] as const) {
    const other = await run({ order, current: "frozen" });
    expectSameSpikes(other.spikes, own.spikes, `spikes with order ${order} and current frozen`);
    expectSameState(other.state, own.state, `state with order ${order} and current frozen`);
    const isSaid = other.notes.some((note) => note.includes(order) && note.includes("frozen"));
    expect(isSaid, () => `notes: expected one that says ${order} and frozen are not used, received "${other.notes}"`);
  }
}

/** The laws of the staggered methods. */
export const leapfrogLaws: readonly GeneralLaw[] = [
  {
    name: "gates lag by half of the step or sub-step, and a spike by a part of its step",
    source: "StateVariable gateLag, spikeLag",
    needs: ["v", "gateLag", "spike"],
    isSilent: isOther,
    about: "network",
    count: 2,
    holds: lagsAreTheSteps,
  },
  {
    name: "a gate lag that is written is made up for in the next step",
    source: "StateVariable gateLag",
    needs: ["v", "m", "h", "n", "gateLag"],
    isSilent: isOther,
    about: "states",
    states: { v: "within", strength: 1, dts: [0.05, 0.1] },
    choices: VARIANTS.filter((options) => cobaHh(options).synapses.current === "linear"),
    holds: writtenLagsAct,
  },
  {
    name:
      "order and current of the specification are not used by a method with synapses of its own, and a note says so",
    source: "Simulation.notes",
    isSilent: ({ scheme }) => scheme.synapses === undefined ? "its synapses are the specification's" : undefined,
    about: "network",
    count: 1,
    holds: ownSynapsesAct,
  },
];
