/**
 * The network for Brian 2 (Stimberg, Brette & Goodman 2019, eLife 8:e47314).
 *
 * Within a step Brian updates states, finds spikes, and then adds what they bring, which is the order `add-use-decay` of the
 * specification. The other two orders are the same map of the conductances that act: `decay-add-use` decays once more at
 * the beginning, and `add-decay-use` besides decays each weight once before it acts.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import { deviationWords, float, integer, networkWords, SAVE_SPIKES } from "../python.ts";

/** A Python script that runs the network in Brian 2. */
export function brian2Script(network: Network, dt: number): string {
  const { spec, excitatory, inhibitory, wE, wI } = network;
  const { parameters: p, synapses, spike } = spec;
  const isFrozen = synapses.current === "frozen";
  const decaysFirst = synapses.order !== "add-use-decay";
  const decaysWeight = synapses.order === "add-decay-use";
  const needsBefore = spike.rule !== "above";
  const ionic = "g_l * (E_l - v) + g_na * m**3 * h * (E_na - v) + g_kd * n**4 * (E_k - v)";
  return `"""${networkWords(network)}; for Brian 2.

    python brian2_cobahh.py --duration 1000
    python brian2_cobahh.py --threads 2          # C++ standalone

network.npz has the synapses, the state and the stimulus. Writes spikes.csv: time_ms, the beginning of the step of a
spike, and neuron.

${deviationWords("Brian 2", [])}
Its order of a step is ${synapses.order}, its synaptic current is ${synapses.current}.
"""

import argparse

import numpy as np
from brian2 import *

DT = ${float(dt)} * ms
N_E, N_I = ${integer(excitatory)}, ${integer(inhibitory)}
C_m = ${float(p.cM)} * pF
g_l, g_na, g_kd = ${float(p.gL)} * nS, ${float(p.gNa)} * nS, ${float(p.gK)} * nS
E_l, E_na, E_k, V_T = ${float(p.eL)} * mV, ${float(p.eNa)} * mV, ${float(p.eK)} * mV, ${float(p.vT)} * mV
E_e, E_i = ${float(p.eE)} * mV, ${float(p.eI)} * mV
tau_e, tau_i = ${float(p.tauE)} * ms, ${float(p.tauI)} * ms
w_e, w_i = ${float(wE)} * nS, ${float(wI)} * nS
V_th = ${float(spike.threshold)} * mV
${spec.current === 0 ? "" : `I_ext = ${float(spec.current)} * pA\n`}${
    decaysWeight
      ? `# Arriving spikes decay once before they act.
w_e, w_i = w_e * exp(-DT / tau_e), w_i * exp(-DT / tau_i)
`
      : ""
  }

${SAVE_SPIKES}

parser = argparse.ArgumentParser()
parser.add_argument("--duration", type=float, default=1000.0, help="ms")
parser.add_argument("--threads", type=int, help="C++ standalone with this many threads")
parser.add_argument("--network", default="network.npz")
parser.add_argument("--out", default="spikes.csv")
args = parser.parse_args()

if args.threads is not None:
    set_device("cpp_standalone", directory=None)
    prefs.devices.cpp_standalone.openmp_threads = args.threads
defaultclock.dt = DT
network = np.load(args.network)

equations = """
${
    isFrozen
      ? `dv/dt = (${ionic} + I_syn${spec.current === 0 ? "" : " + I_ext"}) / C_m : volt
I_syn : amp  # constant within a step`
      : `dv/dt = (${ionic}
         + g_e * (E_e - v) + g_i * (E_i - v)${spec.current === 0 ? "" : " + I_ext"}) / C_m : volt`
  }
