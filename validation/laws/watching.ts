/**
 * Law of watching: what is sampled while a simulation advances is what would be read, step by step.
 *
 * @module
 */

import type { Probe, Simulation, Spikes, StateVariable, Watcher } from "../../model/simulation.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { expectSame, expectSameNumbers, expectSameSpikes, expectSameState } from "./expectation.ts";
import type { GeneralLaw, NetworkSample } from "./law.ts";
import { integerIn } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { driven } from "./time.ts";

/** Steps of the calls, one after the other. */
const PARTS = [7, 1, 30, 62];

/** Probes of every variable, with steps and neurons of their own; a neuron may be asked for twice. */
function probesOf(variables: readonly StateVariable[], { network: { neurons }, chance }: NetworkSample): Probe[] {
  return variables.map((variable, k) => {
    const every = k === 0 ? 1 : integerIn(chance, 1, 9), phase = integerIn(chance, 0, every - 1);
    const asked = Array.from({ length: 3 }, () => integerIn(chance, 0, neurons - 1));
    return { variable, neurons: Uint32Array.from([...asked, asked[0], neurons - 1]), every, phase };
  });
}

async function samplesAreWhatIsRead(subject: Subject, sample: NetworkSample): Promise<void> {
  const network = driven(sample.network);
  await using watched = await subject.create(network);
  await using read = await subject.create(network);
  if (watched.watch === undefined) return;
  const probes = probesOf(watched.variables, sample), watcher = watched.watch({ probes });
  for (const steps of PARTS) {
    const { spikes, samples } = await watcher.advance(steps);
    const parts: Spikes[] = [], wanted: number[][] = probes.map(() => []);
    for (let k = 0; k < steps; k++) {
      parts.push(await read.advance(1));
      for (const [p, { variable, neurons, every, phase }] of probes.entries()) {
        if ((read.step - 1) % every === phase) wanted[p].push(...await read.read(variable, neurons));
      }
    }
    expectSameSpikes(spikes, joinedSpikes(parts), `spikes of ${steps} watched steps`);
    for (const [p, { variable, every }] of probes.entries()) {
      expectSameNumbers(samples[p], wanted[p], `${variable}, sampled every ${every} steps`);
    }
  }
  expectSame(watched.step, read.step, "completed steps of a watched simulation");
  expectSameState(await checkpointOf(watched), await checkpointOf(read), "state after watched steps");
  await lossEndsTheSteps(watched, watched.watch({ probes: [], finite: { every: 1, phase: 0 } }));
}

/** Expects watched steps to end with the one in which the potential of a neuron is lost, and once only. */
async function lossEndsTheSteps(simulation: Simulation, watcher: Watcher): Promise<void> {
  const before = simulation.step;
  expectSame((await watcher.advance(5)).isLost, false, "whether a potential is lost while all are finite");
  const lost = await simulation.read("n");
  lost[1] = NaN; // the potential of this neuron is NaN after the next step
  await simulation.write("n", lost);
  expectSame((await watcher.advance(10)).isLost, true, "whether a potential is lost that is");
  expectSame(simulation.step, before + 6, "completed steps when a potential is lost in the sixth");
  expectSame((await watcher.advance(10)).isLost, false, "whether the same potential is lost again");
  expectSame(simulation.step, before + 16, "completed steps after that");
}

/** The law of watching. */
export const watchingLaws: readonly GeneralLaw[] = [
  {
    name: "watched steps have the spikes of others, samples are what read gives, and a lost potential ends them",
    source: "Simulation.watch",
    needs: ["v", "n"],
    about: "network",
    count: 1,
    holds: samplesAreWhatIsRead,
  },
];
