/**
 * Neurons without synapses, spread over the limit cycle of their firing: activity that is known, steady and scattered.
 *
 * Every variant's neuron fires by itself under a constant current. One neuron of the reference goes round the cycle; a
 * population starts with its neurons at all phases of it, so the same number fires in each step, scattered over the rows.
 *
 * @module
 */

import {
  assembleNetwork,
  type Checkpoint,
  checkpointOf,
  divergedNeurons,
  type NetworkSpec,
  referenceEngine,
  type StateVariable,
} from "../mod.ts";

/** Current into every neuron [pA/pF]: about 185 Hz, so that delivery is a fair share of the step at scale 1 too. */
const DRIVE = 10;

/** The specification with that current and no stimulus. */
export function driven(spec: NetworkSpec): NetworkSpec {
  return { ...spec, current: DRIVE * spec.parameters.cM, stimulus: { kind: "none" } };
}

/** Time in which the neuron finds its cycle, and time over which its period is averaged [ms]. */
const SETTLING = 500, AVERAGED = 500;

/** A neuron's state once around its cycle of firing. */
export interface LimitCycle {
  /** Steps from spike to spike, on average. */
  readonly period: number;
  /** A population of so many neurons, spread over the cycle. */
  spread(neurons: number): Checkpoint;
}

/** 2^32 / golden ratio: multiples of it, modulo 2^32, are spread evenly however many they are (Weyl). */
const GOLDEN = 0x9e3779b9;

/** The limit cycle of the neuron of a driven specification, or undefined where the method cannot keep it firing. */
export async function limitCycle(spec: NetworkSpec, dt: number, method: string): Promise<LimitCycle | undefined> {
  const alone = { ...spec, scale: 1, populations: { excitatory: 1, inhibitory: 0 } };
  const none = new Uint32Array(0);
  await using neuron = await referenceEngine.create(assembleNetwork(alone, { pre: none, post: none }), { dt, method });
  await neuron.advance(Math.round(SETTLING / dt));
  const states = new Map<StateVariable, number[]>(neuron.variables.map((variable) => [variable, []]));
  const fired: number[] = [];
  for (const end = neuron.step + Math.round(AVERAGED / dt); neuron.step < end;) {
    fired.push(...(await neuron.advance(1)).step);
    if (fired.length !== 1) continue;
    // No spike is pending in the population that starts here: all it delivers are spikes of its own run.
    for (const [variable, values] of states) values.push(variable === "spike" ? 0 : (await neuron.read(variable))[0]);
  }
  const phases = states.get("v")!.length;
  if (fired.length < 3 || divergedNeurons(await checkpointOf(neuron)) > 0) return undefined;
  return {
    period: (fired.at(-1)! - fired[0]) / (fired.length - 1),
    spread(neurons) {
      const phase = (i: number) => Math.floor((Math.imul(i, GOLDEN) >>> 0) / 2 ** 32 * phases);
      return new Map([...states].map(([variable, values]) => [
        variable,
        Float64Array.from({ length: neurons }, (_, i) => values[phase(i)]),
      ]));
    },
  };
}
