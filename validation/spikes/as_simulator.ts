/**
 * Everything as a simulator computes it: the choices that NEST and NEURON leave nobody, applied at once to a network whose
 * synapses, potentials and parameters stay. docs/rosetta.md says what each simulator computes in a step.
 *
 * @module
 */

import { delaySteps } from "../../model/delay.ts";
import { methodOf } from "../../model/methods.ts";
import { timeOf } from "../../model/milliseconds.ts";
import { initialGates, type Network } from "../../model/network.ts";
import type { NetworkSpec, SpikeSpec } from "../../model/spec.ts";

/**
 * A simulator whose steps the reference makes, spike for spike.
 *
 * @category Comparison of spikes
 */
export type RosettaSimulator = "NEST" | "NEURON";

/**
 * A network as a simulator computes it.
 *
 * @category Comparison of spikes
 */
export interface AsSimulator {
  /** Name of the simulator. */
  readonly simulator: RosettaSimulator;
  /** The network, with the simulator's choices in its specification and its state. */
  readonly network: Network;
  /** The integration method that makes its steps. */
  readonly method: string;
  /** Whether gates begin as the simulator has them by itself, and not as they were given. */
  readonly hasOwnGates: boolean;
  /** The choices that are different from those of the network that was given, each in words; the method is the first. */
  readonly choices: readonly string[];
}

/** Threshold of NEST's neuron above its V_T [mV]. */
const NEST_ABOVE_VT = 30;

/** NEST's t_ref [ms] unless a longer one is given: without it there is a spike in each step of a falling potential. */
const NEST_REFRACTORY = 2;

/** NEURON's delays [steps] where the specification has none: the shortest, and the shortest with threads or ranks. */
const NEURON_DELAYS = [1, 2];

/** The initial gates of a candidate, and how they are said: as given, or those that the simulator has by default. */
interface Gates {
  readonly kind: NetworkSpec["initial"]["gates"];
  readonly words: string;
}

/**
 * A network as each simulator computes it at time steps of dt [ms], the likeliest first. A simulator stands in the list more
 * than once where there is more than one way to use it: with the gates that are given or with those that it has by itself,
 * and NEURON with a delay of one step or of two.
 *
 * @category Comparison of spikes
 */
export function asSimulators(network: Network, dt: number): AsSimulator[] {
  return [...asNest(network, dt), ...asNeuron(network, dt)];
}

function asNest(network: Network, dt: number): AsSimulator[] {
  const { spec } = network;
  const spike: SpikeSpec = {
    rule: "peak",
    threshold: spec.parameters.vT + NEST_ABOVE_VT,
    refractory: spec.spike.rule === "peak" ? spec.spike.refractory : Math.max(spec.spike.refractory, NEST_REFRACTORY),
  };
  const delay = Math.max(stepsOf(network, dt), 1);
  return [undefined, { kind: "nest", words: "NEST's own initial gates" } as const]
    .map((gates) => changed("NEST", "adaptive_rkf45", network, dt, { spike, delay, gates }));
}

function asNeuron(network: Network, dt: number): AsSimulator[] {
  const spike: SpikeSpec = { rule: "crossing", threshold: network.spec.spike.threshold, refractory: 0 };
  const steps = stepsOf(network, dt);
  const delays = steps > 0 ? [steps] : NEURON_DELAYS;
  return [undefined, { kind: "steady", words: "gates at their steady states" } as const]
    .filter((gates) => gates?.kind !== network.spec.initial.gates)
    .flatMap((gates) =>
      delays.map((delay) => changed("NEURON", "implicit_euler", network, dt, { spike, delay, gates }))
    );
}

/** The delay of a network [steps]; 0 where it is not a number of steps that an engine can have. */
function stepsOf({ spec }: Network, dt: number): number {
  try {
    return delaySteps(spec.synapses, { dt, method: "implicit_euler" });
  } catch {
    return 0;
  }
}

function changed(
  simulator: RosettaSimulator,
  method: string,
  given: Network,
  dt: number,
  { spike, delay, gates }: { spike: SpikeSpec; delay: number; gates: Gates | undefined },
): AsSimulator {
  const { spec, initial } = given;
  const milliseconds = timeOf(delay, dt);
  const own = methodOf(method).synapses!;
  const changedSpec: NetworkSpec = {
    ...spec,
    spike,
    synapses: { ...own, delay: milliseconds },
    initial: { ...spec.initial, gates: gates?.kind ?? spec.initial.gates },
  };
  const choices = [
    methodOf(method).title,
    ...JSON.stringify(spike) === JSON.stringify(spec.spike) ? [] : [wordsOf(spike)],
    ...milliseconds === spec.synapses.delay ? [] : [`a delay of ${milliseconds} ms`],
    ...gates === undefined ? [] : [gates.words],
  ];
  const state = gates === undefined ? initial : { ...initial, ...initialGates(initial.v, changedSpec) };
  const network = { ...given, spec: changedSpec, initial: state };
  return { simulator, network, method, hasOwnGates: gates !== undefined, choices };
}

function wordsOf({ rule, threshold, refractory }: SpikeSpec): string {
  return rule === "peak"
    ? `spikes at the peak above ${threshold} mV, ${refractory} ms refractory`
    : `spikes where v passes ${threshold} mV, without refractoriness`;
}
