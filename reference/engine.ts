/**
 * The reference engine: the network in float64, one equation after the other, as the specification says and nothing else.
 * Slow on purpose (of the order of 100 ns per neuron and step (docs/speed.md)): it is here to be read and to be trusted.
 *
 * A step: spikes that are due arrive, those of the last step or of the step that the delay names; conductances and membranes advance by the method; then spikes are detected.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { populationSizes } from "../model/scaling.ts";
import type { Engine, Simulation, SimulationOptions, Spikes, StateVariable } from "../model/simulation.ts";
import { checkNeurons, checkOptions, checkSteps, checkVariable, checkWrite } from "../model/simulation_checks.ts";
import { delaySteps } from "../model/delay.ts";
import { DEFAULT_METHOD, synapseNotes, variablesOf } from "../model/methods.ts";
import { storedRowBytes } from "./arrivals.ts";
import { methodNamed, methodNames } from "./methods.ts";
import { spikeDetector } from "./spike_rule.ts";
import { initialState } from "./state.ts";

/** Bytes of a neuron's state: ten variables, the potential before a step, and what arrives. */
const STATE_BYTES = 96;

/**
 * The float64 reference engine.
 *
 * @category Engines
 */
export const referenceEngine: Engine = {
  name: "reference",
  precision: "float64",
  methods: methodNames,
  unavailable: () => Promise.resolve(undefined),
  memory(spec) {
    const { excitatory, inhibitory } = populationSizes(spec);
    return STATE_BYTES * (excitatory + inhibitory) + storedRowBytes(spec);
  },
  // deno-lint-ignore require-await -- async, so that a bad option rejects
  create: async (network, options) => simulate(network, options),
};

function simulate(network: Network, options: SimulationOptions): Simulation {
  const { dt, method: methodName = DEFAULT_METHOD } = options;
  checkOptions(options);
  const method = methodNamed(methodName);
  const timing = { dt, delay: delaySteps(network.spec.synapses, { dt, method: methodName }) };
  const advanceNeurons = method.stepOf(network, timing);
  const variables = variablesOf(methodName);
  const state = initialState(network, dt);
  const before = new Float64Array(network.neurons);
  const detectSpikes = spikeDetector(network.spec.spike, timing);
  let step = 0;
  let isDisposed = false;

  function advanceOne(): void {
    before.set(state.v);
    advanceNeurons(state, step);
    detectSpikes(state, before);
  }

  return {
    network,
    engine: referenceEngine.name,
    precision: referenceEngine.precision,
    method: methodName,
    threads: 1,
    notes: [
      ...(options.threads ?? 1) > 1 ? ["the reference engine has one thread"] : [],
      ...synapseNotes(methodName, network.spec.synapses),
    ],
    dt,
    get step() {
      return step;
    },
    variables,
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async advance(steps: number): Promise<Spikes> {
      checkSteps(steps, step, isDisposed);
      const firedStep: number[] = [], firedNeuron: number[] = [];
      for (const end = step + steps; step < end; step++) {
        advanceOne();
        for (let i = 0; i < network.neurons; i++) {
          if (state.spike[i] % 2 === 0) continue;
          firedStep.push(step);
          firedNeuron.push(i);
        }
      }
      return { step: Uint32Array.from(firedStep), neuron: Uint32Array.from(firedNeuron) };
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async read(variable: StateVariable, neurons?: Uint32Array): Promise<Float64Array> {
      checkVariable("read", variable, variables, isDisposed);
      const values = state[variable];
      if (neurons === undefined) return values.slice();
      checkNeurons(neurons, network.neurons);
      return Float64Array.from(neurons, (i) => values[i]);
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async write(variable: StateVariable, values: Float64Array): Promise<void> {
      checkVariable("write", variable, variables, isDisposed);
      checkWrite(variable, values, network.neurons, options, timing);
      state[variable].set(values);
    },
    [Symbol.asyncDispose]() {
      isDisposed = true;
      return Promise.resolve();
    },
  };
}
