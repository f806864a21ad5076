/**
 * A part of a recording in time.
 *
 * @module
 */

import type { PopulationRate, Recording, Trace } from "./recording.ts";
import { spikesBetween } from "./spike_list.ts";

/**
 * What was observed in the steps start … stop - 1. Bins of a rate are not cut: both ends have to lie between bins. Neurons
 * that were no longer finite before the part began are in it, with the step in which they were first seen; `beyond` is of the
 * end of a run, so only a part that reaches it has it.
 *
 * @throws {RangeError} where the part is not inside the recording, or cuts a bin of its rate.
 */
export function sliceRecording(recording: Recording, start: number, stop: number): Recording {
  const isInside = Number.isInteger(start) && Number.isInteger(stop) && recording.start <= start && start < stop &&
    stop <= recording.stop;
  if (!isInside) {
    throw new RangeError(
      `Cannot slice recording: start and stop must be steps in [${recording.start}, ${recording.stop}], start before stop, ` +
        `received ${start} and ${stop}`,
    );
  }
  const { provenance, spikes, rate, traces, nonFinite } = recording;
  const isIn = (step: number) => step >= start && step < stop;
  const isEnd = stop === recording.stop;
  const sliced: Recording = {
    provenance,
    start,
    stop,
    aborted: recording.aborted && isEnd,
    traces: traces.map((trace) => sliceTrace(trace, isIn)),
    ...(spikes && { spikes: spikesBetween(spikes, start, stop) }),
    ...(rate && { rate: sliceRate(rate, start - recording.start, isEnd ? undefined : stop - recording.start) }),
  };
  if (nonFinite === undefined) return sliced;
  const { neurons, step, every, beyond } = nonFinite;
  return {
    ...sliced,
    nonFinite: {
      neurons: neurons.filter((_, k) => step[k] < stop),
      step: step.filter((step) => step < stop),
      every,
      ...(isEnd && beyond !== undefined && { beyond }),
    },
  };
}

function sliceTrace({ variable, neurons, step, values }: Trace, isIn: (step: number) => boolean): Trace {
  return {
    variable,
    neurons,
    step: step.filter(isIn),
    values: values.filter((_, k) => isIn(step[Math.floor(k / neurons.length)])),
  };
}

/** Bins between two numbers of steps from the recording's start; to its end where `to` is left out. */
function sliceRate({ binSteps, excitatory, inhibitory }: PopulationRate, from: number, to?: number): PopulationRate {
  for (const steps of [from, to ?? 0]) {
    if (steps % binSteps !== 0) {
      throw new RangeError(
        `Cannot slice recording: start and stop must lie between bins of ${binSteps} steps of its rate, received ` +
          `${steps} steps after its start`,
      );
    }
  }
  const bins = [from / binSteps, to === undefined ? undefined : to / binSteps] as const;
  return { binSteps, excitatory: excitatory.slice(...bins), inhibitory: inhibitory.slice(...bins) };
}
