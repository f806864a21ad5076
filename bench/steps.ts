/**
 * The suite `steps`. Question: how long does a whole step take, with all its synapses, at which size and activity?
 *
 * A group is one network. Each contender runs it, is verified, and only then timed, in turns with the others.
 *
 * @module
 */

import { buildNetwork, type Network, type NetworkSpec } from "../mod.ts";
import { publishedBand } from "./bands.ts";
import type { Contender, RunOptions } from "./contenders.ts";
import type { StepLine, StepSpeed } from "./line.ts";
import { ratiosOf } from "./ratios.ts";
import { RUNS, SAMPLES_PER_ROUND, spreadOf, type Times } from "./sampling.ts";
import { scheduleOf } from "./schedule.ts";
import { expectedSynapses, rowLengths } from "./synapses.ts";
import { timeTrials } from "./timed_run.ts";
import { compareTrials, runTrial, type Trial } from "./trial.ts";
import { synapticEvents } from "./verify.ts";

/** Options of a group's measurement. */
export interface GroupOptions extends RunOptions {
  /** Length of the window whose rate is verified [ms]. */
  readonly duration: number;
  /** Called with the fraction of the work that is done. */
  readonly onProgress?: (fraction: number) => void;
  /** Makes the network of a specification. */
  readonly build?: (spec: NetworkSpec) => Network;
}

/** Measures one network with every contender: a line each. */
export async function measureGroup(
  spec: NetworkSpec,
  contenders: readonly Contender[],
  options: GroupOptions,
): Promise<StepLine[]> {
  const { build = buildNetwork, duration, dt, method } = options;
  const network = build(spec);
  const lengths = rowLengths(network);
  const synapses = lengths.reduce((sum, length) => sum + length, 0);
  const trials = contenders.map((contender): Trial => {
    const schedule = scheduleOf(contender.isReference, network, duration, dt);
    const { transient, window } = schedule;
    const band = publishedBand(spec, contender.method ?? method, transient * dt, (transient + window) * dt);
    return { contender, network, synapses, schedule, band, failures: [], isCompared: false };
  });
  const progress = progressOf(trials, options);

  const miscounted = synapsesFailure(spec, network, synapses);
  if (miscounted !== undefined) { for (const { failures } of trials) failures.push(miscounted); }
  else {
    for (const trial of trials) await runTrial(trial, options, (steps) => progress(trial, steps));
    for (const [method, alike] of Map.groupBy(trials, ({ contender }) => contender.method ?? options.method)) {
      await compareTrials(alike, { ...options, method });
    }
  }
  const times = await timeTrials(trials, options, (trial) => {
    progress(trial, (SAMPLES_PER_ROUND + 1) * trial.schedule.timed);
  });
  return trials.map((trial) => {
    const own = times.get(trial);
    const line = lineOf(trial, options);
    if (own === undefined) return line;
    return { ...line, speed: { ...speedOf(trial, lengths, own, dt), ...ratiosOf(trial, trials, times) } };
  });
}

/** The reason why the network's number of synapses is wrong, or undefined if it is right. */
export function synapsesFailure(spec: NetworkSpec, network: Network, synapses: number): string | undefined {
  const { low, high } = expectedSynapses(spec, network);
  if (synapses >= low && synapses <= high) return undefined;
  return `the network has ${synapses} synapses, its rule makes ${low === high ? low : `${low} to ${high}`}`;
}

function lineOf(
  { contender, network: { spec, neurons }, synapses, schedule, band, run, failures, isCompared }: Trial,
  { dt, method, threads }: RunOptions,
): StepLine {
  const { transient, window } = schedule;
  return {
    variant: spec.variant,
    scale: spec.scale,
    scaling: spec.scaling,
    engine: contender.name,
    method: contender.method ?? method,
    threads: run?.threads ?? threads,
    neurons,
    synapses,
    window: { start: transient * dt, stop: (transient + window) * dt },
    rate: run?.rate ?? null,
    band: band ?? null,
    isCompared,
    diverged: run?.diverged ?? null,
    hash: run?.hash ?? null,
    failures,
    speed: null,
  };
}

function speedOf(
  { network: { neurons }, run, schedule: { timed } }: Trial,
  lengths: Uint32Array,
  times: Times,
  dt: number,
): Omit<StepSpeed, "timesReference" | "price"> {
  const events = synapticEvents(run!, lengths);
  const wall = spreadOf(times, 1);
  return {
    steps: timed,
    samples: times.flat().length,
    nsPerNeuronStep: spreadOf(times, 1 / (neurons * timed)),
    nsPerEvent: events === 0 ? null : spreadOf(times, 1 / events),
    stepsPerSecond: { median: timed * 1e9 / wall.median, max: timed * 1e9 / wall.min },
    realTimeFactor: spreadOf(times, 1e-6 / (timed * dt)),
  };
}

/** Wall time per neuron-step, for the progress bar [ns]. */
const COST = { fast: 3, reference: 150 } as const;

/** Callback that counts the steps of a trial. */
function progressOf(
  trials: readonly Trial[],
  { onProgress = () => {} }: GroupOptions,
): (trial: Trial, steps: number) => void {
  const cost = ({ contender: { isReference } }: Trial) => isReference ? COST.reference : COST.fast;
  // The fast ones are run twice, with different numbers of threads.
  const total = trials.reduce((sum, trial) => {
    const { schedule: { transient, window, timed }, contender: { isReference } } = trial;
    return sum + cost(trial) * ((isReference ? 1 : 2) * (transient + window) + RUNS * timed);
  }, 0);
  let done = 0;
  return (trial, steps) => onProgress(Math.min(1, (done += cost(trial) * steps) / total));
}
