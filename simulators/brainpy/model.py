"""
COBA-HH in BrainPy 2, by its own exponential Euler method and event operators: each step in the order of the specification.

Precision is BrainPy's: `bm.enable_x64()` before anything is made gives float64, else it is float32.
"""

import brainpy as bp
import brainpy.math as bm
import numpy as np

ORDERS = ("decay-add-use", "add-decay-use", "add-use-decay")


def exprelr(x):
    """x / (exp(x) - 1), and near 0 its limit."""
    return bm.where(bm.abs(x) < 1e-7, 1 - x / 2, x / bm.expm1(bm.where(x == 0, 1.0, x)))


def plain(x):
    """The same without a guard, as the notebook has it: 0 / 0 at x = 0."""
    return x / (bm.exp(x) - 1)


def refractory_steps(rule, refractory, dt):
    """Steps from a spike to the next one that is allowed; the rule `peak` counts one more."""
    return int(np.ceil(refractory / dt - 1e-6)) + (rule == "peak")


class CobaHH(bp.DynamicalSystem):
    """
    A network of the library's specification `spec`: excitatory neurons first; weights [nS]; synapses by presynaptic neuron,
    those of neuron i in indices[indptr[i]:indptr[i + 1]]; state: arrays v [mV], m, h, n, gE, gI [nS]; time step dt [ms].
    """

    def __init__(self, spec, excitatory, wE, wI, indptr, indices, state, dt, rate=exprelr):
        super().__init__()
        neurons, p = len(state["v"]), spec["parameters"]
        self.spec, self.p, self.dt, self.weights, self.rate = spec, p, dt, (float(wE), float(wI)), rate
        self.excitatory, self.neurons = excitatory, neurons
        indices, indptr = np.asarray(indices).astype(np.int32), np.asarray(indptr).astype(np.int32)
        border = indptr[excitatory]
        self.edges = (
            (bm.asarray(indices[:border]), bm.asarray(indptr[: excitatory + 1])),
            (bm.asarray(indices[border:]), bm.asarray(indptr[excitatory:] - border)),
        )
        self.synapses = len(indices)
        self.V, self.m, self.h, self.n, self.g_e, self.g_i = (
            bm.Variable(bm.asarray(state[name], dtype=bm.float_)) for name in ("v", "m", "h", "n", "gE", "gI")
        )
        self.spike = bm.Variable(bm.zeros(neurons, dtype=bool))
        self.delay = round(spec["synapses"]["delay"] / dt)
        if self.delay > 0:  # spikes before the last ones
            self.under_way = bm.Variable(bm.zeros((self.delay, neurons), dtype=bool))
        self.pause = refractory_steps(spec["spike"]["rule"], spec["spike"]["refractory"], dt)
        if self.pause > 0:
            self.refractory = bm.Variable(bm.zeros(neurons, dtype=int))  # steps left
        self.integral = bp.odeint(bp.JointEq([self.dV, self.dm, self.dh, self.dn]), method="exp_auto")

    def dV(self, V, t, m, h, n, I_syn, g_e, g_i):
        p = self.p
        I_na = p["gNa"] * m**3 * h * (V - p["eNa"])
        I_k = p["gK"] * n**4 * (V - p["eK"])
        if self.spec["synapses"]["current"] == "linear":
            I_syn = g_e * (p["eE"] - V) + g_i * (p["eI"] - V)
        return (-p["gL"] * (V - p["eL"]) - I_na - I_k + I_syn + self.spec["current"]) / p["cM"]

    def dm(self, m, t, V):
        u = V - self.p["vT"]
        return 0.32 * 4 * self.rate((13 - u) / 4) * (1 - m) - 0.28 * 5 * self.rate((u - 40) / 5) * m

    def dh(self, h, t, V):
        u = V - self.p["vT"]
        return 0.128 * bm.exp((17 - u) / 18) * (1 - h) - 4 / (1 + bm.exp((40 - u) / 5)) * h

    def dn(self, n, t, V):
        u = V - self.p["vT"]
        return 0.032 * 5 * self.rate((15 - u) / 5) * (1 - n) - 0.5 * bm.exp((10 - u) / 40) * n

    def arriving(self):
        """What the spikes that are due add to the conductances."""
        due = self.spike.value
        if self.delay > 0:
            due = self.under_way.value[-1]
            self.under_way.value = bm.concatenate([self.spike.value[None], self.under_way.value[:-1]])
        parts = []
        for edges, fired, weight in zip(self.edges, (due[: self.excitatory], due[self.excitatory :]), self.weights):
            if len(edges[0]) == 0:
                parts.append(0.0)
            else:
                parts.append(bm.pre2post_event_sum(fired, edges, self.neurons, weight))
        return parts

    def update(self, kicks=None):
        """A step; `kicks`: how many events of the stimulus each neuron receives in it."""
        p, dt, order = self.p, self.dt, self.spec["synapses"]["order"]
        decay_e, decay_i = np.exp(-dt / p["tauE"]), np.exp(-dt / p["tauI"])
        add_e, add_i = self.arriving()
        if kicks is not None:
            add_e = add_e + self.weights[0] * kicks
        if order == "decay-add-use":
            self.g_e.value, self.g_i.value = self.g_e * decay_e + add_e, self.g_i * decay_i + add_i
        elif order == "add-decay-use":
            self.g_e.value, self.g_i.value = (self.g_e + add_e) * decay_e, (self.g_i + add_i) * decay_i
        else:
            self.g_e.value, self.g_i.value = self.g_e + add_e, self.g_i + add_i
        I_syn = self.g_e * (p["eE"] - self.V) + self.g_i * (p["eI"] - self.V)
        V, m, h, n = self.integral(self.V, self.m, self.h, self.n, 0.0, I_syn, self.g_e, self.g_i, dt=dt)
        self.detect(V)
        self.V.value, self.m.value, self.h.value, self.n.value = V, m, h, n
        if order == "add-use-decay":
            self.g_e.value, self.g_i.value = self.g_e * decay_e, self.g_i * decay_i
        return self.spike.value

    def detect(self, V):
        """Spikes, where the rule of the specification finds them between the old potential and V."""
        rule, threshold = self.spec["spike"]["rule"], self.spec["spike"]["threshold"]
        fires = {
            "crossing": (self.V < threshold) & (V >= threshold),
            "above": V > threshold,
            "peak": (V >= threshold) & (V < self.V),
        }[rule]
        if self.pause > 0:
            left = bm.maximum(self.refractory - 1, 0)
            fires = fires & (left == 0)
            self.refractory.value = bm.where(fires, self.pause, left)
        self.spike.value = fires


def runner(network, has_stimulus):
    """A compiled function of the number of each step, or of the events in it, that gives all neurons' spikes of the steps."""
    update = network.update if has_stimulus else lambda _: network.update()
    return bm.jit(lambda steps: bm.for_loop(update, steps, progress_bar=False))
