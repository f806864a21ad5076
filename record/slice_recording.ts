/**
 * A part of a recording in time.
 *
 * @module
 */

import type { NonFinite, Observation, Observations, PopulationRate, Recording, Trace } from "./recording.ts";
import { spikesBetween } from "./spike_list.ts";

/** The part that is taken. */
interface Part {
  /** First step of the recording. */
  readonly origin: number;
  /** First step of the part. */
  readonly start: number;
  /** The step after its last one. */
  readonly stop: number;
  /** Whether it reaches the end of the recording. */
  readonly isEnd: boolean;
}

/**
 * The observations of steps start … stop - 1. Bins of a rate are not cut: both ends have to lie between bins. Neurons
 * that were no longer finite before the part began are in it, with the step in which they were first seen; `beyond` is of the
 * end of a run, so only a part that reaches it has it.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, sliceRecording, spikes } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 });
 * const recording = await run(simulation, 20, { spikes: spikes() });
 * const late = sliceRecording(recording, 100, 200); // steps: without the first 10 ms
 * console.log(`${late.observed.spikes.step.length} of ${recording.observed.spikes.step.length} spikes`);
 * ```
 *
 * @throws {RangeError} where the part is not inside the recording, or cuts a bin of its rate.
 * @category Recording
 */
export function sliceRecording<Observed extends Observations>(
  recording: Recording<Observed>,
  start: number,
  stop: number,
): Recording<Observed> {
  const { provenance, observed, start: origin, stop: end } = recording;
  const isInside = Number.isInteger(start) && Number.isInteger(stop) && origin <= start && start < stop && stop <= end;
  if (!isInside) {
    throw new RangeError(
      `Cannot slice recording: start and stop must be steps in [${origin}, ${end}], start before stop, ` +
        `received ${start} and ${stop}`,
    );
  }
  const part = { origin, start, stop, isEnd: stop === end };
  const sliced = Object.entries(observed).map(([name, one]) => [name, sliceObservation(one, part)]);
  return {
    provenance,
    start,
    stop,
    aborted: recording.aborted && part.isEnd,
    observed: Object.fromEntries(sliced) as Observed,
  };
}

function sliceObservation(one: Observation, part: Part): Observation {
  if (one.kind === "spikes") return { ...one, ...spikesBetween(one, part.start, part.stop) };
  if (one.kind === "trace") return sliceTrace(one, part);
  return one.kind === "rate" ? sliceRate(one, part) : sliceNonFinite(one, part);
}

function sliceTrace(trace: Trace, { start, stop }: Part): Trace {
  const { neurons, step, values } = trace;
  const isIn = (step: number) => step >= start && step < stop;
  return {
    ...trace,
    step: step.filter(isIn),
    values: values.filter((_, k) => isIn(step[Math.floor(k / neurons.length)])),
  };
}

function sliceRate(rate: PopulationRate, { origin, start, stop, isEnd }: Part): PopulationRate {
  const { binSteps, excitatory, inhibitory } = rate;
  const from = start - origin, to = isEnd ? undefined : stop - origin; // the last bin may be cut already
  for (const steps of [from, to ?? 0]) {
    if (steps % binSteps !== 0) {
      throw new RangeError(
        `Cannot slice recording: start and stop must lie between bins of ${binSteps} steps of its rate, received ` +
          `${steps} steps after its start`,
      );
    }
  }
  const bins = [from / binSteps, to === undefined ? undefined : to / binSteps] as const;
  return { ...rate, excitatory: excitatory.slice(...bins), inhibitory: inhibitory.slice(...bins) };
}

function sliceNonFinite({ beyond, ...others }: NonFinite, { stop, isEnd }: Part): NonFinite {
  const { neurons, step } = others;
  return {
    ...others,
    neurons: neurons.filter((_, k) => step[k] < stop),
    step: step.filter((step) => step < stop),
    ...(isEnd && beyond !== undefined && { beyond }),
  };
}
