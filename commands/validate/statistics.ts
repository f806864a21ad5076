/**
 * The statistics of `validate`: networks of this library against the stored distributions of other simulators.
 *
 * @module
 */

import {
  ACCURATE_METHOD,
  buildNetwork,
  cobaHh,
  type Engine,
  methodOf,
  type Network,
  type Recording,
  run,
  sliceRecording,
  spikes,
} from "../../mod.ts";
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
import { type StoredSimulator, storedSimulators } from "./stored_simulators.ts";

/** Networks of one kind, by an engine and by a simulator. */
export interface SimulatorComparison {
  /** The stored runs of the simulator. */
  readonly stored: StoredDistributions;
  /** The engine, its method and time step. */
  readonly ours: MethodAndStep & { readonly engine: string; readonly precision: string };
  /** The seeds of our networks. */
  readonly seeds: readonly number[];
  /** The distributions of our networks' spikes. */
  readonly runs: readonly SpikeDistributions[];
  /** How far they agree. */
  readonly agreement: SetAgreement;
  /** The beginning of our first run, to be looked at. */
  readonly recording: Recording;
  /** The beginning of a run of the simulator, where there is one. */
  readonly theirs?: Recording;
}

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
  /** Number of seeds. */
  readonly seeds: number;
  /** Whether what takes an hour is run, too. */
  readonly hasSlow: boolean;
}

/** The accurate method that is comparable to whatever integrates accurately. */
const ACCURATE: MethodAndStep = { method: ACCURATE_METHOD, dt: 0.1 };

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
        : isSlow(step) && !plan.hasSlow
        ? "Runge–Kutta at short steps takes an hour; --slow runs it"
        : undefined;
      if (why !== undefined) leftOut.push({ what, why });
      else {
        comparisons.push(await compareWith(simulator, engine!, step, plan.seeds, what));
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
  count: number,
  what: string,
): Promise<SimulatorComparison> {
  const { window, excitatory } = stored;
  const seeds = stored.runs.map(({ seed }) => seed).slice(0, count);
  const runs: SpikeDistributions[] = [];
  let shown: Recording | undefined;
  await withProgress(what, async (update) => {
    for (const [k, seed] of seeds.entries()) {
      const network = buildNetwork(cobaHh({ ...stored.cobaHh, seed }));
      const recording = await recordingOf(
        engine,
        network,
        { method, dt },
        window.stop,
        (fraction) => update((k + fraction) / seeds.length),
      );
      shown ??= beginningOf(recording);
      runs.push(spikeDistributions(observedSpikes(recording), window.start));
    }
  });
  const set = { excitatory, seconds: (window.stop - window.start) / 1000 };
  return {
    stored,
    ours: { engine: engine.name, precision: engine.precision, method, dt },
    seeds,
    runs,
    agreement: agreementOf({ ...set, runs }, { ...set, runs: stored.runs }),
    recording: shown!,
    ...(theirs !== undefined && { theirs: beginningOf(theirs) }),
  };
}

async function recordingOf(
  engine: Engine,
  network: Network,
  { method, dt }: MethodAndStep,
  duration: number,
  onProgress: (fraction: number) => void,
): Promise<Recording> {
  await using simulation = await engine.create(network, { method, dt });
  return await run(simulation, duration, { spikes: spikes() }, { onProgress });
}

/** Part of a recording that is shown. */
function beginningOf(recording: Recording): Recording {
  const { start, stop, provenance: { dt } } = recording;
  return sliceRecording(recording, start, Math.min(stop, Math.round(SHOWN / dt)));
}
