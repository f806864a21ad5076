/**
 * Laws of connectivity: synapses are honoured as they are given, each as often as it is given.
 *
 * @module
 */

import { assembleNetwork, buildNetwork, type Network } from "../../model/network.ts";
import { eventsInTurn } from "../../model/stimulus.ts";
import { cobaHh, type CobaHhOptions, variants } from "../../model/variants.ts";
import { arriving } from "./arrivals.ts";
import { decayOf } from "./decay.ts";
import { expectNear, expectSameSpikes } from "./expectation.ts";
import type { Chance, GeneralLaw, NetworkSample } from "./law.ts";
import { chanceOf, integerIn } from "./samples.ts";
import { synapsesOf } from "./scheme.ts";
import type { Subject } from "./subject.ts";
import { tolerancesOf } from "./tolerances.ts";

/** Expects the pending spikes of these neurons to arrive at exactly their targets, once for each synapse. */
export async function spikesReachTheirTargets(
  subject: Subject,
  network: Network,
  fired: Iterable<number>,
): Promise<void> {
  const { dt, engine, scheme } = subject;
  const { neurons, spec, wE, wI } = network;
  const flags = new Float64Array(neurons), neuronsThatFired = [...fired];
  for (const i of neuronsThatFired) flags[i] = 2 ** Math.round(spec.synapses.delay / dt); // due in the next step
  await using simulation = await subject.create(network);
  await simulation.write("gE", new Float64Array(neurons));
  await simulation.write("gI", new Float64Array(neurons));
  await simulation.write("spike", flags);
  let strength: Parameters<typeof arriving>[3];
  if (scheme.isInterpolated) {
    // Each as late as another one, and all of them within the step.
    const lags = flags.map((flag, i) => Math.sign(flag) * dt * ((3 + 7 * i) % 11) / 11);
    await simulation.write("spikeLag", lags);
    strength = (i, tau) => Math.exp(-lags[i] / tau);
  }
  const counts = arriving(network, neuronsThatFired, eventsInTurn(network, dt)(0), strength);
  await simulation.advance(1);
  const isDecayed = synapsesOf(scheme, spec).order !== "decay-add-use";
  const { conductance, floor } = tolerancesOf(engine);
  for (const [name, weight, tau] of [["E", wE, spec.parameters.tauE], ["I", wI, spec.parameters.tauI]] as const) {
    const each = weight * (isDecayed ? await decayOf(subject, dt, tau) : 1);
    const g = await simulation.read(`g${name}`);
    g.forEach((g, j) => {
      // In weights, so that the complaint is a number of spikes.
      const spikes = g / each, expected = counts[name][j];
      expectNear(
        spikes,
        expected,
        conductance * expected + floor / each,
        `spikes of ${name} that arrive at neuron ${j}`,
      );
    });
  }
}

/** The synapses of a network, backwards. */
function edgesOf({ connectivity, neurons }: Network): { pre: Uint32Array; post: Uint32Array } {
  const pre: number[] = [], post: number[] = [];
  for (let i = neurons - 1; i >= 0; i--) {
    for (const j of [...connectivity.targets(i)].reverse()) {
      pre.push(i);
      post.push(j);
    }
  }
  return { pre: Uint32Array.from(pre), post: Uint32Array.from(post) };
}

/** Expects a network that is assembled from the edges and the state of another to be the same network. */
async function assembledIsBuilt(subject: Subject, built: Network, steps: number): Promise<void> {
  await using one = await subject.create(built);
  await using other = await subject.create(assembleNetwork(built.spec, { ...edgesOf(built), state: built.initial }));
  expectSameSpikes(await other.advance(steps), await one.advance(steps), "spikes of the assembled network");
}

