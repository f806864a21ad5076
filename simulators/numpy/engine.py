"""COBA-HH in plain numpy: a complete engine, as an example of the protocol. Exponential Euler, float64, one thread.

    deno task validate --engine "exec:python3 simulators/numpy/engine.py"

The equations are those of docs/model.md; a step is: spikes of the last step arrive, conductances decay and act in the order
that the specification names, potential and gates advance from their old values, spikes are detected.
"""

import math
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from cobahh_engine import serve  # noqa: E402


def exprelr(x):
    """x / (e^x - 1), and its limit 1 at x = 0."""
    return np.where(x == 0, 1.0, x / np.where(x == 0, 1.0, np.expm1(x)))


def relax(x, alpha, beta, dt):
    """A gate after dt [ms] at constant rates [1/ms]."""
    steady = np.where(np.isinf(alpha), 1.0, alpha / (alpha + beta))
    return steady + (x - steady) * np.exp(-(alpha + beta) * dt)


class Simulation:
    variables = ["v", "m", "h", "n", "gE", "gI", "spike", "refractory"]

    def __init__(self, network, dt):
        self.network, self.dt, self.step = network, dt, 0
        self.__dict__.update({name: values.copy() for name, values in network.initial.items()})
        self.spike, self.refractory = np.zeros(network.neurons), np.zeros(network.neurons)
        rule = network.spec["spike"]
        # Bit k of `spike` is set where the neuron fired k steps before the last one; the oldest bit is due.
        self.due = 2.0 ** round(network.spec["synapses"]["delay"] / dt)
        self.refractory_steps = math.ceil(rule["refractory"] / dt - 1e-6) + (rule["rule"] == "peak")

    def arrivals(self, events):
        """Excitatory and inhibitory spikes that arrive at each neuron in this step."""
        network, fired = self.network, np.flatnonzero(self.spike >= self.due)
        counts = []
        for sources in (fired[fired < network.excitatory], fired[fired >= network.excitatory]):
            rows = [network.targets[network.row_start[i]:network.row_start[i + 1]] for i in sources]
            counts.append(np.bincount(np.concatenate(rows) if rows else [], minlength=network.neurons))
        counts[0] += np.bincount(events.neuron[events.step == self.step], minlength=network.neurons)
        return counts

    def advance_membranes(self):
        p, spec, dt = self.network.spec["parameters"], self.network.spec, self.dt
        v, u = self.v, self.v - p["vT"]
        sodium, potassium = p["gNa"] * self.m**3 * self.h, p["gK"] * self.n**4
        f = (-p["gL"] * (v - p["eL"]) - sodium * (v - p["eNa"]) - potassium * (v - p["eK"])
             + self.gE * (p["eE"] - v) + self.gI * (p["eI"] - v) + spec["current"]) / p["cM"]
        synaptic = self.gE + self.gI if spec["synapses"]["current"] == "linear" else 0
        rate = -(p["gL"] + sodium + potassium + synaptic) / p["cM"]
        self.v = v + dt * f / exprelr(rate * dt)
        self.m = relax(self.m, 0.32 * 4 * exprelr((13 - u) / 4), 0.28 * 5 * exprelr((u - 40) / 5), dt)
        self.h = relax(self.h, 0.128 * np.exp((17 - u) / 18), 4 / (1 + np.exp((40 - u) / 5)), dt)
        self.n = relax(self.n, 0.032 * 5 * exprelr((15 - u) / 5), 0.5 * np.exp((10 - u) / 40), dt)

    def detect_spikes(self, before):
        rule, v = self.network.spec["spike"], self.v
        fulfilled = {
            "crossing": (before < rule["threshold"]) & (v >= rule["threshold"]),
            "above": v > rule["threshold"],
            "peak": (v >= rule["threshold"]) & (v < before),
        }[rule["rule"]]
        self.refractory = np.maximum(self.refractory - 1, 0)
        fires = fulfilled & (self.refractory == 0)
        self.spike = 2 * self.spike % (2 * self.due) + fires
        self.refractory[fires] = self.refractory_steps
        return np.flatnonzero(fires)

    def advance(self, steps, events):
        spec, network = self.network.spec, self.network
        decay_e, decay_i = (math.exp(-self.dt / spec["parameters"][tau]) for tau in ("tauE", "tauI"))
        order = spec["synapses"]["order"]
        step, neuron = [], []
        for _ in range(steps):
            jump_e, jump_i = (count * w for count, w in zip(self.arrivals(events), (network.wE, network.wI)))
            if order == "decay-add-use":
                self.gE, self.gI = self.gE * decay_e + jump_e, self.gI * decay_i + jump_i
            elif order == "add-decay-use":
                self.gE, self.gI = (self.gE + jump_e) * decay_e, (self.gI + jump_i) * decay_i
            else:
                self.gE, self.gI = self.gE + jump_e, self.gI + jump_i
            before = self.v
            self.advance_membranes()
            if order == "add-use-decay":
                self.gE, self.gI = self.gE * decay_e, self.gI * decay_i
            fired = self.detect_spikes(before)
            step.append(np.full(len(fired), self.step))
            neuron.append(fired)
            self.step += 1
        return np.concatenate(step), np.concatenate(neuron)

    def read(self, variable):
        return getattr(self, variable)

    def write(self, variable, values):
        setattr(self, variable, values.copy())


class Engine:
    name, version, precision, methods = "numpy", np.__version__, "float64", ["exp_auto"]
    description = "exponential Euler in numpy, an example of the protocol"

    def create(self, network, dt, method, threads):
        return Simulation(network, dt)


if __name__ == "__main__":
    np.seterr(all="ignore")  # overflow of a rate is its limit, and a diverged neuron is NaN
    serve(Engine())
