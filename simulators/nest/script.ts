/**
 * The network for NEST 3 (Gewaltig & Diesmann 2007, Scholarpedia 2:1430): hh_cond_exp_traub, under threads and under MPI.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { SpikeSpec } from "../../model/spec.ts";
import {
  deviationWords,
  float,
  hasInitialConductance,
  integer,
  networkWords,
  OWN_SYNAPSES,
  SAVE_SPIKES,
} from "../python.ts";

/** Shortest refractory time that keeps NEST from firing in every step in which the potential falls [ms]; NEST's own. */
const SHORTEST_REFRACTORY = 2;

/** NEST's t_ref [ms] for a rule of spikes: that of its own rule, or one that gives each action potential one spike. */
export function nestRefractory({ rule, refractory }: SpikeSpec): number {
  return rule === "peak" ? refractory : Math.max(refractory, SHORTEST_REFRACTORY);
}

/** Parts of the specification that NEST cannot follow. */
function deviations(network: Network): string[] {
  const { spike, synapses } = network.spec;
  const isPeak = spike.rule === "peak" && spike.threshold === network.spec.parameters.vT + 30;
  return [
    "Method: neurons are integrated by an adaptive Runge-Kutta-Fehlberg method within each step, so the order of decay, " +
    `addition and use (${synapses.order}) and the ${synapses.current} current have no meaning here. The method ` +
    "`adaptive_rkf45` of this library makes the same steps.",
    ...(isPeak ? [] : [
      `Spikes: at the peak, V_m >= V_T + 30 mV and falling, t_ref after the last one at the earliest; the specification ` +
      `has \`${spike.rule}\` at ${spike.threshold} mV. So spikes come later by the time from threshold to peak, and t_ref ` +
      `is ${nestRefractory(spike)} ms: without it there is a spike in every step of the falling potential.`,
    ]),
    ...(synapses.delay > 0 ? [] : [
      "Delay: the shortest that NEST has is one step, so a spike acts one step later than in the specification.",
    ]),
    ...(hasInitialConductance(network)
      ? [
        "Initial conductances: NEST has no such state; they arrive as one spike of each neuron's own weight in the first " +
        "step. Negative ones are left out, because the sign of a weight names the synapse.",
      ]
      : []),
  ];
}

