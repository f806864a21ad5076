/**
 * Laws of copies and of order: what is handed over or given back is nobody else's, and calls act in their order.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { Simulation, StateVariable } from "../../model/simulation.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { expect, expectSameNumbers, expectSameSpikes, expectSameState } from "./expectation.ts";
import type { GeneralLaw, NetworkSample } from "./law.ts";
import { integerIn, oneOf } from "./samples.ts";
import type { Subject } from "./subject.ts";

/** The network with arrays of its own, and lists of events of its own if it has some. */
function copyOf(network: Network): Network {
  const { initial, spec } = network;
  const copied = Object.fromEntries(Object.entries(initial).map(([variable, values]) => [variable, values.slice()]));
  return {
    ...network,
    spec: structuredClone(spec),
    initial: copied as unknown as Network["initial"],
  };
}

/** The same network with some events in place of its stimulus, where the engine supports them. */
function withEvents(network: Network, { support }: Subject): Network {
  if (!support.stimuli.includes("events")) return network;
  const steps = Array.from({ length: 60 }, (_, k) => k % 30), targets = steps.map((k) => (7 * k) % network.neurons);
  return { ...network, spec: { ...network.spec, stimulus: { kind: "events", steps, targets } } };
}

async function givenArraysAreCopied(subject: Subject, { network: drawn }: NetworkSample): Promise<void> {
  const network = withEvents(drawn, subject), given = copyOf(network);
  await using expected = await subject.create(network);
  await using simulation = await subject.create(given);
  for (const values of Object.values(given.initial)) values.fill(-33);
  const { stimulus } = given.spec;
  if (stimulus.kind === "events") {
    (stimulus.targets as number[]).fill(0);
    (stimulus.steps as number[]).fill(0);
  }
  for (const variable of simulation.variables) {
    const values = await simulation.read(variable), original = values.slice();
    await simulation.write(variable, values);
    values.fill(0);
    expectSameNumbers(
      await simulation.read(variable),
      original,
      `${variable} after the array that was written changed`,
    );
  }
  const spikes = await simulation.advance(60);
  expectSameSpikes(spikes, await expected.advance(60), "spikes after the arrays that were given changed");
  expectSameState(await checkpointOf(simulation), await checkpointOf(expected), "state after given arrays changed");
}

async function givenBackIsTheCallers(subject: Subject, { network }: NetworkSample): Promise<void> {
  await using expected = await subject.create(network);
  await using simulation = await subject.create(network);
  for (let part = 0; part < 3; part++) {
    const spikes = await simulation.advance(50), wanted = await expected.advance(50);
    const state = await checkpointOf(simulation), kept = structuredClone(state);
    expectSameSpikes(spikes, wanted, "spikes after earlier ones were changed by the caller");
    const copy = { step: spikes.step.slice(), neuron: spikes.neuron.slice() };
    const more = await simulation.advance(10);
    expectSameSpikes(more, await expected.advance(10), "spikes after what was read was changed by the caller");
    expectSameSpikes(spikes, copy, "spikes of the last call, after the next one");
    for (const [variable, values] of state) {
      expectSameNumbers(values, kept.get(variable)!, `${variable} as it was read, after the next call of advance`);
      values.fill(0);
    }
    for (const list of [spikes, more]) {
      list.step.fill(0);
      list.neuron.fill(0);
    }
  }
  expectSameState(await checkpointOf(simulation), await checkpointOf(expected), "state after copies were changed");
}

type Call = (simulation: Simulation) => Promise<unknown>;

async function callsActInOrder(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  await using eager = await subject.create(network);
  await using patient = await subject.create(network);
  const calls: Call[] = Array.from({ length: 12 }, () => {
    const steps = integerIn(chance, 1, 30), by = chance();
    const variable: StateVariable = oneOf(chance, eager.variables.filter((name) => ["v", "n", "gE"].includes(name)));
    const values = Float64Array.from({ length: network.neurons }, (_, i) => variable === "v" ? -70 + by * i : by);
    return oneOf<Call>(chance, [
      (simulation) => simulation.advance(steps),
      (simulation) => simulation.read(variable),
      (simulation) => simulation.write(variable, values),
    ]);
  });
  const results = await Promise.allSettled(calls.map((call) => call(eager)));
  for (const [k, result] of results.entries()) {
    if (result.status === "rejected") {
      expect(result.reason instanceof Error, () => `call ${k} of several at once: received ${result.reason}`);
      continue;
    }
    const wanted = await calls[k](patient), what = `call ${k} of several that were not waited for`;
    const given = result.value;
    if (given instanceof Float64Array) expectSameNumbers(given, wanted as Float64Array, `${what}, read`);
    else if (given !== undefined) {
      expectSameSpikes(given as Awaited<ReturnType<Simulation["advance"]>>, wanted as never, `${what}, advance`);
    }
  }
  expectSameState(await checkpointOf(eager), await checkpointOf(patient), "state after calls that were not waited for");
}

/** The laws of copies and of order. */
export const copyLaws: readonly GeneralLaw[] = [
  {
    name: "arrays that are handed over are copied: whoever changes them afterwards changes nothing",
    source: "Engine.create, Simulation.write",
    about: "network",
    count: 2,
    holds: givenArraysAreCopied,
  },
  {
    name: "spikes and values that are given back are the caller's: later calls do not change them, nor they the run",
    source: "Simulation.advance, Simulation.read",
    about: "network",
    count: 2,
    holds: givenBackIsTheCallers,
  },
  {
    name: "calls that are not waited for act in the order in which they are made, or are refused",
    source: "Simulation",
    needs: ["v"],
    about: "network",
    count: 3,
    holds: callsActInOrder,
  },
];
