/**
 * Laws of conservation: every spike arrives once at each target with its weight, and nothing else does.
 *
 * @module
 */

import { buildNetwork, type Network } from "../../model/network.ts";
import { eventsInTurn } from "../../model/stimulus.ts";
import { cobaHh } from "../../model/variants.ts";
import { arriving, flagged } from "./arrivals.ts";
import { decayError, decayOf } from "./decay.ts";
import { expect, expectBetween, expectNear } from "./expectation.ts";
import type { GeneralLaw, NetworkSample } from "./law.ts";
import { integerIn } from "./samples.ts";
import { synapsesOf } from "./scheme.ts";
import type { Subject } from "./subject.ts";
import { checkpointResumes, driven } from "./time.ts";
import { tolerancesOf } from "./tolerances.ts";

/**
 * Expects each step from `start` to `stop` to decay every conductance and to add to it the weight of every spike and event
 * that arrives, once, and in the order of the specification.
 */
export async function weightsArriveOnce(
  subject: Subject,
  network: Network,
  { start = 60, stop = 110 }: { readonly start?: number; readonly stop?: number } = {},
): Promise<void> {
  const { dt, engine, scheme } = subject;
  const { spec, wE, wI } = network;
  const isDecayed = synapsesOf(scheme, spec).order !== "decay-add-use";
  const decay = {
    E: await decayOf(subject, dt, spec.parameters.tauE),
    I: await decayOf(subject, dt, spec.parameters.tauI),
  };
  const { conductance, floor } = tolerancesOf(engine);
  const eventsAt = eventsInTurn(network, dt), delay = Math.round(spec.synapses.delay / dt);
  await using simulation = await subject.create(network);
  if (start > 0) await simulation.advance(start);
  for (let k = start; k < stop; k++) {
    const before = { E: await simulation.read("gE"), I: await simulation.read("gI") };
    const fired = flagged(await simulation.read("spike"), delay);
    const lag = scheme.isInterpolated ? await simulation.read("spikeLag") : undefined;
    const arrived = arriving(network, fired, eventsAt(k), lag && ((i, tau) => Math.exp(-lag[i] / tau)));
    await simulation.advance(1);
    for (const [name, weight] of [["E", wE], ["I", wI]] as const) {
      const after = await simulation.read(`g${name}`);
      for (let j = 0; j < network.neurons; j++) {
        const jump = weight * arrived[name][j], old = before[name][j];
        const expected = old * decay[name] + jump * (isDecayed ? decay[name] : 1);
        const size = Math.abs(old) + jump + Math.abs(expected);
        expectNear(after[j], expected, conductance * size + floor, `g${name} of neuron ${j} after step ${k}`);
      }
    }
  }
}

/**
 * Expects the conductances at the end of a run to be what its spikes, as the engine returned them, its stimulus and its
 * initial conductances come to: the budget of the run.
 */
export async function budgetBalances(subject: Subject, network: Network, steps = 300): Promise<void> {
  const { dt, engine, scheme } = subject;
  const { spec: { parameters: { tauE, tauI } }, wE, wI, initial } = network;
  const isDecayed = synapsesOf(scheme, network.spec).order !== "decay-add-use";
  const decay = { E: await decayOf(subject, dt, tauE), I: await decayOf(subject, dt, tauI) };
  await using simulation = await subject.create(network);
  const { step, neuron } = await simulation.advance(steps);
  const eventsAt = eventsInTurn(network, dt), delay = Math.round(network.spec.synapses.delay / dt);
  // A spike that is interpolated arrives with what the rest of its step has left of it: something of at most a step's decay.
  const budget = { E: initial.gE.slice(), I: initial.gI.slice() };
  const least = { E: initial.gE.slice(), I: initial.gI.slice() };
  for (let k = 0, s = 0; k < steps; k++) {
    const fired: number[] = [];
    for (; s < step.length && step[s] < k - delay; s++) if (step[s] === k - 1 - delay) fired.push(neuron[s]);
    const all = arriving(network, fired, eventsAt(k));
    const late = scheme.isInterpolated ? arriving(network, fired, eventsAt(k), (_, tau) => Math.exp(-dt / tau)) : all;
    for (const [name, weight] of [["E", wE], ["I", wI]] as const) {
      const share = isDecayed ? decay[name] : 1;
      for (let j = 0; j < network.neurons; j++) {
        budget[name][j] = budget[name][j] * decay[name] + weight * all[name][j] * share;
        least[name][j] = least[name][j] * decay[name] + weight * late[name][j] * share;
      }
    }
  }
  const { conductance, floor } = tolerancesOf(engine);
  for (const name of ["E", "I"] as const) {
    const g = await simulation.read(`g${name}`);
    const largest = budget[name].reduce((largest, g) => Math.max(largest, Math.abs(g)), 0);
    const error = (conductance + decayError(subject, steps)) * largest + floor;
    g.forEach((g, j) => {
      expectBetween(g, least[name][j] - error, budget[name][j] + error, `g${name} of neuron ${j} after ${steps} steps`);
    });
  }
}

