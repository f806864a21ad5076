/**
 * The network for NEURON (Hines & Carnevale 1997, Neural Comput. 9:1179): a mechanism in NMODL and a script, under threads
 * and under MPI.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import { deviationWords, float, integer, networkWords, OWN_SYNAPSES, SAVE_SPIKES } from "../python.ts";

/** Sodium and potassium currents, rates as printed, their singularities replaced by the limits. */
export const MECHANISM =
  `TITLE Sodium and potassium currents of Traub & Miles 1991, as in Brette et al. 2007, benchmark 3

NEURON {
  SUFFIX traub
  USEION na READ ena WRITE ina
  USEION k READ ek WRITE ik
  RANGE gnabar, gkbar, vT
  THREADSAFE
}

UNITS {
  (mA) = (milliamp)
  (mV) = (millivolt)
  (S) = (siemens)
}

PARAMETER {
  gnabar = 0.1 (S/cm2)
  gkbar = 0.03 (S/cm2)
  vT = -63 (mV)
}

ASSIGNED {
  v (mV)
  ena (mV)
  ek (mV)
  ina (mA/cm2)
  ik (mA/cm2)
}

STATE { m h n }

INITIAL {
  : the script gives each cell its own gates after this
  m = 0
  h = 0
  n = 0
}

BREAKPOINT {
  SOLVE states METHOD cnexp
  ina = gnabar * m*m*m * h * (v - ena)
  ik = gkbar * n*n*n*n * (v - ek)
}

DERIVATIVE states {
  LOCAL u
  u = v - vT
  m' = 1.28 * exprelr((13 - u) / 4) * (1 - m) - 1.4 * exprelr((u - 40) / 5) * m
  h' = 0.128 * exp((17 - u) / 18) * (1 - h) - 4 / (1 + exp((40 - u) / 5)) * h
  n' = 0.16 * exprelr((15 - u) / 5) * (1 - n) - 0.5 * exp((10 - u) / 40) * n
}

: x / (exp(x) - 1), and near 0 its limit
FUNCTION exprelr(x) {
  if (fabs(x) < 1e-6) {
    exprelr = 1 - x / 2
  } else {
    exprelr = x / (exp(x) - 1)
  }
}
`;

/** Parts of the specification that NEURON cannot follow. */
function deviations({ spec: { spike, synapses } }: Network): string[] {
  return [
    "Method: the potential is integrated implicitly (backward Euler), gates and conductances exponentially, half a step " +
    `apart; the order of decay, addition and use (${synapses.order}) and the ${synapses.current} current have no meaning ` +
    "here. The method `implicit_euler` of this library makes the same steps.",
    ...(spike.rule === "crossing" && spike.refractory === 0 ? [] : [
      `Spikes: upward crossings of the threshold; the specification has \`${spike.rule}\` at ${spike.threshold} mV with ` +
      `${spike.refractory} ms of refractory time.`,
    ]),
    ...(synapses.delay > 0 ? [] : [
      "Delay: of two steps, where the specification has none: threads and ranks need a delay of 2 dt, and the result should " +
      "not depend on how many there are.",
    ]),
  ];
}

