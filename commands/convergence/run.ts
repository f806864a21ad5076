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
  NonFiniteRecorder,
  run,
  SpikeRecorder,
  spikeWindow,
  stepsOf,
} from "../../mod.ts";
import type { ConvergenceRun } from "../../validation/mod.ts";
import { type Interruptible, interruptible } from "../interrupt.ts";
import type { ConvergencePlan, Job } from "./plan.ts";

/**
 * The network of a run. Exponential Euler steps as the variant says, as it was published; Runge–Kutta methods take the
 * synapses with which they are solutions of the equations: spikes act at once, conductances decay and the current follows
 * v from stage to stage. Synapses and initial state are those of the seed either way.
 */
export function networkOf(spec: NetworkSpec, { method, seed }: Pick<Job, "method" | "seed">): Network {
  const synapses = isExplicit(method)
    ? { ...spec.synapses, order: "add-use-decay", current: "linear" } as const
    : spec.synapses;
  return buildNetwork({ ...spec, seed, synapses });
}

/** A run of the study, or the exit status of the command where a signal has ended it early. */
export async function convergenceRun(
  { spec, duration, transient }: ConvergencePlan,
  job: Job,
  onProgress: (fraction: number) => void,
): Promise<Interruptible<ConvergenceRun | undefined>> {
  const { method, dt, seed, engine } = job;
  await using simulation = await engine.create(networkOf(spec, job), { dt, method });
  const looks = new NonFiniteRecorder(stepsOf(transient, dt));
  const { result: recording, ...ended } = await interruptible((signal) =>
    run(simulation, transient + duration, [new SpikeRecorder(), looks], { signal, onProgress })
  );
  if (recording.aborted) return { result: undefined, ...ended };
  const spikes = recording.spikes!, window = spikeWindow(recording, stepsOf(transient, dt));
  const { neurons, beyond = 0 } = recording.nonFinite!;
  const result = {
    method,
    dt,
    seed,
    engine: engine.name,
    precision: engine.precision,
    rate: meanRate(spikes, window),
    medianIsi: medianIsi(spikes, window),
    cv: isiStatistics(spikes, window).meanCv,
    nonFinite: neurons.length + beyond,
  };
  return { result, ...ended };
}
