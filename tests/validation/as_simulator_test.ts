import { assert, assertEquals } from "@std/assert";
import { buildNetwork, cobaHh, type Network, referenceEngine, spikeHash } from "../../mod.ts";
import { asSimulators } from "../../validation/spikes/as_simulator.ts";
import nest from "../../fixtures/nest/exact.json" with { type: "json" };
import neuron from "../../fixtures/neuron/exact.json" with { type: "json" };

/** Specification and state of a network, without what the method does not ask for. */
function said({ spec: { synapses: { delay }, spike, parameters, stimulus }, initial }: Network) {
  return { delay, spike, parameters, stimulus, initial };
}

/** Whether one of the candidates is this network. */
function isAmong(network: Network, candidates: readonly { readonly network: Network }[]): boolean {
  return candidates.some((candidate) => JSON.stringify(said(candidate.network)) === JSON.stringify(said(network)));
}

// deno-lint-ignore no-explicit-any -- options as the files have them
const networkOf = (options: any): Network => buildNetwork(cobaHh(options));

Deno.test("networks without a simulator's choices become those that NEST computed", () => {
  const [published, seed1] = nest.networks.map(({ cobaHh }) => networkOf(cobaHh));
  const plain = networkOf({ variant: "nest", seed: 1, initial: { gates: "steady" }, synapses: { delay: 0 } });
  const candidates = asSimulators(plain, nest.dt).filter(({ simulator }) => simulator === "NEST");
  assert(isAmong(published, candidates) && !isAmong(seed1, candidates));
  const [given, own] = candidates;
  assertEquals(given.choices, ["adaptive Fehlberg 4(5), as NEST steps", "a delay of 0.1 ms"]);
  assertEquals(own.choices.slice(-1), ["NEST's own initial gates"]);
  const others = asSimulators(networkOf({ variant: "seed-1", seed: 1 }), nest.dt);
  assert(isAmong(seed1, others) && !isAmong(published, others));
  assertEquals(others[0].choices, [
    "adaptive Fehlberg 4(5), as NEST steps",
    "spikes at the peak above -33 mV, 2 ms refractory",
    "a delay of 0.1 ms",
  ]);
});

Deno.test("networks without a simulator's choices become those that NEURON computed, and its spikes are theirs", async () => {
  const [published, seed1] = neuron.networks.map(({ cobaHh }) => networkOf(cobaHh));
  const asNeuron = (network: Network) =>
    asSimulators(network, neuron.dt).filter(({ simulator }) => simulator === "NEURON");
  assert(isAmong(published, asNeuron(networkOf({ variant: "neuron", seed: 1 }))));
  const candidates = asNeuron(networkOf({ variant: "seed-1", seed: 1 }));
  assertEquals(candidates.map(({ network }) => network.spec.synapses.delay), [0.1, 0.2, 0.1, 0.2]);
  assert(isAmong(seed1, candidates));
  const { steps, sha256 } = neuron.networks[1].beginnings[0];
  await using simulation = await referenceEngine.create(candidates[1].network, {
    dt: neuron.dt,
    method: candidates[1].method,
  });
  assertEquals(await spikeHash(await simulation.advance(steps)), sha256);
});

Deno.test("a delay that is specified is kept, and refractoriness where NEST has it", () => {
  const network = networkOf({ variant: "nest", synapses: { delay: 1.5 }, spike: { refractory: 3 } });
  for (const { network: { spec: { synapses, spike } }, simulator } of asSimulators(network, 0.1)) {
    assertEquals([synapses.delay, spike.refractory], [1.5, simulator === "NEST" ? 3 : 0]);
  }
});