/** A Python script that runs the network in NEURON. */
export function neuronScript(network: Network, dt: number): string {
  const { spec, excitatory, inhibitory, wE, wI } = network;
  const { parameters: p } = spec;
  return `"""${networkWords(network)}; for NEURON 9.

    nrnivmodl                                            # once: compiles traub.mod
    python neuron_cobahh.py --duration 1000 --threads 2
    mpirun -n 2 python neuron_cobahh.py --mpi

network.npz has the synapses, the state and the stimulus; each rank makes only its own cells and the synapses onto them.
Writes spikes.csv, or spikes-<rank>.csv of each rank: time_ms, the beginning of the step of a spike (NEURON itself tells
its end), and neuron.

${deviationWords("NEURON", deviations(network))}
"""

import argparse
import math
import resource
import time
import zipfile

import numpy as np
from neuron import h

DT = ${float(dt)}  # ms
N_E, N_I = ${integer(excitatory)}, ${integer(inhibitory)}
W_E, W_I = ${float(wE)}, ${float(wI)}  # nS
DELAY = ${spec.synapses.delay > 0 ? `${float(spec.synapses.delay)}  # ms` : "2 * DT"}
THRESHOLD = ${float(spec.spike.threshold)}  # mV
C_M = ${float(p.cM)}  # pF
G_L, G_NA, G_K = ${float(p.gL)}, ${float(p.gNa)}, ${float(p.gK)}  # nS
E_L, E_NA, E_K, V_T = ${float(p.eL)}, ${float(p.eNa)}, ${float(p.eK)}, ${float(p.vT)}  # mV
E_E, E_I = ${float(p.eE)}, ${float(p.eI)}  # mV
TAU_E, TAU_I = ${float(p.tauE)}, ${float(p.tauI)}  # ms
AREA = 100 * C_M  # um2, at 1 uF/cm2
DENSITY = 0.1 / AREA  # S/cm2 of a conductance of 1 nS
MICROSIEMENS = 1e-3  # of a conductance of 1 nS


${OWN_SYNAPSES}

class Cell:
    """A neuron of one compartment with an excitatory and an inhibitory synapse, into which all of its inputs go."""

    def __init__(self, gid, state):
        self.state = {name: float(values[gid]) for name, values in state.items()}
        self.soma = soma = h.Section(name="soma", cell=self)
        soma.L = soma.diam = math.sqrt(AREA / math.pi)
        soma.cm = 1
        soma.insert("pas")
        soma.g_pas, soma.e_pas = G_L * DENSITY, E_L
        soma.insert("traub")
        soma.gnabar_traub, soma.gkbar_traub, soma.vT_traub = G_NA * DENSITY, G_K * DENSITY, V_T
        soma.ena, soma.ek = E_NA, E_K
        self.excitation, self.inhibition = h.ExpSyn(soma(0.5)), h.ExpSyn(soma(0.5))
        self.excitation.tau, self.excitation.e = TAU_E, E_E
        self.inhibition.tau, self.inhibition.e = TAU_I, E_I
${constantCurrent(spec.current)}        self.spikes = h.NetCon(soma(0.5)._ref_v, None, sec=soma)
        self.spikes.threshold = THRESHOLD

    def initialize(self):
        traub = self.soma(0.5).traub
        traub.m, traub.h, traub.n = (self.state[gate] for gate in "mhn")
        self.excitation.g = self.state["gE"] * MICROSIEMENS
        self.inhibition.g = self.state["gI"] * MICROSIEMENS


${SAVE_SPIKES}

parser = argparse.ArgumentParser()
parser.add_argument("--duration", type=float, default=1000.0, help="ms")
parser.add_argument("--threads", type=int, default=1, help="threads of each rank")
parser.add_argument("--mpi", action="store_true", help="under mpirun")
parser.add_argument("--network", default="network.npz")
parser.add_argument("--out", default="spikes.csv")
args = parser.parse_args()
if DELAY < 1.5 * DT and (args.threads > 1 or args.mpi):
    parser.error("a delay of one step works with one thread only, NEURON needs two steps for more")

if args.mpi:
    h.nrnmpi_init()
pc = h.ParallelContext()
rank, ranks = int(pc.id()), int(pc.nhost())
network = np.load(args.network)
state = {name: network[name] for name in ["v", "m", "h", "n", "gE", "gI"]}

began = time.perf_counter()
own = range(rank, N_E + N_I, ranks)  # cells are dealt out to the ranks
cells = {gid: Cell(gid, state) for gid in own}
for gid, cell in cells.items():
    pc.set_gid2node(gid, rank)
    pc.cell(gid, cell.spikes)

is_own = np.zeros(N_E + N_I, dtype=bool)
is_own[own] = True
connections = []
for sources, targets in synapses_onto(is_own, args.network):
    for source, target in zip(sources.tolist(), targets.tolist()):
        cell = cells[target]
        connection = pc.gid_connect(source, cell.excitation if source < N_E else cell.inhibition)
        connection.weight[0] = (W_E if source < N_E else W_I) * MICROSIEMENS
        connection.delay = DELAY
        connections.append(connection)
${stimulusConnections(network)}
spike_time, spike_gid = h.Vector(), h.Vector()
pc.spike_record(-1, spike_time, spike_gid)

h.dt = DT
pc.nthread(args.threads)
pc.set_maxstep(10)
for cell in cells.values():
    cell.soma.v = cell.state["v"]
h.finitialize()
for cell in cells.values():
    cell.initialize()
${stimulusEvents(network)}built = time.perf_counter()

pc.psolve(args.duration + DT)  # spikes of a step are found at the beginning of the next one
done = time.perf_counter()

out = args.out if ranks == 1 else args.out.removesuffix(".csv") + f"-{rank}.csv"
in_time = spike_time.as_numpy() < args.duration + DT / 2
save_spikes(out, np.round(spike_time.as_numpy() - DT, 6)[in_time], spike_gid.as_numpy()[in_time])
print(
    f"rank {rank} of {ranks}, {args.threads} threads: {len(cells)} neurons, {len(connections)} synapses, "
    f"{np.count_nonzero(in_time)} spikes; built in {built - began:.2f} s, simulated in {done - built:.2f} s; "
    f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; wrote {out}"
)
pc.barrier()
h.quit()
`;
}

function constantCurrent(current: number): string {
  if (current === 0) return "";
  return `        self.clamp = h.IClamp(soma(0.5))
        self.clamp.dur, self.clamp.amp = 1e9, ${float(current)} * 1e-3  # nA
`;
}

function stimulusConnections(network: Network): string {
  if (network.spec.stimulus.kind === "none") return "";
  return `
stimulus = []
for step, target in zip(network["stimulus_step"].tolist(), network["stimulus_target"].tolist()):
    if target in cells:
        connection = h.NetCon(None, cells[target].excitation)
        connection.weight[0] = W_E * MICROSIEMENS
        stimulus.append((connection, step * DT))
`;
}

function stimulusEvents(network: Network): string {
  if (network.spec.stimulus.kind === "none") return "";
  return `for connection, at in stimulus:
    connection.event(at)
`;
}
