/**
 * A run that is verified before it is timed: its rate, its numbers, its synapses, and that it happens again.
 *
 * @module
 */

import {
  type Checkpoint,
  checkpointOf,
  divergedNeurons,
  joinedSpikes,
  type Network,
  restore,
  spikeHash,
  type Spikes,
  spikesBetween,
} from "../mod.ts";
import { advance } from "./advance.ts";
import type { Band } from "./bands.ts";
import type { Contender, RunOptions } from "./contenders.ts";
import type { Schedule } from "./schedule.ts";

/** The float64 reference's spikes in the first steps of the same network. */
export interface Standard {
  /** Steps, from the first. */
  readonly steps: number;
  /** Spikes in them. */
  readonly spikes: number;
}

/** Results of a run. */
export interface VerifiedRun {
  /** The steps of the run. */
  readonly schedule: Schedule;
  /** Threads that were used. */
  readonly threads: number;
  /** Rate in the window [Hz]. */
  readonly rate: number;
  /** Neurons that have diverged at the end: not finite, or beyond any membrane. */
  readonly diverged: number;
  /** Spikes of transient and window. */
  readonly spikes: Spikes;
  /** SHA-256 of all spikes. */
  readonly hash: string;
  /** The state at the beginning of the window. */
  readonly checkpoint: Checkpoint;
}

/** Start of a run, and its progress callback. */
export interface RunCircumstances {
  /** The state before the first step; the network's own where it is left out. */
  readonly from?: Checkpoint | undefined;
  /** Called with numbers of steps that were done. */
  readonly onSteps?: ((steps: number) => void) | undefined;
}

/** Runs the schedule once, on a fresh simulation. */
export async function verifiedRun(
  contender: Contender,
  network: Network,
  options: RunOptions,
  schedule: Schedule,
  { from, onSteps }: RunCircumstances = {},
): Promise<VerifiedRun> {
  await using simulation = await contender.create(network, options);
  if (from !== undefined) await restore(simulation, from);
  const before = await advance(simulation, schedule.transient, onSteps);
  const checkpoint = await checkpointOf(simulation);
  const within = await advance(simulation, schedule.window, onSteps);
  const spikes = joinedSpikes([before, within]);
  return {
    schedule,
    threads: simulation.threads,
    rate: 1000 * within.step.length / (network.neurons * schedule.window * options.dt),
    diverged: divergedNeurons(await checkpointOf(simulation)),
    spikes,
    hash: await spikeHash(spikes),
    checkpoint,
  };
}

/** The reason why a fresh run with another number of threads has the wrong hash, or undefined if it has the right one. */
export async function threadsFailure(
  contender: Contender,
  network: Network,
  options: RunOptions,
  run: VerifiedRun,
  { from, onSteps }: RunCircumstances = {},
): Promise<string | undefined> {
  const threads = run.threads === 1 ? 2 : 1;
  await using simulation = await contender.create(network, { ...options, threads });
  // Engines without threads have one; their repetition is that of the timed steps.
  if (simulation.threads === run.threads) return undefined;
  if (from !== undefined) await restore(simulation, from);
  const spikes = await advance(simulation, run.schedule.transient + run.schedule.window, onSteps);
  const hash = await spikeHash(spikes);
  if (hash === run.hash) return undefined;
  return `its spikes depend on the number of threads: ${shortHash(run.hash)} with ${run.threads}, ` +
    `${shortHash(hash)} with ${threads}`;
}

/** The spikes of the timed steps. */
export function timedSpikes({ spikes, schedule: { transient, timed } }: VerifiedRun): Spikes {
  return spikesBetween(spikes, transient, transient + timed);
}

/** Whether spikes of timed steps, counted from step `first`, are those that were verified. */
export function isRepeated(run: VerifiedRun, spikes: Spikes, first: number): boolean {
  return isSameSpikes(spikes, first, timedSpikes(run), run.schedule.transient);
}

/** Whether two runs fired alike, each counted from its own first step. */
function isSameSpikes(a: Spikes, firstA: number, b: Spikes, firstB: number): boolean {
  return a.step.length === b.step.length &&
    a.neuron.every((neuron, k) => neuron === b.neuron[k] && a.step[k] - firstA === b.step[k] - firstB);
}

/** Spikes that reach a target in the timed steps: those of the step before, up to the last but one. */
export function synapticEvents({ spikes, schedule: { transient, timed } }: VerifiedRun, lengths: Uint32Array): number {
  const arriving = spikesBetween(spikes, transient - 1, transient + timed - 1);
  return arriving.neuron.reduce((events, neuron) => events + lengths[neuron], 0);
}

/**
 * Largest difference of an engine's number of spikes from the reference's in the first 50 ms of the same network, as a
 * fraction, and in units of √spikes where that is more. Float32 leaves the reference's trajectory after some ms. Over 226
 * networks of the six variants, scales from 0.05 to 4 and both rules, the numbers then differed by 1.4 % (standard
 * deviation), by at most 9 % from 1000 neurons on and 12 % below.
 */
const AGREEMENT = 0.15, AGREEMENT_ROOTS = 4;

/** The reason why the run disagrees with the reference's, or undefined if it agrees. */
export function agreementFailure(run: VerifiedRun, standard: Standard): string | undefined {
  const spikes = spikesBetween(run.spikes, 0, standard.steps).step.length;
  const allowed = Math.max(AGREEMENT * standard.spikes, AGREEMENT_ROOTS * Math.sqrt(standard.spikes));
  if (Math.abs(spikes - standard.spikes) <= allowed) return undefined;
  return `${spikes} spikes in the first ${standard.steps} steps, the reference has ${standard.spikes} ` +
    `(± ${Math.round(allowed)} is allowed)`;
}

/** Message for a silent network, whose speed means nothing. */
export const SILENT = "the network is silent";

/** The reason why the rate is wrong, or undefined if it is right. */
export function rateFailure(run: VerifiedRun, band: Band | undefined, isReference: boolean): string | undefined {
  const { rate } = run;
  if (band !== undefined && !(rate >= band.low && rate <= band.high)) {
    return `rate ${rate.toFixed(1)} Hz, which must be in ${band.low.toFixed(1)} to ${band.high.toFixed(1)} Hz ` +
      `(${band.source})`;
  }
  // The reference's short window may lie between two bursts.
  if (isReference ? run.spikes.step.length === 0 : rate === 0) return SILENT;
  return undefined;
}

/** The reason why the state is wrong, or undefined if it is right. */
export function divergenceFailure({ diverged }: VerifiedRun, { neurons }: Network): string | undefined {
  return diverged === 0 ? undefined : `${diverged} of ${neurons} neurons are NaN or beyond any membrane`;
}

/** The part of a hash that a table shows. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
