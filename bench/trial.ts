/**
 * A trial: one contender runs one network, and is verified.
 *
 * @module
 */

import {
  type Checkpoint,
  checkpointOf,
  divergedNeurons,
  type Network,
  referenceEngine,
  spikesBetween,
} from "../mod.ts";
import { advance } from "./advance.ts";
import type { Band } from "./bands.ts";
import { type Contender, contender as contenderOf, type RunOptions } from "./contenders.ts";
import type { Schedule } from "./schedule.ts";
import {
  agreementFailure,
  divergenceFailure,
  rateFailure,
  SILENT,
  type Standard,
  threadsFailure,
  type VerifiedRun,
  verifiedRun,
} from "./verify.ts";

/** Results of a contender on a network. */
export interface Trial {
  readonly contender: Contender;
  readonly network: Network;
  /** Synapses of the network, counted. */
  readonly synapses: number;
  /** The state that it starts from; the network's own where it is left out. */
  readonly from?: Checkpoint;
  /** Its steps. */
  readonly schedule: Schedule;
  /** The published band of its rate. */
  readonly band: Band | undefined;
  /** What was wrong, a sentence each. */
  readonly failures: string[];
  /** Its run, once it was run. */
  run?: VerifiedRun;
  /** Why the contender does not take this network, in its words. */
  refusal?: string;
  /** Whether its first spikes were compared with the reference's. */
  isCompared: boolean;
}

/** Runs the contender and notes what is wrong with the run itself. */
export async function runTrial(
  trial: Trial,
  options: RunOptions,
  onSteps?: (steps: number) => void,
): Promise<void> {
  const { contender, network, schedule, band, failures, from } = trial;
  try {
    const run = await verifiedRun(contender, network, options, schedule, { from, onSteps });
    trial.run = run;
    const found = [
      divergenceFailure(run, network),
      rateFailure(run, band, contender.isReference),
      await threadsFailure(contender, network, options, run, { from, onSteps }),
    ];
    failures.push(...found.filter((failure) => failure !== undefined));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    trial.refusal = error.message; // no memory for it, for example
    failures.push(error.message);
  }
}

/** Time from the first step in which spikes are compared with the reference's [ms]. */
const COMPARED = 50;

/** Neuron-steps of that comparison at most, where the reference is run for nothing else. */
const MOST_COMPARED = 100_000_000;

/**
 * Compares the first spikes with the reference's, which runs for that if it is not measured itself. A network that the others
 * find silent is silent for the reference, whose window is short.
 */
export async function compareTrials(trials: readonly Trial[], options: RunOptions): Promise<void> {
  const reference = trials.find(({ contender }) => contender.isReference);
  const others = trials.filter(({ contender, run }) => run !== undefined && !contender.isReference);
  if (others.length === 0) return;
  const standard = reference === undefined
    ? await runStandard(others[0].network, options)
    : standardOf(reference, options.dt);
  for (const trial of others) {
    const { run, band, failures } = trial;
    trial.isCompared = standard !== undefined && standard.spikes > 0;
    const disagrees = standard === undefined ? undefined : agreementFailure(run!, standard);
    if (disagrees !== undefined) failures.push(disagrees);
    else if (!trial.isCompared && band === undefined && !failures.includes(SILENT)) {
      failures.push("no rate is published for it, and the reference has nothing to compare with");
    }
  }
  if (others.some(({ failures }) => failures.includes(SILENT))) reference?.failures.push(SILENT);
}

function standardOf({ run }: Trial, dt: number): Standard | undefined {
  const steps = Math.round(COMPARED / dt);
  if (run === undefined || run.diverged > 0) return undefined;
  return { steps, spikes: spikesBetween(run.spikes, 0, steps).step.length };
}

async function runStandard(network: Network, options: RunOptions): Promise<Standard | undefined> {
  const steps = Math.max(1, Math.min(Math.round(COMPARED / options.dt), Math.floor(MOST_COMPARED / network.neurons)));
  await using simulation = await contenderOf(referenceEngine).create(network, { ...options, threads: 1 });
  const { step } = await advance(simulation, steps);
  return divergedNeurons(await checkpointOf(simulation)) > 0 ? undefined : { steps, spikes: step.length };
}