dm/dt = alpha_m * (1 - m) - beta_m * m : 1
dn/dt = alpha_n * (1 - n) - beta_n * n : 1
dh/dt = alpha_h * (1 - h) - beta_h * h : 1
dg_e/dt = -g_e / tau_e : siemens
dg_i/dt = -g_i / tau_i : siemens
u = (v - V_T) / mV : 1
alpha_m = 0.32 * 4 / exprel((13 - u) / 4) / ms : Hz
beta_m = 0.28 * 5 / exprel((u - 40) / 5) / ms : Hz
alpha_h = 0.128 * exp((17 - u) / 18) / ms : Hz
beta_h = 4 / (1 + exp((40 - u) / 5)) / ms : Hz
alpha_n = 0.032 * 5 / exprel((15 - u) / 5) / ms : Hz
beta_n = 0.5 * exp((10 - u) / 40) / ms : Hz
${needsBefore ? "v_before : volt  # at the beginning of the step\n" : ""}"""
neurons = NeuronGroup(
    N_E + N_I,
    equations,
    threshold="${thresholdWords(spike.rule)}",
${refractoryArgument(spike)}    method="exponential_euler",
)
${needsBefore ? 'neurons.run_regularly("v_before = v", when="before_groups")\n' : ""}${
    isFrozen ? 'neurons.run_regularly("I_syn = g_e * (E_e - v) + g_i * (E_i - v)", when="before_groups")\n' : ""
  }
neurons.v = network["v"] * mV
neurons.m, neurons.h, neurons.n = network["m"], network["h"], network["n"]
g_e0, g_i0 = network["gE"] * nS, network["gI"] * nS
${
    decaysFirst
      ? `# Conductances decay before they act for the first time.
g_e0, g_i0 = g_e0 * exp(-DT / tau_e), g_i0 * exp(-DT / tau_i)
`
      : ""
  }neurons.g_e, neurons.g_i = g_e0, g_i0

source = np.repeat(np.arange(N_E + N_I), np.diff(network["indptr"].astype(np.int64)))
target = network["indices"].astype(np.int64)
is_excitatory = source < N_E
excitation = Synapses(neurons, neurons, on_pre="g_e_post += w_e", name="excitation"${delayArgument(synapses.delay)})
excitation.connect(i=source[is_excitatory], j=target[is_excitatory])
inhibition = Synapses(neurons, neurons, on_pre="g_i_post += w_i", name="inhibition"${delayArgument(synapses.delay)})
inhibition.connect(i=source[~is_excitatory], j=target[~is_excitatory])
${stimulus(network)}
spikes = SpikeMonitor(neurons)
run(args.duration * ms, report="text")

save_spikes(args.out, np.asarray(spikes.t / ms), np.asarray(spikes.i))
print(f"{len(target)} synapses, {spikes.num_spikes} spikes; wrote {args.out}")
`;
}

function thresholdWords(rule: Network["spec"]["spike"]["rule"]): string {
  return {
    crossing: "v >= V_th and v_before < V_th",
    above: "v > V_th",
    peak: "v >= V_th and v < v_before",
  }[rule];
}

function refractoryArgument({ rule, refractory }: Network["spec"]["spike"]): string {
  if (refractory === 0 && rule !== "peak") return "";
  // NEST, whose rule the peak is, counts one step more than Brian.
  return `    refractory=${float(refractory)} * ms${rule === "peak" ? " + DT" : ""},\n`;
}

function delayArgument(delay: number): string {
  return delay === 0 ? "" : `, delay=${float(delay)} * ms`;
}

function stimulus({ spec, wE }: Network): string {
  if (spec.stimulus.kind === "none" || wE === 0) return "";
  return `
# The stimulus, a source of one spike for each event: what is sent in a step acts in the next one.
step, kicked = network["stimulus_step"].astype(np.int64), network["stimulus_target"].astype(np.int64)
neurons.g_e = g_e0 + np.bincount(kicked[step == 0], minlength=N_E + N_I) * w_e
step, kicked = step[step > 0], kicked[step > 0]
if len(step) > 0:
    sources = SpikeGeneratorGroup(len(step), np.arange(len(step)), (step - 1) * DT)
    stimulus = Synapses(sources, neurons, on_pre="g_e_post += w_e", name="stimulus")
    stimulus.connect(i=np.arange(len(step)), j=kicked)
`;
}
