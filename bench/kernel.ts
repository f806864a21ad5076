/**
 * The suite `kernel`. Questions: how long does the update of a neuron take by itself, and the delivery of a spike to a target?
 *
 * - `update`: the network with probability 0. Neurons fire steadily (limit_cycle.ts), and nothing is delivered. With every
 *   method that is asked for, so that their prices can be compared.
 * - `delivery`, with the first method: the same neurons, state and spikes, now with synapses of 1e-15 nS. Every spike is delivered and counted, but
 *   too weak to move a potential by one bit, so the spikes are the same, which is checked. The time of its step less that of
 *   `update` in the same round, per spike that reaches a target.
 *
 * @module
 */

import { buildNetwork, type Network, type NetworkSpec, ROW_FORMATS, stepsOf, wasmEngine } from "../mod.ts";
import { type Contender, formatContender, type RunOptions, withMethod } from "./contenders.ts";
import { driven, type LimitCycle, limitCycle } from "./limit_cycle.ts";
import type { KernelLine } from "./line.ts";
import { ratiosOf } from "./ratios.ts";
import { medianOfRounds, shortest, spreadOf, type Times } from "./sampling.ts";
import { timedSteps } from "./schedule.ts";
import { synapsesFailure } from "./steps.ts";
import { rowLengths } from "./synapses.ts";
import { timeTrials } from "./timed_run.ts";
import { runTrial, type Trial } from "./trial.ts";
import { shortHash, synapticEvents } from "./verify.ts";

/** Weight of a synapse that is delivered and does nothing [nS]; in float32 it is still far from a denormal number. */
const FAINT = 1e-15;

/** Steps of the reference whose rate is verified, at least: some periods. */
const REFERENCE_WINDOW = 250;

/** Largest relative difference of the mean float32 rate from that of the float64 neuron. */
const PERIOD_TOLERANCE = 0.01;

/** Neuron-steps of a sample, at most: there are many contenders. */
const TIMED_NEURON_STEPS = 8_000_000;

/** Options of the suite. */
export interface KernelOptions extends RunOptions {
  /** Length of the window whose rate is verified, at most [ms]. */
  readonly duration: number;
  /** Called with the fraction of the work that is done. */
  readonly onProgress?: (fraction: number) => void;
}

/** Measures update and delivery at one size. */
export async function measureKernels(
  spec: NetworkSpec,
  contenders: readonly Contender[],
  options: KernelOptions,
): Promise<KernelLine[]> {
  const { dt, method, duration, onProgress = () => {} } = options;
  const lone = driven({ ...spec, connectivity: { ...spec.connectivity, probability: 0 } });
  const faint = driven({ ...spec, parameters: { ...spec.parameters, wE: FAINT, wI: FAINT } });
  const unconnected = buildNetwork(lone), connected = buildNetwork(faint);
  const lengths = rowLengths(connected);
  const cycles = new Map<string, LimitCycle | undefined>();
  for (const { method: own = method } of contenders) {
    if (!cycles.has(own)) cycles.set(own, await limitCycle(lone, dt, own));
  }
  const trialOf = (contender: Contender, network: Network): Trial =>
    trialOfCycle(contender, network, cycles.get(contender.method ?? method), stepsOf(duration, dt), dt);

  const updates = contenders.map((contender) => trialOf(contender, unconnected));
  const base = updates.find(({ contender }) => contender.name === wasmEngine.name);
  const formats = base === undefined ? [] : ROW_FORMATS;
  const deliveries = formats.map((format) =>
    trialOf(withMethod(formatContender(format), base!.contender.method ?? method), connected)
  );
  const trials = [...updates, ...deliveries];
  for (const [k, trial] of trials.entries()) {
    const miscounted = synapsesFailure(trial.network.spec, trial.network, trial.synapses);
    if (miscounted !== undefined) trial.failures.push(miscounted);
    if (trial.failures.length === 0) await runTrial(trial, options);
    onProgress(0.5 * (k + 1) / trials.length);
  }
  for (const { run, failures } of deliveries) {
    if (run === undefined || run.hash === base!.run?.hash) continue;
    failures.push(`its spikes are not those without synapses, ${shortHash(run.hash)}`);
  }
  let turns = 0;
  const times = await timeTrials(trials, options, () => onProgress(0.5 + 0.1 * ++turns / trials.length));
  return [
    ...updates.map((trial) => updateLine(trial, updates, times, options)),
    ...deliveries.map((trial, f) => deliveryLine(trial, formats[f], times, base!, lengths, options)),
  ];
}

