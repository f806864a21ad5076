/**
 * Observations of some neurons only: a neuron that was not recorded has no spikes, and is not silent.
 *
 * @module
 */

import type { Spikes } from "../../model/simulation.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";

/** Neurons that both observations recorded, ascending; undefined where both recorded every one. */
export function recordedByBoth(a: ObservedSpikes, b: ObservedSpikes): Uint32Array | undefined {
  if (a.recorded === undefined || b.recorded === undefined) return a.recorded ?? b.recorded;
  const others = new Set(b.recorded);
  return a.recorded.filter((neuron) => others.has(neuron));
}

/** The spikes of some neurons; all of them where these are left out. */
export function spikesOfNeurons(spikes: Spikes, neurons: Uint32Array | undefined): Spikes {
  if (neurons === undefined) return spikes;
  const chosen = new Set(neurons);
  const isIn = Uint8Array.from(spikes.neuron, (i) => chosen.has(i) ? 1 : 0);
  const isChosen = (_: number, k: number) => isIn[k] === 1;
  return { step: spikes.step.filter(isChosen), neuron: spikes.neuron.filter(isChosen) };
}

/**
 * The same observation of these neurons only; as it is where they are left out.
 *
 * @category Comparison of spikes
 */
export function onlyOf(observed: ObservedSpikes, neurons: Uint32Array | undefined): ObservedSpikes {
  if (neurons === undefined) return observed;
  return { ...observed, spikes: spikesOfNeurons(observed.spikes, neurons), recorded: neurons };
}

/** The neurons that were recorded as a network of their own, counted from 0: what statistics over neurons are taken of. */
export function asWhole(observed: ObservedSpikes): ObservedSpikes {
  const { recorded, spikes, provenance, start, stop } = observed;
  if (recorded === undefined) return observed;
  const places = new Map(Array.from(recorded, (neuron, place) => [neuron, place]));
  const excitatory = recorded.filter((neuron) => neuron < provenance.excitatory).length;
  return {
    ...{ start, stop },
    spikes: { step: spikes.step, neuron: spikes.neuron.map((neuron) => places.get(neuron)!) },
    provenance: { ...provenance, excitatory, inhibitory: recorded.length - excitatory },
  };
}