/** Expects spikes to arrive as many steps later as the delay says, and a run to resume with spikes under way. */
async function delayedSpikesArrive(subject: Subject, { network: drawn, chance }: NetworkSample): Promise<void> {
  // Short ones, long ones, and the longest.
  for (const steps of [integerIn(chance, 1, 15), integerIn(chance, 16, 30), 31]) {
    const { spec } = drawn, synapses = { ...spec.synapses, delay: steps * subject.dt };
    const network = driven({ ...drawn, spec: { ...spec, synapses } });
    await weightsArriveOnce(subject, network, { start: 0, stop: 90 });
    await checkpointResumes(subject, { ...network, spec: { ...network.spec, stimulus: { kind: "none" } } });
  }
}

/** With time constants beyond the run nothing decays, so the sum of gE is the weight of everything delivered. */
async function deliveriesAreSpikesTimesTargets(subject: Subject): Promise<void> {
  const parameters = { tauE: 1e15, tauI: 1e15, wE: 1e-9, wI: 1e-9 };
  const network = buildNetwork(cobaHh(subject.fit({ variant: "seed-2", parameters })));
  await using simulation = await subject.create(network);
  const steps = Math.round(30 / subject.dt);
  const { step, neuron } = await simulation.advance(steps);
  const { sum } = tolerancesOf(subject.engine);
  for (const [name, isE] of [["E", true], ["I", false]] as const) {
    // The spikes of the last step, and of the delay before it, are still under way.
    const delay = Math.round(network.spec.synapses.delay / subject.dt);
    const delivered = neuron.filter((i, k) => step[k] < steps - 1 - delay && (i < network.excitatory) === isE).length;
    expect(delivered > 100, () => `expected an active network, received ${delivered} spikes of ${name} in 30 ms`);
    const total = (await simulation.read(`g${name}`)).reduce((total, g) => total + g, 0);
    expectNear(total / (80e-9 * delivered), 1, sum, `sum of g${name} in weights by spikes × 80 targets`);
  }
}

/** The laws of conservation. */
export const conservationLaws: readonly GeneralLaw[] = [
  {
    name: "every spike adds its weight once at each of its targets, in the next step, and conductances decay",
    source: "NetworkSpec.synapses.order; dg/dt = -g / τ",
    needs: ["gE", "gI", "spike"],
    about: "network",
    count: 6,
    holds: (subject, { network }) => weightsArriveOnce(subject, network),
  },
  {
    name: "the conductances at the end of a run are the weights of its spikes, decayed",
    source: "NetworkSpec.synapses.order; dg/dt = -g / τ",
    needs: ["gE", "gI"],
    about: "network",
    count: 4,
    holds: (subject, { network, chance }) => budgetBalances(subject, network, integerIn(chance, 1, 400)),
  },
  {
    name: "spikes arrive after the delay of the synapses, and those under way are in a checkpoint",
    source: "NetworkSpec.synapses.delay; StateVariable spike",
    needs: ["gE", "gI", "spike"],
    uses: [{ synapses: { delay: 0.1 } }],
    isSilent: ({ scheme }) => scheme.isInterpolated ? "it keeps the time of one spike per neuron" : undefined,
    about: "network",
    count: 1,
    holds: delayedSpikesArrive,
  },
  {
    name: "delivered events are spikes × out-degree in the published network",
    source: "NetworkSpec.connectivity of seed-2: 80 targets each",
    needs: ["gE", "gI"],
    isSilent: ({ scheme }) =>
      scheme.isExplicit ? "the network is too large for a method that takes several stages in a step" : undefined,
    about: "nothing",
    holds: deliveriesAreSpikesTimesTargets,
  },
];
