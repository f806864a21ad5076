/**
 * Laws of time: however a run is cut, resumed or accompanied, it is the same run.
 *
 * @module
 */

import { buildNetwork, type InitialVariable, type Network } from "../../model/network.ts";
import { cobaHh } from "../../model/variants.ts";
import { checkpointOf, restore } from "../../record/checkpoint.ts";
import { joinedSpikes, shiftedSpikes } from "../../record/spike_list.ts";
import { expect, expectSame, expectSameNumbers, expectSameSpikes, expectSameState } from "./expectation.ts";
import type { Chance, GeneralLaw } from "./law.ts";
import { integerIn, oneOf } from "./samples.ts";
import type { Subject } from "./subject.ts";

/** Expects advance(a), advance(b), … to be advance(a + b + …), bit for bit. */
export async function partsAreTheWhole(subject: Subject, network: Network, parts: readonly number[]): Promise<void> {
  const total = parts.reduce((sum, steps) => sum + steps, 0);
  await using parted = await subject.create(network);
  await using whole = await subject.create(network);
  const spikes = [];
  for (const steps of parts) spikes.push(await parted.advance(steps));
  expectSameSpikes(joinedSpikes(spikes), await whole.advance(total), `advance in parts of ${parts} steps`);
  expectSameState(await checkpointOf(parted), await checkpointOf(whole), `state after parts of ${parts} steps`);
  expectSame(parted.step, total, "completed steps");
}

/** The same network, driven by a current that lets every cell fire. */
export function driven(network: Network): Network {
  const { spec } = network;
  return { ...network, spec: { ...spec, current: spec.current + 2 * spec.parameters.cM } };
}

/**
 * Expects a simulation that is written the state of another to go on as that one does. The network must have no stimulus:
 * its events belong to absolute steps, which the state does not hold.
 */
export async function checkpointResumes(subject: Subject, network: Network, before = 200, after = 100): Promise<void> {
  await using original = await subject.create(network);
  await using resumed = await subject.create(network);
  await original.advance(before);
  const checkpoint = await checkpointOf(original);
  await restore(resumed, checkpoint);
  expectSameState(await checkpointOf(resumed), checkpoint, "state written and read");
  const expected = shiftedSpikes(await original.advance(after), -before);
  expectSameSpikes(await resumed.advance(after), expected, "spikes after resuming");
  expectSameState(await checkpointOf(resumed), await checkpointOf(original), "state after resuming");
}

/** Expects two simulations that take turns to be each as if it were alone, and networks to stay as they are. */
export async function runsDoNotDisturbEachOther(subject: Subject, one: Network, other: Network): Promise<void> {
  const variables = Object.keys(one.initial) as InitialVariable[];
  const before = variables.map((variable) => [variable, one.initial[variable].slice()] as const);
  await using alone = await subject.create(one);
  await using a = await subject.create(one);
  await using b = await subject.create(other);
  const expected = [], spikes = [], settling = Math.round(5 / subject.dt);
  // In short turns once cells fire, so that spikes are pending at the end of some.
  const turns = [settling, ...Array.from({ length: 70 }, (_, turn) => 1 + turn % 3)];
  for (const steps of turns) expected.push(await alone.advance(steps));
  for (const steps of turns) {
    spikes.push(await a.advance(steps));
    await b.advance(steps + 2);
  }
  expectSameSpikes(joinedSpikes(spikes), joinedSpikes(expected), "spikes beside another simulation");
  expectSameState(await checkpointOf(a), await checkpointOf(alone), "state beside another simulation");
  for (const [variable, values] of before) {
    expectSameNumbers(one.initial[variable], values, `the network's own initial ${variable}`);
  }
}

/** Expects the same bits with any number of threads. */
async function threadsDoNotMatter(
  subject: Subject,
  network: Network,
  threads: readonly number[],
): Promise<void> {
  await using one = await subject.create(network, { threads: 1 });
  const expected = joinedSpikes([await one.advance(33), await one.advance(67)]);
  const state = await checkpointOf(one);
  for (const count of threads) {
    await using many = await subject.create(network, { threads: count });
    const spikes = joinedSpikes([await many.advance(33), await many.advance(67)]);
    expectSameSpikes(spikes, expected, `spikes with ${count} threads`);
    expectSameState(await checkpointOf(many), state, `state with ${count} threads`);
  }
}

async function sameSeedSameBits(subject: Subject): Promise<void> {
  const scale = subject.scheme.isExplicit ? 0.05 : 0.25;
  const spikesOf = async (seed: number) => {
    await using simulation = await subject.create(buildNetwork(cobaHh(subject.fit({ scale, seed }))));
    return await simulation.advance(Math.round(15 / subject.dt));
  };
  const first = await spikesOf(1);
  expect(first.step.length > 0, () => "expected a network that is active, received no spike in 15 ms");
  expectSameSpikes(await spikesOf(1), first, "spikes of the same seed");
  const { step, neuron } = await spikesOf(2);
  const isSame = step.length === first.step.length && neuron.every((i, k) => i === first.neuron[k]);
  expect(!isSame, () => "spikes of another seed: expected other spikes, received the same");
}

/** Parts of a run: two to five, some of single steps. */
function someParts(chance: Chance): number[] {
  return Array.from({ length: integerIn(chance, 2, 5) }, () => oneOf(chance, [1, integerIn(chance, 2, 150)]));
}

/** The laws of time. */
export const timeLaws: readonly GeneralLaw[] = [
  {
    name: "advance(a) then advance(b) equals advance(a + b), bit for bit",
    source: "Simulation.advance",
    about: "network",
    count: 4,
    holds: (subject, { network, chance }) => partsAreTheWhole(subject, network, someParts(chance)),
  },
  {
    name: "a checkpoint that is read and written resumes bit for bit",
    source: "Simulation.read, Simulation.write: the variables are the whole state",
    about: "network",
    count: 5,
    isQuiet: true,
    holds: (subject, { network }) => checkpointResumes(subject, driven(network)),
  },
  {
    name: "the same seed gives the same bits, another seed another network",
    source: "NetworkSpec.seed",
    about: "nothing",
    holds: sameSeedSameBits,
  },
  {
    name: "simulations side by side do not disturb each other, nor the network",
    source: "Engine.create",
    about: "network",
    count: 1,
    holds: (subject, { network, other }) => runsDoNotDisturbEachOther(subject, driven(network), driven(other)),
  },
  {
    name: "threads do not change a bit",
    source: "SimulationOptions.threads",
    about: "network",
    count: 1,
    holds: (subject, { network, chance }) => threadsDoNotMatter(subject, network, [2, integerIn(chance, 3, 6)]),
  },
  {
    name: "threads do not change a bit of a network of hundreds of neurons",
    source: "SimulationOptions.threads",
    about: "nothing",
    async holds(subject) {
      const network = buildNetwork(cobaHh(subject.fit({ variant: "brian2", scale: 0.1, seed: 4 })));
      await threadsDoNotMatter(subject, network, [2, 3]);
    },
  },
];
