/**
 * A recording from files of spikes.
 *
 * @module
 */

import { joinedSpikes, type Network, type RecordedSpikes, type Recording, VERSION } from "../../mod.ts";
import { toSteps, toTimes } from "../../interchange/mod.ts";
import { cutAt, observedDuration } from "../../validation/mod.ts";
import { BadUse } from "../bad_use.ts";
import type { SpikeSource } from "../spikes/spike_flags.ts";

/** Facts that the files do not have. */
export interface Origin {
  /** Name of what made the spikes. */
  readonly simulator: string;
  /** Its integration method. */
  readonly method: string;
}

/**
 * The spikes of all the files as one recording of the network, each as far as it was observed.
 * @throws {BadUse} where the files have different time steps or beginnings.
 * @throws {RangeError} where a neuron fires twice in a step.
 */
export function importedRecording(
  network: Network,
  sources: readonly SpikeSource[],
  origin: Origin,
): Recording<{ spikes: RecordedSpikes }> {
  const { provenance: { dt }, start } = sources[0].observed;
  for (const { file, observed } of sources) {
    if (observed.provenance.dt === dt && observed.start === start) continue;
    throw new BadUse(
      `${file} must have steps of ${dt} ms from ${start} on as ${sources[0].file}, received steps of ` +
        `${observed.provenance.dt} ms from ${observed.start} on`,
    );
  }
  const parts = sources.map(({ observed }) => cutAt(observed, observedDuration(observed)).spikes);
  const spikes = toSteps(toTimes(joinedSpikes(parts), dt), dt);
  return {
    provenance: {
      version: VERSION,
      spec: network.spec,
      excitatory: network.excitatory,
      inhibitory: network.inhibitory,
      synapses: network.connectivity.synapses,
      engine: origin.simulator,
      precision: "float64",
      method: origin.method,
      dt,
      threads: 1,
    },
    start,
    stop: Math.max(...sources.map(({ observed }) => observed.stop)),
    aborted: false,
    observed: { spikes: { kind: "spikes", ...spikes } },
  };
}
