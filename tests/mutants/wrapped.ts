/**
 * Engines with something changed around them: what they are given, or what comes out of them.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import type { Engine, Simulation, SimulationOptions, Spikes, StateVariable } from "../../model/simulation.ts";
import { storeRows } from "../../model/stored_rows.ts";
import type { Mutant } from "./mutant.ts";

/** Changed members of a simulation; the rest is the inner one's. */
export type Change = (inner: Simulation, options: SimulationOptions) => Partial<Simulation>;

/** The simulation of another network or with other options, which says it is the one that was asked for. */
export function wrapped(
  inner: Engine,
  change: Change,
  given: (network: Network, options: SimulationOptions) => readonly [Network, SimulationOptions] = (...both) => both,
): Engine {
  return {
    ...inner,
    async create(network, options) {
      const simulation = await inner.create(...given(network, options));
      const changes = change(simulation, options);
      return {
        network,
        engine: simulation.engine,
        precision: simulation.precision,
        method: options.method ?? simulation.method,
        threads: simulation.threads,
        notes: simulation.notes,
        dt: options.dt,
        get step() {
          return changes.step ?? simulation.step;
        },
        variables: changes.variables ?? simulation.variables,
        advance: changes.advance ?? ((steps) => simulation.advance(steps)),
        read: changes.read ?? ((variable, neurons) => simulation.read(variable, neurons)),
        ...(changes.watch && { watch: changes.watch }),
        write: changes.write ?? ((variable, values) => simulation.write(variable, values)),
        [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
      };
    },
  };
}

/** An engine that is given another network than it was asked to simulate. */
export function withNetwork(inner: Engine, change: (network: Network) => Network): Engine {
  return wrapped(inner, () => ({}), (network, options) => [change(network), options]);
}

/** An engine that reads the specification wrongly. */
export function withSpec(inner: Engine, change: (spec: NetworkSpec) => Partial<NetworkSpec>): Engine {
  return withNetwork(inner, (network) => ({ ...network, spec: { ...network.spec, ...change(network.spec) } }));
}

/** An engine that has some parameters wrong. */
export function withParameters(
  inner: Engine,
  change: (parameters: NetworkSpec["parameters"]) => Partial<NetworkSpec["parameters"]>,
): Engine {
  return withSpec(inner, ({ parameters }) => ({ parameters: { ...parameters, ...change(parameters) } }));
}

/** An engine that has other rows of targets. */
export function withRows(
  inner: Engine,
  change: (row: Uint32Array, i: number, network: Network) => ArrayLike<number>,
): Engine {
  return withNetwork(inner, (network) => {
    const rows = Array.from({ length: network.neurons }, (_, i) => {
      return Uint32Array.from(change(network.connectivity.targets(i).slice(), i, network)).sort();
    });
    return { ...network, connectivity: rowsOf(rows) };
  });
}

/** Stored rows. */
export function rowsOf(rows: readonly Uint32Array[]): Network["connectivity"] {
  return storeRows({
    neurons: rows.length,
    synapses: rows.reduce((sum, row) => sum + row.length, 0),
    targets: (i) => rows[i],
  });
}

/** An engine whose list of spikes is changed on the way out. */
export function withSpikes(inner: Engine, change: (spikes: Spikes, network: Network) => Spikes): Engine {
  return wrapped(inner, (simulation) => ({
    advance: async (steps) => change(await simulation.advance(steps), simulation.network),
  }));
}

/** An engine that has forgotten one of its variables. */
export function without(inner: Engine, variable: StateVariable): Engine {
  return wrapped(inner, ({ variables }) => ({ variables: variables.filter((name) => name !== variable) }));
}

/** An engine that takes no values of a variable; what it refuses it still refuses. */
export function withSettled(inner: Engine, variable: StateVariable): Engine {
  return wrapped(inner, (simulation) => ({
    write: async (written, values) => {
      const before = written === variable ? await simulation.read(variable) : undefined;
      await simulation.write(written, values);
      if (before !== undefined) await simulation.write(variable, before);
    },
  }));
}

/** An engine that steps by another method than it was asked for. */
export function confusing(inner: Engine, method: string, other: string): Mutant {
  const engine = wrapped(inner, () => ({}), (network, options) => {
    return [network, options.method === method ? { ...options, method: other } : options];
  });
  return { fault: `${method} is ${other} by another name`, method, engine };
}

/** An engine that sets a variable to 0 before every step. */
export function zeroing(inner: Engine, variable: StateVariable): Engine {
  return wrapped(inner, (simulation) => ({
    async advance(steps) {
      if (!(steps >= 1 && Number.isInteger(steps))) return await simulation.advance(steps); // which refuses
      const parts: Spikes[] = [];
      for (let k = 0; k < steps; k++) {
        await simulation.write(variable, new Float64Array(simulation.network.neurons));
        parts.push(await simulation.advance(1));
      }
      return {
        step: Uint32Array.from(parts.flatMap(({ step }) => [...step])),
        neuron: Uint32Array.from(parts.flatMap(({ neuron }) => [...neuron])),
      };
    },
  }));
}