/** Random edges with duplicates and autapses; neuron 0 has no target, the last neuron all of them, twice. */
function multigraph({ spec, neurons }: Network, edges: number, chance: Chance): Network {
  const pre: number[] = [], post: number[] = [];
  const connect = (i: number, j: number) => {
    pre.push(i);
    post.push(j);
  };
  for (let k = 0; k < edges; k++) connect(integerIn(chance, 1, neurons - 1), integerIn(chance, 0, neurons - 1));
  for (let i = 1; i < neurons; i++) connect(i, i);
  for (let j = 0; j < 2 * neurons; j++) connect(neurons - 1, j % neurons);
  return assembleNetwork(spec, { pre: Uint32Array.from(pre), post: Uint32Array.from(post) });
}

/** 300 excitatory and 300 inhibitory neurons that all reach neuron 5, of which one does so 60,000 times. */
function crowded(options: CobaHhOptions): Network {
  const pre = Array.from({ length: 600 }, (_, i) => i).concat(new Array(60_000).fill(17));
  return assembleNetwork(cobaHh({ ...options, populations: { excitatory: 300, inhibitory: 300 } }), {
    pre: Uint32Array.from(pre),
    post: new Uint32Array(pre.length).fill(5),
  });
}

async function edgesAreHonoured(subject: Subject, { network: drawn, chance }: NetworkSample): Promise<void> {
  const network = multigraph(drawn, 600, chance), { neurons, excitatory } = network;
  for (const i of [0, 1, excitatory - 1, excitatory, neurons - 1]) await spikesReachTheirTargets(subject, network, [i]);
  const all = Array.from({ length: neurons }, (_, i) => i);
  await spikesReachTheirTargets(subject, network, all);
  await spikesReachTheirTargets(subject, network, all.filter(() => chance() < 0.4));
}

async function everySpikeCounts(subject: Subject): Promise<void> {
  const network = crowded(subject.fit());
  const all = Array.from({ length: 600 }, (_, i) => i);
  await spikesReachTheirTargets(subject, network, all.filter((i) => i !== 17));
  await spikesReachTheirTargets(subject, network, all);
}

/** Rules of every variant, each by turns with the two scalings. */
const RULES: readonly CobaHhOptions[] = Object.keys(variants).map((variant, k) => ({
  variant,
  scale: 0.1,
  scaling: k % 2 === 0 ? "weights" : "in-degree",
  seed: 8,
  synapses: { delay: 0 },
}));

async function rulesAreHonoured(subject: Subject): Promise<void> {
  for (const options of RULES) {
    const network = buildNetwork(cobaHh(subject.fit(options)));
    const fired = chanceOf(9);
    const some = Array.from({ length: network.neurons }, (_, i) => i).filter(() => fired() < 0.3);
    await spikesReachTheirTargets(subject, network, some);
  }
}

/** The laws of connectivity. */
export const connectivityLaws: readonly GeneralLaw[] = [
  {
    name: "explicit synapses are honoured: repeated ones as often as they are given, autapses, empty rows",
    source: "assembleNetwork",
    needs: ["gE", "gI", "spike"],
    about: "network",
    count: 1,
    holds: edgesAreHonoured,
  },
  {
    name: "every spike counts where hundreds, and tens of thousands, arrive at one neuron in one step",
    source: "assembleNetwork",
    needs: ["gE", "gI", "spike"],
    about: "nothing",
    holds: everySpikeCounts,
  },
  {
    name: "the rows of every published variant's rule are honoured, and its weights at another scale",
    source: "Connectivity.targets; NetworkSpec.scaling",
    needs: ["gE", "gI", "spike"],
    about: "nothing",
    holds: rulesAreHonoured,
  },
  {
    name: "a network assembled from a built one's edges and state gives the same spikes",
    source: "assembleNetwork",
    about: "nothing",
    async holds(subject) {
      const scale = subject.scheme.isExplicit ? 0.05 : 0.25;
      for (const variant of ["seed-3", "brian2"]) {
        const built = buildNetwork(cobaHh(subject.fit({ variant, scale, seed: 3 })));
        await assembledIsBuilt(subject, built, Math.round(12 / subject.dt));
      }
    },
  },
];
