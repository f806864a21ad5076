/**
 * The network for BrainPy (Wang et al. 2023, eLife 12:e86365), in double precision, with BrainPy's own exponential Euler
 * method and event operators: each step in the order of the specification.
 *
 * @module
 */

import { delaySteps } from "../../model/delay.ts";
import { DEFAULT_METHOD } from "../../model/methods.ts";
import type { Network } from "../../model/network.ts";
import { deviationWords, float, integer, networkWords, SAVE_SPIKES } from "../python.ts";

/** A Python script that runs the network in BrainPy. */
export function brainpyScript(network: Network, dt: number): string {
  const { spec, excitatory, inhibitory, wE, wI } = network;
  const { parameters: p, spike } = spec;
  const isFrozen = spec.synapses.current === "frozen";
  const hasStimulus = spec.stimulus.kind !== "none";
  const delay = delaySteps(spec.synapses, { dt, method: DEFAULT_METHOD });
  return `"""${networkWords(network)}; for BrainPy 2.

    python brainpy_cobahh.py --duration 1000

network.npz has the synapses, the state and the stimulus. Writes spikes.csv: time_ms, the beginning of the step of a
spike, and neuron.

${deviationWords("BrainPy", [])}
Its order of a step is ${spec.synapses.order}, its synaptic current is ${spec.synapses.current}.
"""

import argparse

import brainpy as bp
import brainpy.math as bm
import numpy as np

DT = ${float(dt)}  # ms
N_E, N_I = ${integer(excitatory)}, ${integer(inhibitory)}
C_M = ${float(p.cM)}  # pF
G_L, G_NA, G_K = ${float(p.gL)}, ${float(p.gNa)}, ${float(p.gK)}  # nS
E_L, E_NA, E_K, V_T = ${float(p.eL)}, ${float(p.eNa)}, ${float(p.eK)}, ${float(p.vT)}  # mV
E_E, E_I = ${float(p.eE)}, ${float(p.eI)}  # mV
TAU_E, TAU_I = ${float(p.tauE)}, ${float(p.tauI)}  # ms
W_E, W_I = ${float(wE)}, ${float(wI)}  # nS
THRESHOLD = ${float(spike.threshold)}  # mV
I_EXT = ${float(spec.current)}  # pA
${delay === 0 ? "" : `DELAY = ${integer(delay)}  # steps\n`}${refractoryConstant(spike)}
bm.set_platform("cpu")
bm.enable_x64()
bm.set_dt(DT)


def exprelr(x):
    """x / (exp(x) - 1), and near 0 its limit."""
    return bm.where(bm.abs(x) < 1e-7, 1 - x / 2, x / bm.expm1(bm.where(x == 0, 1.0, x)))


class CobaHH(bp.DynamicalSystem):
    """Excitatory neurons first, then inhibitory ones; synapses by presynaptic neuron, as network.npz has them."""

    def __init__(self, network):
        super().__init__()
        indices, indptr = network["indices"].astype(np.int32), network["indptr"].astype(np.int32)
        self.targets_e, self.rows_e = bm.asarray(indices[: indptr[N_E]]), bm.asarray(indptr[: N_E + 1])
        self.targets_i, self.rows_i = bm.asarray(indices[indptr[N_E] :]), bm.asarray(indptr[N_E:] - indptr[N_E])
        self.V, self.m, self.h, self.n = (bm.Variable(bm.asarray(network[name])) for name in "vmhn")
        self.g_e, self.g_i = bm.Variable(bm.asarray(network["gE"])), bm.Variable(bm.asarray(network["gI"]))
        self.spike = bm.Variable(bm.zeros(N_E + N_I, dtype=bool))
${
    delay === 0
      ? ""
      : "        self.under_way = bm.Variable(bm.zeros((DELAY, N_E + N_I), dtype=bool))  # spikes before the last ones\n"
  }${
    spike.refractory > 0 || spike.rule === "peak"
      ? "        self.refractory = bm.Variable(bm.zeros(N_E + N_I, dtype=int))  # steps left\n"
      : ""
  }        self.integral = bp.odeint(bp.JointEq([self.dV, self.dm, self.dh, self.dn]), method="exp_auto")

    def dV(self, V, t, m, h, n, ${isFrozen ? "I_syn" : "g_e, g_i"}):
        I_na = G_NA * m**3 * h * (V - E_NA)
        I_k = G_K * n**4 * (V - E_K)
${
    isFrozen
      ? ""
      : "        I_syn = g_e * (E_E - V) + g_i * (E_I - V)\n"
  }        return (-G_L * (V - E_L) - I_na - I_k + I_syn + I_EXT) / C_M

    def dm(self, m, t, V):
        u = V - V_T
        return 0.32 * 4 * exprelr((13 - u) / 4) * (1 - m) - 0.28 * 5 * exprelr((u - 40) / 5) * m

    def dh(self, h, t, V):
        u = V - V_T
        return 0.128 * bm.exp((17 - u) / 18) * (1 - h) - 4 / (1 + bm.exp((40 - u) / 5)) * h

    def dn(self, n, t, V):
        u = V - V_T
        return 0.032 * 5 * exprelr((15 - u) / 5) * (1 - n) - 0.5 * bm.exp((10 - u) / 40) * n

    def arriving(self):
        """What the spikes ${delay === 0 ? "of the last step" : "that are due"} add to the conductances."""
        N = N_E + N_I
        due = self.${delay === 0 ? "spike" : "under_way[-1]"}
        e = bm.event.csrmv(W_E, self.targets_e, self.rows_e, due[:N_E], shape=(N_E, N), transpose=True)
        i = bm.event.csrmv(W_I, self.targets_i, self.rows_i, due[N_E:], shape=(N_I, N), transpose=True)
${
    delay === 0
      ? ""
      : "        self.under_way.value = bm.concatenate([self.spike[None], self.under_way[:-1]])\n"
  }        return e, i

    def update(self${hasStimulus ? ", kicks" : ""}):
        add_e, add_i = self.arriving()
${hasStimulus ? "        add_e = add_e.at[KICKED].add(W_E * kicks)\n" : ""}${conductances(spec.synapses.order)}
${
    isFrozen
      ? `        I_syn = self.g_e * (E_E - self.V) + self.g_i * (E_I - self.V)
        V, m, h, n = self.integral(self.V, self.m, self.h, self.n, 0.0, I_syn, DT)`
      : "        V, m, h, n = self.integral(self.V, self.m, self.h, self.n, 0.0, self.g_e, self.g_i, DT)"
  }
${spikeWords(spike)}        self.V.value, self.m.value, self.h.value, self.n.value = V, m, h, n
${
    spec.synapses.order === "add-use-decay"
      ? `        self.g_e.value = self.g_e * bm.exp(-DT / TAU_E)
        self.g_i.value = self.g_i * bm.exp(-DT / TAU_I)
`
      : ""
  }        return self.spike


${SAVE_SPIKES}

parser = argparse.ArgumentParser()
parser.add_argument("--duration", type=float, default=1000.0, help="ms")
parser.add_argument("--network", default="network.npz")
parser.add_argument("--out", default="spikes.csv")
args = parser.parse_args()

network = np.load(args.network)
model = CobaHH(network)
${stimulus(hasStimulus)}
# 1000 steps at a time, so that the raster does not fill the memory.
steps, fired = round(args.duration / DT), []
for first in range(0, steps, 1000):
    chunk = np.arange(first, min(first + 1000, steps))
    raster = np.asarray(bm.for_loop(${
    hasStimulus ? "model.update, bm.asarray(kicks_in(chunk))" : "lambda _: model.update(), bm.asarray(chunk)"
  }))
    step, neuron = np.nonzero(raster)
    fired.append(np.column_stack([first + step, neuron]))
step, neuron = np.concatenate(fired).T

save_spikes(args.out, step * DT, neuron)
print(f"{len(network['indices'])} synapses, {len(step)} spikes; wrote {args.out}")
`;
}

function conductances(order: Network["spec"]["synapses"]["order"]): string {
  return {
    "decay-add-use": `        self.g_e.value = self.g_e * bm.exp(-DT / TAU_E) + add_e
        self.g_i.value = self.g_i * bm.exp(-DT / TAU_I) + add_i`,
    "add-decay-use": `        self.g_e.value = (self.g_e + add_e) * bm.exp(-DT / TAU_E)
        self.g_i.value = (self.g_i + add_i) * bm.exp(-DT / TAU_I)`,
    "add-use-decay": `        self.g_e.value = self.g_e + add_e
        self.g_i.value = self.g_i + add_i`,
  }[order];
}

function refractoryConstant({ rule, refractory }: Network["spec"]["spike"]): string {
  if (refractory === 0 && rule !== "peak") return "";
  const steps = `int(np.ceil(${float(refractory)} / DT - 1e-6))`;
  return `PAUSE = ${rule === "peak" ? `${steps} + 1` : steps}  # steps from a spike to the next one that is allowed\n`;
}

function spikeWords({ rule, refractory }: Network["spec"]["spike"]): string {
  const fires = {
    crossing: "(self.V < THRESHOLD) & (V >= THRESHOLD)",
    above: "V > THRESHOLD",
    peak: "(V >= THRESHOLD) & (V < self.V)",
  }[rule];
  if (refractory === 0 && rule !== "peak") return `        self.spike.value = ${fires}\n`;
  return `        refractory = bm.maximum(self.refractory - 1, 0)
        self.spike.value = (${fires}) & (refractory == 0)
        self.refractory.value = bm.where(self.spike, PAUSE, refractory)
`;
}

function stimulus(hasStimulus: boolean): string {
  if (!hasStimulus) return "";
  return `KICKED, column = np.unique(network["stimulus_target"], return_inverse=True)


def kicks_in(chunk):
    """How many events of the stimulus each kicked neuron receives in each of these steps."""
    kicks = np.zeros((len(chunk), len(KICKED)))
    step = network["stimulus_step"].astype(np.int64) - chunk[0]
    inside = (step >= 0) & (step < len(chunk))
    np.add.at(kicks, (step[inside], column[inside]), 1)
    return kicks

`;
}
