/**
 * Faults in what an engine makes of what it is given: specification, synapses, initial state, options.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { rowsOf, withNetwork, withParameters, withRows, withSpec, wrapped } from "./wrapped.ts";

/** The network in which every edge is the other way round: fixed out-degrees become fixed in-degrees. */
function transposed(network: Network): Network {
  const rows: number[][] = Array.from({ length: network.neurons }, () => []);
  for (let i = 0; i < network.neurons; i++) for (const j of network.connectivity.targets(i)) rows[j].push(i);
  return { ...network, connectivity: rowsOf(rows.map((row) => Uint32Array.from(row))) };
}

/** The network with another initial value of a variable. */
function begun(
  network: Network,
  variable: keyof Network["initial"],
  change: (x: number, i: number) => number,
): Network {
  return { ...network, initial: { ...network.initial, [variable]: network.initial[variable].map(change) } };
}

function faultsOfParameters(inner: Engine): Mutant[] {
  return [
    mutant("tauI 9 ms instead of 10", withParameters(inner, ({ tauI }) => ({ tauI: 0.9 * tauI }))),
    mutant("tauE and tauI swapped", withParameters(inner, ({ tauE, tauI }) => ({ tauE: tauI, tauI: tauE }))),
    mutant("eK -95 mV instead of -90", withParameters(inner, ({ eK }) => ({ eK: eK - 5 }))),
    mutant("eL -65 mV instead of -60", withParameters(inner, ({ eL }) => ({ eL: eL - 5 }))),
    mutant("eI -75 mV instead of -80", withParameters(inner, ({ eI }) => ({ eI: eI + 5 }))),
    mutant("eNa 49 mV instead of 50", withParameters(inner, ({ eNa }) => ({ eNa: eNa - 1 }))),
    mutant("eE 1 mV instead of 0", withParameters(inner, ({ eE }) => ({ eE: eE + 1 }))),
    mutant("gL 1 % more", withParameters(inner, ({ gL }) => ({ gL: 1.01 * gL }))),
    mutant("tauE 4.9 ms instead of 5", withParameters(inner, ({ tauE }) => ({ tauE: 0.98 * tauE }))),
    mutant("gNa 1 % less", withParameters(inner, ({ gNa }) => ({ gNa: 0.99 * gNa }))),
    mutant("gK 1 % more", withParameters(inner, ({ gK }) => ({ gK: 1.01 * gK }))),
    mutant("cM 0.5 % more", withParameters(inner, ({ cM }) => ({ cM: 1.005 * cM }))),
    mutant("vT 0.1 mV higher", withParameters(inner, ({ vT }) => ({ vT: vT + 0.1 }))),
    mutant(
      "published parameters are built in",
      withParameters(inner, ({ cM }) => cM === 150 ? { cM: 200, gL: 10 } : {}),
    ),
    mutant("excitatory weight 1 % more", withNetwork(inner, (network) => ({ ...network, wE: 1.01 * network.wE }))),
    mutant("inhibitory weight 1 % less", withNetwork(inner, (network) => ({ ...network, wI: 0.99 * network.wI }))),
    mutant(
      "weights are divided by the scale twice",
      withNetwork(inner, (network) => {
        const { spec: { scale, scaling }, wE, wI } = network;
        return scaling === "weights" ? { ...network, wE: wE / scale, wI: wI / scale } : network;
      }),
    ),
  ];
}

