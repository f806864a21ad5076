/**
 * The timed steps of verified runs.
 *
 * @module
 */

import { type Network, restore, type Simulation, type Spikes } from "../mod.ts";
import type { RunOptions } from "./contenders.ts";
import { inTurns, type Times, type Work } from "./sampling.ts";
import { deliveredSynapses } from "./synapses.ts";
import type { Trial } from "./trial.ts";
import { isRepeated, type VerifiedRun } from "./verify.ts";

/** The timed steps of a verified run, again and again, on a simulation of their own. */
export class TimedRun implements Work {
  /** Whether every run that was looked at gave the verified spikes. */
  isRepeated = true;
  #simulation: Simulation;
  #run: VerifiedRun;
  #first = 0;
  #spikes: Spikes | undefined;

  /** Repeats the run's timed steps on the simulation. */
  constructor(simulation: Simulation, run: VerifiedRun) {
    this.#simulation = simulation;
    this.#run = run;
  }

  /** Looks at the spikes of the last run. */
  check(): void {
    if (this.#spikes !== undefined && !isRepeated(this.#run, this.#spikes, this.#first)) this.isRepeated = false;
  }

  /** Goes back to the checkpoint. */
  async prepare(): Promise<void> {
    this.check();
    await restore(this.#simulation, this.#run.checkpoint);
    this.#first = this.#simulation.step;
  }

  /** Does the steps. */
  async run(): Promise<void> {
    this.#spikes = await this.#simulation.advance(this.#run.schedule.timed);
  }
}

/**
 * Times the trials that have no failure, in turns. What was not the verified work, or not through all synapses, is noted as a
 * failure; such a trial has no times.
 */
export async function timeTrials(
  trials: readonly Trial[],
  options: RunOptions,
  onTurn: (trial: Trial) => void = () => {},
): Promise<Map<Trial, Times>> {
  await using simulations = new AsyncDisposableStack();
  const works = new Map<Trial, TimedRun>();
  for (const trial of trials) {
    const { contender, network, synapses, failures } = trial;
    if (failures.length > 0) continue;
    const simulation = simulations.use(await contender.create(withoutStimulus(network), options));
    const delivered = await deliveredSynapses(simulation);
    if (delivered === synapses) works.set(trial, new TimedRun(simulation, trial.run!));
    else failures.push(`the engine delivers through ${delivered} synapses, the network has ${synapses}`);
  }
  const timed = [...works.keys()];
  const times = await inTurns([...works.values()], (k) => onTurn(timed[k]));
  const right = timed.map((trial, k): [Trial, Times] => [trial, times[k]]).filter(([trial]) => {
    const work = works.get(trial)!;
    work.check();
    if (!work.isRepeated) trial.failures.push("its spikes differ when the same steps are repeated");
    return work.isRepeated;
  });
  return new Map(right);
}

/** The stimulus is over when the timed steps begin, but a simulation that does nothing else does not know. */
function withoutStimulus(network: Network): Network {
  return { ...network, spec: { ...network.spec, stimulus: { kind: "none" } } };
}
