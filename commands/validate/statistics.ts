/**
 * The statistics of `validate`: networks of this library against the stored distributions of other simulators.
 *
 * @module
 */

import { buildNetwork, cobaHh, type Engine, methodOf, type Recording, sliceRecording } from "../../mod.ts";
import {
  agreementOf,
  type MethodAndStep,
  observedSpikes,
  type SetAgreement,
  type SpikeDistributions,
  spikeDistributions,
  type StoredDistributions,
} from "../../validation/mod.ts";
import { withProgress } from "../progress.ts";
import { runOfNetwork } from "./runs_of_network.ts";
import { makesSteps } from "./stored_lists.ts";
import { type StoredSimulator, storedSimulators } from "./stored_simulators.ts";

/** Networks of one kind, by an engine and by a simulator. */
export interface SimulatorComparison {
  /** The stored runs of the simulator. */
  readonly stored: StoredDistributions;
  /** The engine, its method and time step. */
  readonly ours: MethodAndStep & { readonly engine: string; readonly precision: string };
  /** The seeds of our networks. */
  readonly seeds: readonly number[];
  /** Runs of each of our networks. */
  readonly repeats: number;
  /** The distributions of our networks' spikes: all runs of the first network, then of the second, … */
  readonly runs: readonly SpikeDistributions[];
  /** How far they agree. */
  readonly agreement: SetAgreement;
  /** The beginning of our first run, to be looked at. */
  readonly recording: Recording;
  /** The beginning of a run of the simulator, where there is one. */
  readonly theirs?: Recording;
}

/** Networks of a comparison unless told otherwise: enough to decide about right engines; docs/judging.md says how often. */
export const NETWORKS = 10;

/** Runs of each network unless told otherwise: with four, chance is a fifth less than with one. */
export const REPEATS = 4;

/** A comparison that is not made, and why. */
export interface LeftOut {
  /** The engine, the method and the simulator. */
  readonly what: string;
  /** The reason, a sentence. */
  readonly why: string;
}

/** Runs to make. */
export interface StatisticsPlan {
  /** The engines; the first that has a method is taken. */
  readonly engines: readonly Engine[];
  /** The methods; all where it is left out. */
  readonly methods?: readonly string[];
  /** Variants whose simulators are compared with; all where it is left out. */
  readonly variants?: readonly string[];
  /** Number of networks. */
  readonly seeds: number;
  /** Runs of each network: chance on our side falls with their number, that of the stored run remains. */
  readonly repeats: number;
  /** Threads of a run. */
  readonly threads: number;
  /** Whether what takes an hour is run, too. */
  readonly hasSlow: boolean;
}

/**
 * The method that is comparable to whatever integrates accurately: 0.2 ± 0.3 % off the converged rate (docs/accuracy.md), and
 * quick enough for many networks. The rate of `staggered` at this step is lower by 0.5 %, too far from NEST's for ten
 * networks to tell that it is within the margin.
 */
const ACCURATE: MethodAndStep = { method: "substepped", dt: 0.025 };

/** Threads of a run unless told otherwise: more are of little use to 4000 neurons. No spike depends on them. */
export const THREADS: number = Math.min(4, navigator.hardwareConcurrency);

/** Window of a run that is shown [ms]. */
const SHOWN = 300;

/** Runs the networks of every simulator under every method that is comparable with it; `onComparison` is told of each. */
export async function compareSimulators(
  plan: StatisticsPlan,
  onComparison: (
    comparisons: readonly SimulatorComparison[],
    leftOut: readonly LeftOut[],
  ) => Promise<void> = async () => {},
): Promise<{ comparisons: SimulatorComparison[]; leftOut: LeftOut[] }> {
  const comparisons: SimulatorComparison[] = [], leftOut: LeftOut[] = [];
  for (const simulator of await storedSimulators()) {
    const { stored } = simulator;
    const variant = stored.cobaHh.variant ?? "seed-1";
    if (plan.variants !== undefined && !plan.variants.includes(variant)) continue;
    for (const step of comparableWith(stored)) {
      const what = `${stored.tool} (${variant}) against ${step.method} at ${step.dt} ms`;
      const engine = plan.engines.find(({ methods }) => methods.includes(step.method));
      const why = plan.methods !== undefined && !plan.methods.includes(step.method)
        ? "the method was not asked for"
        : engine === undefined
        ? "no chosen engine has the method"
        : makesSteps(engine, stored.tool, plan.methods)
        ? `engine ${engine.name} makes the simulator's own steps, and is held to its spikes, one by one`
        : isSlow(step) && !plan.hasSlow
        ? "Runge–Kutta at short steps takes an hour; --slow runs it"
        : undefined;
      if (why !== undefined) leftOut.push({ what, why });
      else {
        comparisons.push(await compareWith(simulator, engine!, step, plan, what));
        await onComparison(comparisons, leftOut);
      }
    }
  }
  return { comparisons, leftOut };
}

/** Comparable methods: the stored one, and the accurate method for a Runge–Kutta one. */
function comparableWith({ comparable }: StoredDistributions): MethodAndStep[] {
  const isThere = comparable.some(({ method }) => method === ACCURATE.method);
  return comparable.some(isSlow) && !isThere ? [ACCURATE, ...comparable] : [...comparable];
}

function isSlow({ method }: MethodAndStep): boolean {
  return methodOf(method).family === "Runge–Kutta";
}

async function compareWith(
  { stored, recording: theirs }: StoredSimulator,
  engine: Engine,
  { method, dt }: MethodAndStep,
  { seeds: count, repeats, threads }: StatisticsPlan,
  what: string,
): Promise<SimulatorComparison> {
  const { window, excitatory } = stored;
  const seeds = stored.runs.map(({ seed }) => seed).slice(0, count);
  const runs: SpikeDistributions[] = [];
  let shown: Recording | undefined;
  await withProgress(what, async (update) => {
    for (const [k, seed] of seeds.entries()) {
      const network = buildNetwork(cobaHh({ ...stored.cobaHh, seed }));
      for (let repeat = 0; repeat < repeats; repeat++) {
        const recording = await runOfNetwork(
          engine,
          network,
          repeat,
          { method, dt, threads },
          window.stop,
          (fraction) => update((k + (repeat + fraction) / repeats) / seeds.length),
        );
        shown ??= beginningOf(recording);
        runs.push(spikeDistributions(observedSpikes(recording), window.start));
      }
    }
  });
  const set = { excitatory, seconds: (window.stop - window.start) / 1000 };
  return {
    stored,
    ours: { engine: engine.name, precision: engine.precision, method, dt },
    seeds,
    runs,
    repeats,
    agreement: agreementOf(
      { ...set, runs, repeats },
      { ...set, runs: stored.runs.slice(0, seeds.length) },
      { isPaired: haveOurEdges(stored) },
    ),
    recording: shown!,
    ...(theirs !== undefined && { theirs: beginningOf(theirs) }),
  };
}

/** Whether the simulator was given this library's networks, so that its run k is of the edges of ours. */
function haveOurEdges({ runs }: StoredDistributions): boolean {
  return runs.every(({ network }) => typeof network === "string");
}

/** Part of a recording that is shown. */
function beginningOf(recording: Recording): Recording {
  const { start, stop, provenance: { dt } } = recording;
  return sliceRecording(recording, start, Math.min(stop, Math.round(SHOWN / dt)));
}