/** A trial that starts from the population spread over the cycle. */
function trialOfCycle(
  contender: Contender,
  network: Network,
  cycle: LimitCycle | undefined,
  longest: number,
  dt: number,
): Trial {
  const { neurons } = network;
  const timed = timedSteps(contender.isReference, neurons, Math.min(longest, Math.ceil(TIMED_NEURON_STEPS / neurons)));
  const window = contender.isReference ? Math.max(timed, REFERENCE_WINDOW) : timed;
  // Phases are as many as steps of a period: one at either end of the window may be in or out.
  const rate = cycle === undefined ? 0 : 1000 / (cycle.period * dt), half = rate * (PERIOD_TOLERANCE + 2 / window);
  return {
    contender,
    network,
    ...(cycle === undefined ? {} : { from: cycle.spread(neurons) }),
    synapses: rowLengths(network).reduce((sum, length) => sum + length, 0),
    schedule: { transient: 0, window, timed },
    band: { low: rate - half, high: rate + half, source: "one neuron of the reference" },
    failures: cycle === undefined ? ["a neuron alone does not fire steadily with this method"] : [],
    isCompared: false,
  };
}

/** Fields that all lines of a trial share. */
function lineOf({ contender, network, synapses, run, failures }: Trial, { method, threads }: RunOptions): KernelLine {
  const { spec: { variant, scale, scaling }, neurons } = network;
  return {
    name: "",
    variant,
    scale,
    scaling,
    engine: contender.name,
    method: contender.method ?? method,
    threads: run?.threads ?? threads,
    neurons,
    synapses,
    unit: "",
    rate: run?.rate ?? null,
    diverged: run?.diverged ?? null,
    hash: run?.hash ?? null,
    failures,
    note: null,
    time: null,
    timesReference: null,
    price: null,
  };
}

function updateLine(
  trial: Trial,
  trials: readonly Trial[],
  times: ReadonlyMap<Trial, Times>,
  options: RunOptions,
): KernelLine {
  const line = { ...lineOf(trial, options), name: "update", unit: "ns/neuron-step" };
  const own = times.get(trial);
  if (own === undefined) return line;
  const time = spreadOf(own, 1 / (trial.network.neurons * trial.schedule.timed));
  return { ...line, time, ...ratiosOf(trial, trials, times) };
}

function deliveryLine(
  trial: Trial,
  format: string,
  times: ReadonlyMap<Trial, Times>,
  base: Trial,
  lengths: Uint32Array,
  options: RunOptions,
): KernelLine {
  const line = { ...lineOf(trial, options), name: `delivery ${format}`, engine: wasmEngine.name, unit: "ns/event" };
  if (trial.refusal !== undefined) return { ...line, failures: [], note: trial.refusal };
  const withDelivery = times.get(trial), without = times.get(base);
  if (withDelivery === undefined || without === undefined) return line;
  const events = synapticEvents(trial.run!, lengths);
  const min = (Math.min(...shortest(withDelivery)) - Math.min(...shortest(without))) / events;
  const median = medianOfRounds(withDelivery, without, (a, b) => (a - b) / events);
  // Where the machine is busy the difference of two times can be anything.
  if (!(min > 0 && median > 0)) return { ...line, note: "lost in the noise of this machine" };
  return { ...line, time: { min, median } };
}
