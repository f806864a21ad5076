/**
 * Faults in what an engine makes of the stimulus, of delays and of refractory times.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { Engine } from "../../model/simulation.ts";
import type { StimulusSpec } from "../../model/spec.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { withNetwork, withSpec, wrapped } from "./wrapped.ts";

type Events = Extract<StimulusSpec, { kind: "events" }>;
type Poisson = Extract<StimulusSpec, { kind: "poisson" }>;

/** An engine that takes a kind of stimulus for another one. */
function withStimulus(
  inner: Engine,
  change: {
    readonly events?: (stimulus: Events, network: Network) => Partial<Events>;
    readonly poisson?: (stimulus: Poisson, network: Network) => Partial<Poisson>;
  },
): Engine {
  return withNetwork(inner, (network) => {
    const { stimulus } = network.spec;
    const changed = stimulus.kind === "events"
      ? { ...stimulus, ...change.events?.(stimulus, network) }
      : stimulus.kind === "poisson"
      ? { ...stimulus, ...change.poisson?.(stimulus, network) }
      : stimulus;
    return { ...network, spec: { ...network.spec, stimulus: changed } };
  });
}

/** The events of which something is true. */
function those({ steps, targets }: Events, isKept: (step: number, target: number, k: number) => boolean) {
  const kept = [...steps.keys()].filter((k) => isKept(steps[k], targets[k], k));
  return { steps: kept.map((k) => steps[k]), targets: kept.map((k) => targets[k]) };
}

/** An engine that has another refractory time than the specification, at its time step. */
function withPause(inner: Engine, change: (refractory: number, dt: number) => number): Engine {
  return wrapped(inner, () => ({}), ({ spec, ...network }, options) => {
    const spike = { ...spec.spike, refractory: change(spec.spike.refractory, options.dt) };
    return [{ ...network, spec: { ...spec, spike } }, options];
  });
}

/** An engine that has another delay than the specification, at its time step. */
function withDelay(inner: Engine, change: (delay: number, dt: number) => number): Engine {
  return wrapped(inner, () => ({}), ({ spec, ...network }, options) => {
    const synapses = { ...spec.synapses, delay: change(spec.synapses.delay, options.dt) };
    return [{ ...network, spec: { ...spec, synapses } }, options];
  });
}

/** Engines that are wrong about when something comes from outside, and how long something takes. */
export function faultsOfStimuli(inner: Engine): Mutant[] {
  return [
    mutant(
      "listed events of the first step are lost",
      withStimulus(inner, { events: (events) => those(events, (step) => step > 0) }),
    ),
    mutant(
      "listed events come one step late",
      withStimulus(inner, { events: ({ steps }) => ({ steps: steps.map((step) => step + 1) }) }),
    ),
    mutant(
      "events reach excitatory neurons only",
      withStimulus(inner, {
        events: (events, { excitatory }) => those(events, (_, target) => target < excitatory),
        poisson: ({ cells }, { excitatory }) => ({ cells: Math.min(cells, excitatory) }),
      }),
    ),
    mutant(
      "events reach the neuron after their target",
      withStimulus(inner, {
        events: ({ targets }, { neurons }) => ({ targets: targets.map((target) => (target + 1) % neurons) }),
      }),
    ),
    mutant(
      "a Poisson stimulus begins at once",
      withStimulus(inner, { poisson: () => ({ start: 0 }) }),
    ),
    mutant("a Poisson stimulus never ends", withStimulus(inner, { poisson: () => ({ stop: 1e9 }) })),
    mutant(
      "a Poisson stimulus ends with the step before",
      withStimulus(inner, { poisson: ({ start, stop }) => ({ stop: Math.max(start, stop - 0.1) }) }),
    ),
    mutant(
      "a Poisson stimulus ends a step late",
      withStimulus(inner, { poisson: ({ stop }) => ({ stop: stop + 0.1 }) }),
    ),
    mutant(
      "a Poisson stimulus begins a step late",
      withStimulus(inner, { poisson: ({ start, stop }) => ({ start: Math.min(start + 0.1, stop) }) }),
    ),
    mutant(
      "numbers of targets have 16 bits",
      withStimulus(inner, { events: ({ targets }) => ({ targets: targets.map((target) => target % 2 ** 16) }) }),
    ),
    mutant(
      "steps of events have 16 bits",
      withStimulus(inner, { events: ({ steps }) => ({ steps: steps.map((step) => step % 2 ** 16) }) }),
    ),
    mutant(
      "events of the stimulus wait for the delay, too",
      withNetwork(inner, (network) => {
        const { spec } = network, { stimulus, synapses: { delay } } = spec;
        if (stimulus.kind !== "poisson") return network;
        const later = { ...stimulus, start: stimulus.start + delay, stop: stimulus.stop + delay };
        return { ...network, spec: { ...spec, stimulus: later } };
      }),
    ),
    mutant(
      "a Poisson stimulus ends after 500 ms",
      withStimulus(inner, { poisson: ({ stop }) => ({ stop: Math.min(stop, 500) }) }),
    ),
    mutant(
      "Poisson trains of a rate that is 5 % higher",
      withStimulus(inner, { poisson: ({ rate }) => ({ rate: 1.05 * rate }) }),
    ),
    mutant(
      "the last Poisson train is missing",
      withStimulus(inner, { poisson: ({ cells }, { neurons }) => ({ cells: Math.min(cells, neurons) - 1 }) }),
    ),
    mutant(
      "Poisson trains of another seed",
      withSpec(inner, ({ seed }) => ({ seed: seed + 1 })),
    ),
    mutant("refractory times are cut to whole milliseconds", withPause(inner, Math.floor)),
    mutant(
      "refractory times are rounded to the nearest step",
      withPause(inner, (refractory, dt) => Math.round(refractory / dt) * dt),
    ),
    mutant(
      "refractory counters hold 255 steps at most",
      withPause(inner, (refractory, dt) => Math.min(refractory, 255 * dt)),
    ),
    mutant("synapses have no delay", withDelay(inner, () => 0)),
    mutant("delays are 15 steps at most", withDelay(inner, (delay, dt) => Math.min(delay, 15 * dt))),
    mutant("delays are one step short", withDelay(inner, (delay, dt) => delay > dt / 2 ? delay - dt : 0)),
  ];
}
