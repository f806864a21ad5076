/**
 * Two recordings of one simulation, one after the other, as one.
 *
 * @module
 */

import type {
  NonFinite,
  Observation,
  Observations,
  PopulationRate,
  RecordedSpikes,
  Recording,
  Trace,
} from "./recording.ts";
import { joinedSpikes, joinedWords } from "./spike_list.ts";

/**
 * The recording of both runs. The second has to begin where the first ended, to come from the same network, engine and
 * time step, and to have observed the same under the same names. The number of threads may differ: it changes nothing.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, mergeRecordings, referenceEngine, run, spikes } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 });
 * const first = await run(simulation, 10, { spikes: spikes() });
 * const second = await run(simulation, 10, { spikes: spikes() });
 * console.log(`${mergeRecordings(first, second).observed.spikes.step.length} spikes in 20 ms`);
 * ```
 *
 * @throws {RangeError} where they do not fit together.
 * @category Recording
 */
export function mergeRecordings<Observed extends Observations>(
  first: Recording<Observed>,
  second: Recording<Observed>,
): Recording<Observed> {
  if (second.start !== first.stop) {
    refuse(`the second must begin in step ${first.stop}, in which the first ended`, String(second.start));
  }
  const [one, other] = [first, second].map(({ provenance }) => JSON.stringify({ ...provenance, threads: 0 }));
  if (one !== other) refuse("both must come from the same network, engine, method and time step", "two that differ");
  for (const name of Object.keys({ ...first.observed, ...second.observed })) {
    const kinds = [first, second].map(({ observed }) => observed[name]?.kind);
    if (kinds.includes(undefined as never)) refuse("both must have observed the same", `${name} in one of them`);
    if (kinds[0] !== kinds[1]) refuse("both must have observed the same", `${name} as ${kinds.join(" and ")}`);
  }
  const steps = first.stop - first.start;
  const merged = Object.entries(first.observed).map(([name, observation]) => [
    name,
    mergeObservations(observation, second.observed[name], steps),
  ]);
  return {
    provenance: first.provenance,
    start: first.start,
    stop: second.stop,
    aborted: second.aborted,
    observed: Object.fromEntries(merged) as Observed,
  };
}

function refuse(required: string, received: string): never {
  throw new RangeError(`Cannot merge recordings: ${required}, received ${received}`);
}

/** Two observations of one kind as one; the first is of so many steps. */
function mergeObservations(a: Observation, b: Observation, steps: number): Observation {
  if (a.kind === "spikes") return mergeSpikes(a, b as RecordedSpikes);
  if (a.kind === "trace") return mergeTraces(a, b as Trace);
  return a.kind === "rate" ? mergeRates(a, b as PopulationRate, steps) : mergeNonFinite(a, b as NonFinite);
}

function mergeSpikes(a: RecordedSpikes, b: RecordedSpikes): RecordedSpikes {
  if (a.neurons?.join() !== b.neurons?.join()) {
    refuse("both must have the spikes of the same neurons", "those of others");
  }
  return { ...a, ...joinedSpikes([a, b]) };
}

function mergeTraces(a: Trace, b: Trace): Trace {
  const isSame = a.variable === b.variable && a.neurons.join() === b.neurons.join();
  if (!isSame) refuse(`both must have the trace of ${a.variable} of the same neurons`, `one of ${b.variable}`);
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { ...a, step: joinedWords([a.step, b.step]), values };
}

function mergeRates(a: PopulationRate, b: PopulationRate, steps: number): PopulationRate {
  if (a.binSteps !== b.binSteps) refuse(`both must have bins of ${a.binSteps} steps`, String(b.binSteps));
  if (steps % a.binSteps !== 0) refuse(`the first must be whole bins of ${a.binSteps} steps`, `${steps} steps`);
  return {
    ...a,
    excitatory: joinedWords([a.excitatory, b.excitatory]),
    inhibitory: joinedWords([a.inhibitory, b.inhibitory]),
  };
}

/** Every neuron once, with the step in which it was first seen. */
function mergeNonFinite({ beyond: _, ...a }: NonFinite, b: NonFinite): NonFinite {
  if (a.every !== b.every) {
    refuse(`both must have looked for non-finite neurons every ${a.every} steps`, String(b.every));
  }
  const seen = new Set(a.neurons);
  const isNew = (_: number, k: number) => !seen.has(b.neurons[k]);
  return {
    ...a,
    neurons: joinedWords([a.neurons, b.neurons.filter(isNew)]),
    step: joinedWords([a.step, b.step.filter(isNew)]),
    ...(b.beyond !== undefined && { beyond: b.beyond }),
  };
}
