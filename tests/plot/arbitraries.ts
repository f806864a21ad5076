/**
 * Generators for the pictures' properties.
 *
 * @module
 */

import * as fc from "fast-check";
import type { RecordedSpikes, Recording } from "../../record/recording.ts";
import { PROVENANCE, spikesOf } from "./synthetic.ts";

/** A recording of a small network: any start, up to 400 steps, any spikes, each (step, neuron) once. */
export function smallRecording(): fc.Arbitrary<Recording<{ spikes: RecordedSpikes }>> {
  return fc.record({
    excitatory: fc.integer({ min: 1, max: 30 }),
    inhibitory: fc.integer({ min: 0, max: 10 }),
    start: fc.integer({ min: 0, max: 1000 }),
    steps: fc.integer({ min: 1, max: 400 }),
    dt: fc.constantFrom(0.01, 0.025, 0.05, 0.1, 0.25, 1),
  }).chain(({ excitatory, inhibitory, start, steps, dt }) => {
    const spike = fc.tuple(
      fc.integer({ min: start, max: start + steps - 1 }),
      fc.integer({ min: 0, max: excitatory + inhibitory - 1 }),
    );
    const spikes = fc.uniqueArray(spike, { maxLength: 200, selector: String });
    return spikes.map((events) => ({
      provenance: { ...PROVENANCE, excitatory, inhibitory, dt },
      start,
      stop: start + steps,
      aborted: false,
      observed: { spikes: spikesOf(events) },
    }));
  });
}
