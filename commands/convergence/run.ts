/**
 * One run of the convergence study, and what it costs.
 *
 * @module
 */

import {
  buildNetwork,
  isExplicit,
  isiStatistics,
  meanRate,
  medianIsi,
  type Network,
  type NetworkSpec,
  nonFinite,
  run,
  spikes,
  spikeWindow,
  stepsOf,
} from "../../mod.ts";
import type { ConvergenceRun } from "../../validation/mod.ts";
import type { ConvergencePlan, Job } from "./plan.ts";

/**
 * The network of a run. Exponential Euler steps as the variant says, as it was published; Runge–Kutta methods take the
 * synapses with which they are solutions of the equations: spikes act at once, conductances decay and the current follows
 * v from stage to stage. Spikes are never delayed: what is studied is the integration, and a delay has 31 steps at most.
 * Synapses and initial state are those of the seed either way.
 */
export function networkOf(spec: NetworkSpec, { method, seed }: Pick<Job, "method" | "seed">): Network {
  const own = isExplicit(method) ? { order: "add-use-decay", current: "linear" } as const : {};
  return buildNetwork({ ...spec, seed, synapses: { ...spec.synapses, ...own, delay: 0 } });
}

/** A run of the study; undefined if the signal has ended it early. */
export async function convergenceRun(
  { spec, duration, transient }: ConvergencePlan,
  job: Job,
  options: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void },
): Promise<ConvergenceRun | undefined> {
  const { method, dt, seed, engine } = job;
  await using simulation = await engine.create(networkOf(spec, job), { dt, method });
  const recorders = { train: spikes(), lost: nonFinite({ every: stepsOf(transient, dt) }) };
  const recording = await run(simulation, transient + duration, recorders, options);
  if (recording.aborted) return undefined;
  const window = spikeWindow(recording, stepsOf(transient, dt));
  const { train, lost: { neurons, beyond = 0 } } = recording.observed;
  return {
    method,
    dt,
    seed,
    engine: engine.name,
    precision: engine.precision,
    rate: meanRate(train, window),
    medianIsi: medianIsi(train, window),
    cv: isiStatistics(train, window).meanCv,
    nonFinite: neurons.length + beyond,
  };
}
