/**
 * Observations of a recording by what they are, whatever they are called.
 *
 * @module
 */

import type { Spikes } from "../model/simulation.ts";
import type { NonFinite, Observation, PopulationRate, RecordedSpikes, Recording, Trace } from "./recording.ts";

function ofKind<Kind extends Observation["kind"]>(
  { observed }: Pick<Recording, "observed">,
  kind: Kind,
): Extract<Observation, { kind: Kind }>[] {
  return Object.values(observed).filter((one): one is Extract<Observation, { kind: Kind }> => one.kind === kind);
}

/**
 * All spikes of a recording, from however many recorders, sorted, each once; undefined where none were recorded.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes, spikesOf } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 });
 * const recording = await run(simulation, 20, {
 *   E: spikes({ population: "E" }),
 *   I: spikes({ population: "I" }),
 * });
 * const { E, I } = recording.observed;
 * assertEquals(spikesOf(recording)?.step.length, E.step.length + I.step.length);
 * ```
 *
 * @category Recording
 */
export function spikesOf(recording: Pick<Recording, "observed">): RecordedSpikes | undefined {
  const lists = ofKind(recording, "spikes");
  // Spikes of every neuron are all there are.
  return lists.find(({ neurons }) => neurons === undefined) ??
    (lists.length === 0 ? undefined : lists.reduce(unionOfSpikes));
}

/**
 * Every trace of a recording, in the order of their names in it.
 *
 * @category Recording
 */
export function tracesOf(recording: Pick<Recording, "observed">): Trace[] {
  return ofKind(recording, "trace");
}

/**
 * The population rate with the shortest bins; undefined where none was recorded.
 *
 * @category Recording
 */
export function rateOf(recording: Pick<Recording, "observed">): PopulationRate | undefined {
  return ofKind(recording, "rate").reduce<PopulationRate | undefined>(
    (best, one) => best === undefined || one.binSteps < best.binSteps ? one : best,
    undefined,
  );
}

/**
 * The watch for non-finite neurons that looked most often; undefined where there was none.
 *
 * @category Recording
 */
export function nonFiniteOf(recording: Pick<Recording, "observed">): NonFinite | undefined {
  return ofKind(recording, "nonFinite").reduce<NonFinite | undefined>(
    (best, one) => best === undefined || one.every < best.every ? one : best,
    undefined,
  );
}

function unionOfSpikes(a: RecordedSpikes, b: RecordedSpikes): RecordedSpikes {
  const neurons = Uint32Array.from(new Set([...a.neurons!, ...b.neurons!])).sort();
  return { kind: "spikes", ...mergedSpikes(a, b), neurons };
}

/** Two sorted lists as one, each spike once. */
function mergedSpikes(a: Spikes, b: Spikes): Spikes {
  const most = a.step.length + b.step.length;
  const step = new Uint32Array(most), neuron = new Uint32Array(most);
  let length = 0;
  for (let k = 0, l = 0; k < a.step.length || l < b.step.length; length++) {
    const order = l === b.step.length
      ? -1
      : k === a.step.length
      ? 1
      : a.step[k] - b.step[l] || a.neuron[k] - b.neuron[l];
    const [from, at] = order <= 0 ? [a, k] : [b, l];
    step[length] = from.step[at];
    neuron[length] = from.neuron[at];
    if (order <= 0) k++;
    if (order >= 0) l++;
  }
  return { step: step.slice(0, length), neuron: neuron.slice(0, length) };
}