function faultsOfChoices(inner: Engine): Mutant[] {
  return [
    mutant(
      "decay before addition and after it swapped",
      withSpec(inner, ({ synapses }) => {
        const { order } = synapses;
        const swapped = order === "decay-add-use"
          ? "add-decay-use"
          : order === "add-decay-use"
          ? "decay-add-use"
          : order;
        return { synapses: { ...synapses, order: swapped } };
      }),
    ),
    mutant(
      "conductances decay before they are used where they should after",
      withSpec(inner, ({ synapses: { order, ...synapses } }) => ({
        synapses: { ...synapses, order: order === "add-use-decay" ? "add-decay-use" : order },
      })),
    ),
    mutant(
      "the synaptic current is always frozen",
      withSpec(inner, ({ synapses }) => ({ synapses: { ...synapses, current: "frozen" } })),
    ),
    mutant("no refractoriness", withSpec(inner, ({ spike }) => ({ spike: { ...spike, refractory: 0 } }))),
    mutant(
      "threshold 1 mV higher",
      withSpec(inner, ({ spike }) => ({ spike: { ...spike, threshold: spike.threshold + 1 } })),
    ),
    mutant(
      "rule above is taken for crossing",
      withSpec(inner, ({ spike }) => ({ spike: { ...spike, rule: spike.rule === "above" ? "crossing" : spike.rule } })),
    ),
    mutant(
      "the synaptic current always follows v",
      withSpec(inner, ({ synapses }) => ({ synapses: { ...synapses, current: "linear" } })),
    ),
    mutant(
      "rule peak is taken for above",
      withSpec(inner, ({ spike }) => ({ spike: { ...spike, rule: spike.rule === "peak" ? "above" : spike.rule } })),
    ),
    mutant("no stimulus", withSpec(inner, () => ({ stimulus: { kind: "none" } }))),
    mutant("no constant current", withSpec(inner, () => ({ current: 0 }))),
  ];
}

function faultsOfSynapses(inner: Engine): Mutant[] {
  return [
    mutant("fixed in-degrees instead of fixed out-degrees", withNetwork(inner, transposed)),
    mutant("repeated synapses count once", withRows(inner, (row) => [...new Set(row)])),
    mutant(
      "a synapse in a hundred is there twice",
      withRows(inner, (row, i) => i % 100 === 0 ? [...row, ...row] : row),
    ),
    mutant("no autapses", withRows(inner, (row, i) => row.filter((j) => j !== i))),
    mutant("the last synapse of each row is lost", withRows(inner, (row) => row.slice(0, -1))),
    mutant("targets are one too far", withRows(inner, (row, _, { neurons }) => row.map((j) => (j + 1) % neurons))),
    mutant(
      "a stream of random numbers is used twice: neighbours have the same targets",
      withRows(inner, (row, i, { connectivity }) => i % 2 === 1 ? connectivity.targets(i - 1) : row),
    ),
    mutant(
      "the first inhibitory neuron is excitatory",
      withNetwork(
        inner,
        (network) => ({ ...network, excitatory: network.excitatory + 1, inhibitory: network.inhibitory - 1 }),
      ),
    ),
  ];
}

function faultsOfTheBeginning(inner: Engine): Mutant[] {
  let created = 0;
  return [
    mutant("one neuron begins 1 mV higher", withNetwork(inner, (n) => begun(n, "v", (v, i) => i === 3 ? v + 1 : v))),
    mutant("one neuron is NaN", withNetwork(inner, (n) => begun(n, "v", (v, i) => i === 3 ? NaN : v))),
    mutant("initial gE is left out", withNetwork(inner, (n) => begun(n, "gE", () => 0))),
    mutant("initial gI is left out", withNetwork(inner, (n) => begun(n, "gI", () => 0))),
    mutant("initial gates are left out", withNetwork(inner, (n) => begun(n, "h", () => 0))),
    mutant(
      "initial v is another one at each creation",
      withNetwork(inner, (n) => begun(n, "v", (v, i) => v + 1e-6 * ((++created * 7919 + i) % 13))),
    ),
    mutant(
      "dt 0.05 ms instead of 0.1",
      wrapped(inner, () => ({}), (network, o) => [network, { ...o, dt: o.dt === 0.1 ? 0.05 : o.dt }]),
    ),
  ];
}

/** Engines that make something else of what they are given. */
export function faultsOfWhatIsGiven(inner: Engine): Mutant[] {
  return [faultsOfParameters, faultsOfChoices, faultsOfSynapses, faultsOfTheBeginning].flatMap((faults) =>
    faults(inner)
  );
}
