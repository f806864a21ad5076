/**
 * External excitatory events of a network: which neuron gets one in which step.
 *
 * @module
 */

import { log } from "./elementary.ts";
import type { Network } from "./network.ts";
import { PURPOSE, uniform } from "./random.ts";
import type { Spikes } from "./simulation.ts";

/** The last step that fits into Spikes, and that a simulation reaches. */
const LAST_STEP = 0xffffffff;

/**
 * The events, sorted by step and target; an event in step k counts as an excitatory spike that arrives in step k.
 * Poisson trains have exponential intervals in continuous time, so the same events at every dt.
 */
export function stimulusEvents(network: Network, dt: number): Spikes {
  const { stimulus, seed } = network.spec;
  const events: { step: number; neuron: number }[] = [];
  if (stimulus.kind === "events") {
    stimulus.steps.forEach((step, k) => events.push({ step, neuron: stimulus.targets[k] }));
  }
  if (stimulus.kind === "poisson" && stimulus.rate > 0) {
    for (let neuron = 0; neuron < Math.min(stimulus.cells, network.neurons); neuron++) {
      let time = stimulus.start;
      for (let k = 0;; k++) {
        time -= log(1 - uniform(seed, PURPOSE.stimulus, neuron, k)) * 1000 / stimulus.rate;
        const step = Math.floor(time / dt);
        if (time >= stimulus.stop || step > LAST_STEP) break;
        events.push({ step, neuron });
      }
    }
  }
  events.sort((a, b) => a.step - b.step || a.neuron - b.neuron);
  return {
    step: Uint32Array.from(events, (event) => event.step),
    neuron: Uint32Array.from(events, (event) => event.neuron),
  };
}
