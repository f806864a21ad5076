/**
 * Postsynaptic potentials of an engine against fixtures/psp: one spike of an excitatory and of an inhibitory neuron, each
 * onto a resting cell, with and without channels.
 *
 * @module
 */

import psp from "../../../fixtures/psp/psp.json" with { type: "json" };
import { assembleNetwork, type Network } from "../../../model/network.ts";
import type { Engine, Simulation, SimulationOptions } from "../../../model/simulation.ts";
import { cobaHh } from "../../../model/variants.ts";
import { expectAtMost, expectNear, expectSame } from "../expectation.ts";
import { rootMeanSquare } from "../root_mean_square.ts";
import type { Bound } from "../tolerances.ts";

/** Largest root mean square error of a potential [mV] at a time step that is small for the method: that of NSuite. */
export const POTENTIAL_ERROR = 1e-3;

/**
 * Time steps [ms] that are small for the methods. Exponential and implicit Euler are of first order; of the others, only those are listed
 * whose step treats the synaptic current with the method's own order.
 */
export const SMALL_STEPS: Readonly<Record<string, number>> = {
  exp_auto: 0.002,
  implicit_euler: 0.002,
  adaptive_rkf45: 0.1,
  rk4: 0.05,
  staggered: 0.02,
  substepped: 0.02,
  substepped_interpolated: 0.02,
};

/** Largest difference [mV] from exponential Euler's own potential at 0.1 ms. */
export const EULER_ERROR: Bound = { float64: 1e-11, float32: 2e-4 };

/** Largest relative error of a conductance that decays for 60 ms. */
export const CONDUCTANCE_ERROR: Bound = { float64: 1e-13, float32: 3e-5 };

/** The neurons: the source and the two targets, in the order of populations. */
const EXCITATORY_SOURCE = 0, EXCITED = 1, INHIBITED = 2, INHIBITORY_SOURCE = 3;

type Potential = typeof psp.potentials[number];

function network(variant: string, channels: boolean): Network {
  const parameters = channels ? { eL: psp.eL } : { eL: psp.eL, gNa: 0, gK: 0 };
  const populations = { excitatory: 3, inhibitory: 1 };
  const spec = cobaHh({ variant, populations, parameters });
  const pre = Uint32Array.of(EXCITATORY_SOURCE, INHIBITORY_SOURCE);
  return assembleNetwork(spec, { pre, post: Uint32Array.of(EXCITED, INHIBITED) });
}

/** All neurons at rest without conductances, and spikes of both sources on their way. */
async function begin(engine: Engine, network: Network, start: Potential["start"], options: SimulationOptions) {
  const simulation = await engine.create(network, options);
  for (const variable of ["v", "m", "h", "n"] as const) {
    await simulation.write(variable, new Float64Array(network.neurons).fill(start[variable]));
  }
  for (const variable of ["gE", "gI"] as const) await simulation.write(variable, new Float64Array(network.neurons));
  await simulation.write("spike", Float64Array.of(1, 0, 0, 1));
  return simulation;
}

/** v of both targets [mV] and their conductances [nS] at the fixture's times. */
async function courses(simulation: Simulation) {
  const { dt, network: { spec } } = simulation;
  const scale = psp.weights.excitatory / spec.parameters.wE; // nS for nS / pF
  const excited = { v: [] as number[], g: [] as number[] }, inhibited = { v: [] as number[], g: [] as number[] };
  for (const time of psp.time) {
    const steps = Math.round(time / dt) - simulation.step;
    if (steps > 0) {
      const { step } = await simulation.advance(steps);
      expectSame(step.length, 0, `spikes of cells at rest until ${time} ms after one postsynaptic potential`);
    }
    const v = await simulation.read("v");
    excited.v.push(v[EXCITED]);
    excited.g.push(scale * (await simulation.read("gE"))[EXCITED]);
    inhibited.v.push(v[INHIBITED]);
    inhibited.g.push(scale * (await simulation.read("gI"))[INHIBITED]);
  }
  return { excitatory: excited, inhibitory: inhibited };
}

/** Both potentials of a cell with or without channels, expected and by an engine. */
async function bothPotentials(engine: Engine, variant: string, channels: boolean, options: SimulationOptions) {
  const expected = psp.potentials.filter((potential) => potential.channels === channels);
  await using simulation = await begin(engine, network(variant, channels), expected[0].start, options);
  const actual = await courses(simulation);
  return expected.map((potential) => {
    const synapse = potential.synapse as keyof typeof actual;
    const name = `${synapse} potential ${channels ? "with" : "without"} channels (${variant}, dt ${options.dt} ms)`;
    return { name, potential, actual: actual[synapse], g: psp.g[synapse] };
  });
}

/** Requires potentials within 1e-3 mV rms of the exact ones, by every method of the engine that SMALL_STEPS lists. */
export async function exactPotentials(engine: Engine): Promise<void> {
  for (const [method, dt] of Object.entries(SMALL_STEPS)) {
    if (!engine.methods.includes(method)) continue;
    for (const channels of [false, true]) {
      for (const { name, potential, actual } of await bothPotentials(engine, "brian2", channels, { dt, method })) {
        expectAtMost(rootMeanSquare(actual.v, potential.v), POTENTIAL_ERROR, `rms error of the ${name} by ${method}`);
      }
    }
  }
}

/** Requires exponential Euler's own potentials at 0.1 ms, in each of the orders of decay, arrival and use. */
export async function eulerPotentials(engine: Engine): Promise<void> {
  for (const channels of [false, true]) {
    for (const variant of ["seed-1", "seed-3", "brian2"]) {
      for (const { name, potential, actual } of await bothPotentials(engine, variant, channels, { dt: 0.1 })) {
        const column = potential.exponentialEuler.find((run) => run.variant === variant && run.dt === 0.1)!;
        const bound = EULER_ERROR[engine.precision];
        column.v!.forEach((v, k) => expectNear(actual.v[k], v, bound, `${name} after ${psp.time[k]} ms`));
      }
    }
  }
}

/** Requires the conductance of one spike to be w e^(-t / τ), from the end of the step in which it arrives. */
export async function decayingConductances(engine: Engine): Promise<void> {
  for (const variant of ["seed-3", "brian2"]) { // seed-1 decays before it adds: its conductance is one step late
    for (const { name, actual, g } of await bothPotentials(engine, variant, false, { dt: 0.1 })) {
      g.forEach((g, k) => {
        if (k === 0) return; // not yet delivered
        const bound = CONDUCTANCE_ERROR[engine.precision] * g;
        expectNear(actual.g[k], g, bound, `conductance of the ${name} after ${psp.time[k]} ms`);
      });
    }
  }
}
