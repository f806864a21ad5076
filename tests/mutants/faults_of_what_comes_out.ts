/**
 * Faults in what an engine gives back, and in the methods beyond exponential Euler.
 *
 * @module
 */

import type { Engine, Spikes } from "../../model/simulation.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { confusing, without, withSettled, withSpikes, wrapped, zeroing } from "./wrapped.ts";

function those({ step, neuron }: Spikes, isKept: (k: number) => boolean): Spikes {
  return { step: step.filter((_, k) => isKept(k)), neuron: neuron.filter((_, k) => isKept(k)) };
}

/** The spikes of each step in descending order. */
function descending({ step, neuron }: Spikes): Spikes {
  const order = [...step.keys()].sort((a, b) => step[a] - step[b] || neuron[b] - neuron[a]);
  return { step: step.map((_, k) => step[order[k]]), neuron: step.map((_, k) => neuron[order[k]]) };
}

/** Engines whose output is wrong. */
export function faultsOfWhatComesOut(inner: Engine): Mutant[] {
  return [
    mutant(
      "a spike in a hundred is missing in the list",
      withSpikes(inner, (spikes) => those(spikes, (k) => (spikes.step[k] * 31 + spikes.neuron[k]) % 100 !== 0)),
    ),
    mutant(
      "the last spike of each call is missing",
      withSpikes(inner, (spikes) => those(spikes, (k) => k < spikes.step.length - 1)),
    ),
    mutant("spikes of a step are listed backwards", withSpikes(inner, descending)),
    mutant(
      "spikes are one step late in the list",
      withSpikes(inner, ({ step, neuron }) => ({ step: step.map((k) => k + 1), neuron })),
    ),
    mutant(
      "excitatory spikes alone are in the list",
      withSpikes(inner, (spikes, { excitatory }) => those(spikes, (k) => spikes.neuron[k] < excitatory)),
    ),
    mutant("refractoriness is not in the state", without(inner, "refractory")),
    mutant("gE is not in the state", without(inner, "gE")),
    mutant(
      "the asked neurons are read in ascending order",
      wrapped(
        inner,
        (simulation) => ({ read: (variable, neurons) => simulation.read(variable, neurons?.slice().sort()) }),
      ),
    ),
    mutant(
      "potentials are read in volts",
      wrapped(inner, (simulation) => ({
        read: async (variable, neurons) => {
          const values = await simulation.read(variable, neurons);
          return variable === "v" ? values.map((v) => v / 1000) : values;
        },
      })),
    ),
    mutant(
      "writing a pending spike does nothing",
      withSettled(inner, "spike"),
    ),
  ];
}

/** Engines that are wrong about the staggered methods. */
export function faultsOfStaggering(inner: Engine): Mutant[] {
  const methods: readonly string[] = inner.methods;
  if (!methods.includes("substepped_interpolated")) return [];
  return [
    confusing(inner, "staggered", "exp_auto"),
    confusing(inner, "substepped", "staggered"),
    confusing(inner, "substepped_interpolated", "substepped"),
    { fault: "gates are never behind v", method: "staggered", engine: zeroing(inner, "gateLag") },
    { fault: "gateLag is not in the state", method: "substepped", engine: without(inner, "gateLag") },
    {
      fault: "spikes arrive as if at the end of their step",
      method: "substepped_interpolated",
      engine: zeroing(inner, "spikeLag"),
    },
    { fault: "spikeLag is not in the state", method: "substepped_interpolated", engine: without(inner, "spikeLag") },
  ];
}
