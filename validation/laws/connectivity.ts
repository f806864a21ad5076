/**
 * Laws of connectivity: synapses are honoured as they are given, each as often as it is given.
 *
 * @module
 */

import { assembleNetwork, buildNetwork, type Network } from "../../model/network.ts";
import { cobaHh, variants } from "../../model/variants.ts";
import { arriving } from "./arrivals.ts";
import { decayOf } from "./decay.ts";
import { expectNear, expectSameSpikes } from "./expectation.ts";
import type { GeneralLaw, Subject } from "./law.ts";
import { chanceOf } from "./samples.ts";
import { synapsesOf } from "./scheme.ts";
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
  for (const i of neuronsThatFired) flags[i] = 1;
  const counts = arriving(network, neuronsThatFired, []);
  await using simulation = await subject.create(network);
  await simulation.write("gE", new Float64Array(neurons));
  await simulation.write("gI", new Float64Array(neurons));
  await simulation.write("spike", flags);
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
function multigraph(excitatory: number, inhibitory: number, edges: number, seed: number): Network {
  const neurons = excitatory + inhibitory, chance = chanceOf(seed);
  const pre: number[] = [], post: number[] = [];
  const connect = (i: number, j: number) => {
    pre.push(i);
    post.push(j);
  };
  for (let k = 0; k < edges; k++) connect(1 + Math.floor((neurons - 1) * chance()), Math.floor(neurons * chance()));
  for (let i = 1; i < neurons; i++) connect(i, i);
  for (let j = 0; j < 2 * neurons; j++) connect(neurons - 1, j % neurons);
  return assembleNetwork(cobaHh({ populations: { excitatory, inhibitory } }), {
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
  });
}

/** 300 excitatory and 300 inhibitory neurons that all reach neuron 5, of which one does so 60,000 times. */
function crowded(): Network {
  const pre = Array.from({ length: 600 }, (_, i) => i).concat(new Array(60_000).fill(17));
  return assembleNetwork(cobaHh({ populations: { excitatory: 300, inhibitory: 300 } }), {
    pre: Uint32Array.from(pre),
    post: new Uint32Array(pre.length).fill(5),
  });
}

async function edgesAreHonoured(subject: Subject): Promise<void> {
  const network = multigraph(37, 11, 600, 7);
  for (const i of [0, 1, 36, 37, 47]) await spikesReachTheirTargets(subject, network, [i]);
  await spikesReachTheirTargets(subject, network, Array.from({ length: 48 }, (_, i) => i));
}

async function everySpikeCounts(subject: Subject): Promise<void> {
  const network = crowded();
  const all = Array.from({ length: 600 }, (_, i) => i);
  await spikesReachTheirTargets(subject, network, all.filter((i) => i !== 17));
  await spikesReachTheirTargets(subject, network, all);
}

async function rulesAreHonoured(subject: Subject): Promise<void> {
  for (const [k, variant] of Object.keys(variants).entries()) {
    const scaling = k % 2 === 0 ? "weights" : "in-degree";
    const network = buildNetwork(cobaHh({ variant, scale: 0.1, scaling, seed: 8 }));
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
    check: edgesAreHonoured,
  },
  {
    name: "every spike counts where hundreds, and tens of thousands, arrive at one neuron in one step",
    source: "assembleNetwork",
    needs: ["gE", "gI", "spike"],
    check: everySpikeCounts,
  },
  {
    name: "the rows of every published variant's rule are honoured, and its weights at another scale",
    source: "Connectivity.targets; NetworkSpec.scaling",
    needs: ["gE", "gI", "spike"],
    check: rulesAreHonoured,
  },
  {
    name: "a network assembled from a built one's edges and state gives the same spikes",
    source: "assembleNetwork",
    async check(subject) {
      const scale = subject.scheme.kind === "other" ? 0.05 : 0.25;
      for (const variant of ["seed-3", "brian2"]) {
        await assembledIsBuilt(
          subject,
          buildNetwork(cobaHh({ variant, scale, seed: 3 })),
          Math.round(12 / subject.dt),
        );
      }
    },
  },
];
