/**
 * Laws of the stimulus: each event is one excitatory weight at its target in its step.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { StimulusSpec } from "../../model/spec.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { weightsArriveOnce } from "./conservation.ts";
import { expectSameSpikes } from "./expectation.ts";
import type { GeneralLaw, NetworkSample } from "./law.ts";
import { integerIn } from "./samples.ts";
import type { Subject } from "./subject.ts";

/** The same network with another stimulus. */
function stimulated(network: Network, stimulus: StimulusSpec): Network {
  return { ...network, spec: { ...network.spec, stimulus } };
}

/** Expects listed events at their targets: in the first step, of both populations, several at once, in any order. */
async function eventsArrive(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const { neurons } = network, steps = [0, 0, 39], targets = [0, neurons - 1, neurons - 1];
  for (let k = 0; k < 80; k++) {
    steps.push(integerIn(chance, 0, 39));
    targets.push(integerIn(chance, 0, neurons - 1));
    if (k % 10 > 0) continue;
    // Twice, or three times, in one step.
    for (let again = -1; again < k % 20 / 10; again++) {
      steps.push(steps.at(-1)!);
      targets.push(targets.at(-1)!);
    }
  }
  await weightsArriveOnce(subject, stimulated(network, { kind: "events", steps, targets }), { start: 0, stop: 45 });
}

/** Expects Poisson events from `start` to `stop`, at the first `cells` neurons and nowhere else. */
async function poissonArrives(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const { neurons, excitatory } = network, start = 25.5 * subject.dt * chance();
  const stop = start + 15.7 * subject.dt + 2 * subject.dt * chance();
  for (const cells of [integerIn(chance, 1, excitatory), neurons, neurons + 7]) {
    const stimulus = { kind: "poisson", rate: 0.3 * 1000 / subject.dt, cells, start, stop } as const;
    await weightsArriveOnce(subject, stimulated(network, stimulus), { start: 0, stop: 50 });
  }
}

/** Expects a stimulus that goes on beyond a run to be the same up to its end, in any parts. */
async function laterEventsDoNotMatter(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const steps = 6000, stop = 1e4;
  const of = (end: number): StimulusSpec => ({ kind: "poisson", rate: 40, cells: 20, start: 0, stop: end });
  await using one = await subject.create(stimulated(network, of(stop)));
  await using other = await subject.create(stimulated(network, of(steps * subject.dt)));
  const parts = [integerIn(chance, 1, 5000), 1], spikes = [];
  for (const part of [...parts, steps - parts[0] - 1]) spikes.push(await one.advance(part));
  const wanted = await other.advance(steps);
  expectSameSpikes(joinedSpikes(spikes), wanted, `spikes of a stimulus until ${stop} ms, up to ${steps} steps`);
  // Some events a step, thousands of steps from the first one.
  const dense = { kind: "poisson", rate: 0.1 * 1000 / subject.dt, cells: 20, start: 0, stop } as const;
  await weightsArriveOnce(subject, stimulated(network, dense), { start: steps, stop: steps + 5 });
}

const CONDUCTANCES = ["gE", "gI", "spike"] as const;

/** The laws of the stimulus. */
export const stimulusLaws: readonly GeneralLaw[] = [
  {
    name: "listed events arrive once each: in the first step, at both populations, several at once, in any order",
    source: "NetworkSpec.stimulus, events",
    needs: CONDUCTANCES,
    uses: [{ stimulus: { kind: "events", steps: [], targets: [] } }],
    about: "network",
    count: 2,
    holds: eventsArrive,
  },
  {
    name: "Poisson events arrive from start to stop, at the first cells of the network whatever their population",
    source: "NetworkSpec.stimulus, poisson",
    needs: CONDUCTANCES,
    uses: [{ stimulus: { kind: "poisson", rate: 1, cells: 1, start: 0, stop: 1 } }],
    about: "network",
    count: 2,
    holds: poissonArrives,
  },
  {
    name: "events after the end of a run do not change it, and a long stimulus goes on for its whole time",
    source: "NetworkSpec.stimulus, poisson",
    needs: CONDUCTANCES,
    uses: [{ stimulus: { kind: "poisson", rate: 1, cells: 1, start: 0, stop: 1 } }],
    about: "network",
    count: 1,
    isSilent: ({ scheme }) => scheme.isExplicit ? "thousands of steps of such a method take seconds" : undefined,
    holds: laterEventsDoNotMatter,
  },
];
