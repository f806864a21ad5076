/**
 * Laws of large numbers: neurons and steps beyond 65,536 are as all others, whatever an engine counts them with.
 *
 * @module
 */

import { assembleNetwork } from "../../model/network.ts";
import { methodOf } from "../../model/methods.ts";
import { cobaHh } from "../../model/variants.ts";
import { spikesReachTheirTargets } from "./connectivity.ts";
import { weightsArriveOnce } from "./conservation.ts";
import { expectSame, expectSameNumbers } from "./expectation.ts";
import type { GeneralLaw } from "./law.ts";
import type { Subject } from "./subject.ts";

/** Numbers that 16 bits hold. */
const LIMIT = 2 ** 16;

/** Expects neurons on both sides of the limit to be read in any order, to be driven, and to reach each other. */
async function neuronsBeyondTheLimit(subject: Subject): Promise<void> {
  const excitatory = LIMIT + 8, neurons = LIMIT + 16, last = neurons - 1;
  const edges = [[0, last], [last, 0], [LIMIT, LIMIT - 1], [LIMIT - 1, LIMIT], [excitatory, 1], [3, excitatory]];
  const options = subject.fit({
    populations: { excitatory, inhibitory: neurons - excitatory },
    stimulus: { kind: "events", steps: [0, 0, 0], targets: [last, LIMIT, LIMIT - 1] },
  });
  const network = assembleNetwork(cobaHh(options), {
    pre: Uint32Array.from(edges, ([i]) => i),
    post: Uint32Array.from(edges, ([, j]) => j),
  });
  await spikesReachTheirTargets(subject, network, edges.map(([i]) => i));
  await using simulation = await subject.create(network);
  const values = await simulation.read("v"), asked = Uint32Array.of(last, 0, LIMIT, LIMIT - 1);
  expectSameNumbers(await simulation.read("v", asked), Float64Array.from(asked, (i) => values[i]), `v of ${asked}`);
}

/** Expects events on both sides of the limit to arrive in their steps. */
async function stepsBeyondTheLimit(subject: Subject): Promise<void> {
  const steps = [LIMIT - 1, LIMIT, LIMIT + 2], start = LIMIT - 2, stop = LIMIT + 5;
  const options = subject.fit({
    populations: { excitatory: 2, inhibitory: 1 },
    stimulus: { kind: "events", steps, targets: [0, 1, 2] },
  });
  const network = assembleNetwork(cobaHh(options), { pre: new Uint32Array(0), post: new Uint32Array(0) });
  await weightsArriveOnce(subject, network, { start, stop });
  await using simulation = await subject.create(network);
  await simulation.advance(stop);
  expectSame(simulation.step, stop, "completed steps");
}

/** So many neurons and steps take a second, and methods have nothing to do with how they are counted. */
function onlyTheFirst({ engine: { methods: [first] }, method }: Subject): string | undefined {
  return methodOf(method).name === methodOf(first).name ? undefined : `it is checked with ${first} alone`;
}

const EVENTS = [{ stimulus: { kind: "events", steps: [], targets: [] } }] as const;

/** The laws of large numbers. */
export const largeNumberLaws: readonly GeneralLaw[] = [
  {
    name: "neurons beyond 65,536 are reached by spikes and events, and read, as all others",
    source: "Network.neurons, Spikes",
    needs: ["v", "gE", "gI", "spike"],
    uses: EVENTS,
    about: "nothing",
    isSilent: onlyTheFirst,
    holds: neuronsBeyondTheLimit,
  },
  {
    name: "steps beyond 65,536 are as all others",
    source: "Simulation.step, NetworkSpec.stimulus",
    needs: ["gE", "gI", "spike"],
    uses: EVENTS,
    about: "nothing",
    isSilent: onlyTheFirst,
    holds: stepsBeyondTheLimit,
  },
];
