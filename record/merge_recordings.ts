/**
 * Two recordings of one simulation, one after the other, as one.
 *
 * @module
 */

import { joinedSpikes, joinedWords } from "./spike_list.ts";
import type { NonFinite, PopulationRate, Recording, Trace } from "./recording.ts";

/**
 * The recording of both runs. The second has to begin where the first ended, to come from the same network, engine and
 * time step, and to have observed the same. The number of threads may differ: it changes nothing.
 *
 * @throws {RangeError} where they do not fit together.
 */
export function mergeRecordings(first: Recording, second: Recording): Recording {
  if (second.start !== first.stop) {
    refuse(`the second must begin in step ${first.stop}, in which the first ended`, String(second.start));
  }
  const [one, other] = [first, second].map(({ provenance }) => JSON.stringify({ ...provenance, threads: 0 }));
  if (one !== other) refuse("both must come from the same network, engine, method and time step", "two that differ");
  for (const part of ["spikes", "rate", "nonFinite"] as const) {
    if ((first[part] === undefined) !== (second[part] === undefined)) {
      refuse(`both must have observed the same`, `${part} in one of them`);
    }
  }
  if (first.traces.length !== second.traces.length) {
    refuse("both must have observed the same", `${first.traces.length} and ${second.traces.length} traces`);
  }
  const { spikes, rate, nonFinite } = first;
  return {
    provenance: first.provenance,
    start: first.start,
    stop: second.stop,
    aborted: second.aborted,
    traces: first.traces.map((trace, k) => mergeTraces(trace, second.traces[k])),
    ...(spikes && { spikes: joinedSpikes([spikes, second.spikes!]) }),
    ...(rate && { rate: mergeRates(rate, second.rate!, first.stop - first.start) }),
    ...(nonFinite && { nonFinite: mergeNonFinite(nonFinite, second.nonFinite!) }),
  };
}

function refuse(required: string, received: string): never {
  throw new RangeError(`Cannot merge recordings: ${required}, received ${received}`);
}

function mergeTraces(a: Trace, b: Trace): Trace {
  const isSame = a.variable === b.variable && a.neurons.join() === b.neurons.join();
  if (!isSame) refuse(`both must have the trace of ${a.variable} of the same neurons`, `one of ${b.variable}`);
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { variable: a.variable, neurons: a.neurons, step: joinedWords([a.step, b.step]), values };
}

function mergeRates(a: PopulationRate, b: PopulationRate, steps: number): PopulationRate {
  if (a.binSteps !== b.binSteps) refuse(`both must have bins of ${a.binSteps} steps`, String(b.binSteps));
  if (steps % a.binSteps !== 0) refuse(`the first must be whole bins of ${a.binSteps} steps`, `${steps} steps`);
  return {
    binSteps: a.binSteps,
    excitatory: joinedWords([a.excitatory, b.excitatory]),
    inhibitory: joinedWords([a.inhibitory, b.inhibitory]),
  };
}

/** Every neuron once, with the step in which it was first seen. */
function mergeNonFinite(a: NonFinite, b: NonFinite): NonFinite {
  if (a.every !== b.every) {
    refuse(`both must have looked for non-finite neurons every ${a.every} steps`, String(b.every));
  }
  const seen = new Set(a.neurons);
  const isNew = (_: number, k: number) => !seen.has(b.neurons[k]);
  return {
    neurons: joinedWords([a.neurons, b.neurons.filter(isNew)]),
    step: joinedWords([a.step, b.step.filter(isNew)]),
    every: a.every,
    ...(b.beyond !== undefined && { beyond: b.beyond }),
  };
}