/** A Python script that runs the network in NEST. */
export function nestScript(network: Network, dt: number): string {
  const { spec, excitatory, inhibitory, wE, wI } = network;
  const { parameters: p, synapses } = spec;
  return `"""${networkWords(network)}; for NEST 3.

    python nest_cobahh.py --duration 1000 --threads 2
    mpirun -n 2 python nest_cobahh.py            # with a NEST that was built with MPI

network.npz has the synapses, the state and the stimulus; each rank keeps only the synapses onto its own neurons.
Writes spikes.csv, or spikes-<rank>.csv of each rank: time_ms, the beginning of the step of a spike (NEST itself reports
its end), and neuron, counted from 0.

${deviationWords("NEST", deviations(network))}
"""

import argparse
import resource
import time
import zipfile

import nest
import numpy as np

DT = ${float(dt)}  # ms
N_E, N_I = ${integer(excitatory)}, ${integer(inhibitory)}
W_E, W_I = ${float(wE)}, ${float(wI)}  # nS
DELAY = ${synapses.delay > 0 ? `${float(synapses.delay)}  # ms` : "DT  # the shortest that NEST has"}
NEURON = {
    "C_m": ${float(p.cM)},  # pF
    "g_L": ${float(p.gL)},  # nS
    "g_Na": ${float(p.gNa)},
    "g_K": ${float(p.gK)},
    "E_L": ${float(p.eL)},  # mV
    "E_Na": ${float(p.eNa)},
    "E_K": ${float(p.eK)},
    "V_T": ${float(p.vT)},
    "E_ex": ${float(p.eE)},
    "E_in": ${float(p.eI)},
    "tau_syn_ex": ${float(p.tauE)},  # ms
    "tau_syn_in": ${float(p.tauI)},
    "t_ref": ${float(nestRefractory(spec.spike))},
    "I_e": ${float(spec.current)},  # pA
}


${OWN_SYNAPSES}

def connect(pre, post, weight, delay=DELAY):
    """Synapses between node ids; a rank makes only those onto its own neurons."""
    if len(pre) > 0:
        syn_spec = {"synapse_model": "static_synapse", "weight": weight, "delay": np.full(len(pre), delay)}
        nest.Connect(pre, post, "one_to_one", syn_spec)


${SAVE_SPIKES}

parser = argparse.ArgumentParser()
parser.add_argument("--duration", type=float, default=1000.0, help="ms")
parser.add_argument("--threads", type=int, default=1, help="threads of each rank")
parser.add_argument("--record-every", type=int, default=1, help="record each K-th neuron only; one takes 28 kB")
parser.add_argument("--network", default="network.npz")
parser.add_argument("--out", default="spikes.csv")
args = parser.parse_args()

nest.verbosity = nest.VerbosityLevel.ERROR
nest.set(resolution=DT, local_num_threads=args.threads)
network = np.load(args.network)

began = time.perf_counter()
neurons = nest.Create("hh_cond_exp_traub", N_E + N_I, params=NEURON)
first = neurons[0].global_id  # node id of neuron 0
rank, ranks = nest.Rank(), nest.NumProcesses()
own = slice((rank - first) % ranks, None, ranks)  # NEST deals nodes out to the ranks
index = np.arange(N_E + N_I)[own]
neurons[own].set(
    V_m=network["v"][own],
    Act_m=network["m"][own],
    Inact_h=network["h"][own],
    Act_n=network["n"][own],
)

is_own = np.zeros(N_E + N_I, dtype=bool)
is_own[own] = True
synapses = 0
for source, target in synapses_onto(is_own, args.network):
    connect(source + first, target + first, np.where(source < N_E, W_E, -W_I))
    synapses += len(source)
${initialConductances(network)}${stimulus(network)}
recorder = nest.Create("spike_recorder")
nest.Connect(neurons[:: args.record_every], recorder)
built = time.perf_counter()

nest.Simulate(args.duration)
done = time.perf_counter()

events = recorder.events
out = args.out if ranks == 1 else args.out.removesuffix(".csv") + f"-{rank}.csv"
save_spikes(out, np.round(events["times"] - DT, 6), events["senders"] - first)
print(
    f"rank {rank} of {ranks}, {args.threads} threads: {len(index)} neurons, {synapses} synapses, "
    f"{len(events['times'])} spikes; built in {built - began:.2f} s, simulated in {done - built:.2f} s; "
    f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; wrote {out}"
)
`;
}

function initialConductances(network: Network): string {
  if (!hasInitialConductance(network)) return "";
  return `
# Initial conductances, as one spike of each neuron's own weight.
beginning = nest.Create("spike_generator", params={"spike_times": [DT]})
for sign, g in [(1.0, network["gE"][own]), (-1.0, network["gI"][own])]:
    positive = np.flatnonzero(g > 0)
    connect(np.full(len(positive), beginning.global_id), index[positive] + first, sign * g[positive], DT)
`;
}

function stimulus(network: Network): string {
  if (network.spec.stimulus.kind === "none") return "";
  return `
# The stimulus: a spike of time k DT arrives in step k + 1. What belongs into steps 0 and 1 comes as early as NEST can.
for j in np.unique(network["stimulus_target"]):
    if is_own[j]:
        step = network["stimulus_step"][network["stimulus_target"] == j].astype(np.int64)
        generator = nest.Create("spike_generator", params={"spike_times": np.maximum(step - 1, 1) * DT})
        nest.Connect(generator, neurons[int(j)], syn_spec={"weight": W_E, "delay": DT})
`;
}
