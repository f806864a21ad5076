"""NEST behind the engine protocol: its own hh_cond_exp_traub, one thread or several.

    python engine.py        # the requests come on standard input, see docs/engine-protocol.md

What NEST does not let one set or read is arranged. Conductances are set by spikes that arrive just before the first step;
for a write NEST begins anew with the state that it had. A multimeter tells the conductances one step later only, so they
are read in a copy of the process that takes this step. There is no way to set the refractory time that is left, nor the
next sub-step of the integrator.
"""

import math
import os
import sys
import time

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from cobahh_engine import SpikesUnderWay, serve  # noqa: E402

sys.stdout, output = sys.stderr, sys.stdout  # NEST greets
os.environ.setdefault("PYNEST_QUIET", "1")
import model  # noqa: E402
import nest  # noqa: E402

ABOVE_VT = 30  # mV: NEST looks for spikes from there on
METERED = 1000  # neurons of a network whose conductances are read: a multimeter asks every neuron in every step
PRELUDE = 2  # steps that it takes until what a spike generator sends has been added


class Simulation:
    def __init__(self, network, dt, threads):
        began = time.perf_counter()
        check(network, dt)
        spec = network.spec
        self.is_metered = network.neurons <= METERED  # and has one thread, because the process is copied
        self.network, self.dt, self.threads = network, dt, 1 if self.is_metered else threads
        self.writable = ["v", "m", "h", "n", *(model.CONDUCTANCES if self.is_metered else ()), "spike"]
        self.variables = [*self.writable, "refractory"]
        self.notes = []
        if not self.is_metered:
            self.notes.append(f"NEST's conductances are read in networks of up to {METERED} neurons only")
        elif threads > 1:
            self.notes.append(f"NEST runs networks of up to {METERED} neurons with one thread here")
        self.delay = max(1, round(spec["synapses"]["delay"] / dt))
        self.parameters = model.neuron_parameters(spec["parameters"], spec["spike"]["refractory"], spec["current"])
        self.pause = math.ceil(spec["spike"]["refractory"] / dt - 1e-6) + 1  # steps without a spike
        self.step, self.written = 0, {name: values.copy() for name, values in network.initial.items()}
        self.under_way = SpikesUnderWay(network.neurons, self.delay)
        self.last = np.full(network.neurons, -np.inf)  # step of the last spike
        self.coming = network.coming
        self.begin()
        self.synapses = nest.num_connections - network.neurons * (2 if self.is_metered else 1)  # less those of devices
        self.build_seconds = time.perf_counter() - began

    def begin(self):
        """NEST anew, with the state that was written, and with everything that is under way."""
        network, dt, state = self.network, self.dt, self.written
        gE, gI = self.with_arrivals(state["gE"], state["gI"])
        self.begun, self.announced, self.written, self.beginning = self.step, self.step + 2, None, state
        self.prelude = PRELUDE if gE.any() or gI.any() or self.under_way.value.any() or len(self.coming.step) > 0 else 0
        try:
            model.begin(dt, self.threads)
            self.cells, self.first = model.create_neurons(network.neurons, self.parameters)
            everybody = self.first + np.arange(network.neurons)
            weights = np.where(network.sources < network.excitatory, network.wE, -network.wI)
            model.connect(self.first + network.sources, self.first + network.targets.astype(np.int64), weights, self.delay * dt)
            self.recorder = nest.Create("spike_recorder")
            nest.Connect(self.cells, self.recorder)
            if self.is_metered:
                self.meter = nest.Create("multimeter", params={"record_from": list(model.CONDUCTANCES.values()), "interval": dt})
                nest.Connect(self.meter, self.cells)
            for sign, g in ((1, gE), (-1, gI)):
                model.add_at_end(1, everybody[g > 0], sign * g[g > 0], dt)
            for ahead in range(1, max(1, self.delay) + 1):
                counts = network.arriving(self.under_way.due(ahead))
                if ahead == 1:
                    counts[0] = counts[0] + self.coming.counts(self.step + 1, network.neurons)
                for count, weight in zip(counts, (network.wE, -network.wI)):
                    model.add_at_end(1 + ahead, everybody[count > 0], weight * count[count > 0], dt)
            if self.prelude > 0:
                nest.Simulate(self.prelude * dt)
                self.recorder.n_events = 0
            model.set_state(self.cells, state)
        except nest.kernel.NESTError as error:
            raise ValueError(f"Cannot create simulation: NEST refuses it: {error}") from None

    def with_arrivals(self, gE, gI, sign=1):
        """The conductances with what arrives in the next step, which NEST has added already, or without it."""
        network = self.network
        counts = network.arriving(self.under_way.due())
        counts[0] = counts[0] + self.coming.counts(self.step, network.neurons)
        return [g + sign * weight * count for g, weight, count in zip((gE, gI), (network.wE, network.wI), counts)]

    def advance(self, steps, events):
        network, dt = self.network, self.dt
        self.coming = events + events.coming
        if self.written is not None:
            self.begin()
        now = self.step - self.begun + self.prelude  # NEST's own step
        # What acts in a step is added at the end of the step before, and sent at least a step earlier.
        for step in range(max(self.announced, self.step), self.step + steps + 2):
            targets, counts = np.unique(self.coming.neuron[self.coming.step == step], return_counts=True)
            own = step - self.begun + self.prelude
            model.add_at_end(own - 1, self.first + targets.astype(np.int64), network.wE * counts, dt)
        self.announced = self.step + steps + 2
        self.conductances = None
        nest.Prepare()
        began, processor = time.perf_counter(), time.process_time()
        nest.Run(steps * dt)
        self.seconds, self.processor_seconds = time.perf_counter() - began, time.process_time() - processor
        nest.Cleanup()
        step, neuron = model.steps_and_neurons(self.recorder, self.first, dt)
        self.recorder.n_events = 0
        step = step + self.begun - self.prelude
        np.maximum.at(self.last, neuron, step)
        self.under_way.after(steps, step - self.step, neuron)
        self.step += steps
        return step, neuron

    def read(self, variable):
        if variable == "spike":
            return self.under_way.value
        if variable == "refractory":
            return np.maximum(0.0, self.pause - (self.step - 1 - self.last)) * (self.last >= 0)
        if self.written is not None:
            return self.written[variable]
        if variable in model.STATE:
            return np.atleast_1d(self.cells.get(model.STATE[variable]))
        if self.step == self.begun:
            return self.beginning[variable]
        if self.conductances is None:
            self.conductances = self.with_arrivals(*self.metered(), sign=-1)
        return self.conductances[list(model.CONDUCTANCES).index(variable)]

    def metered(self):
        """The conductances as NEST has them, from a copy of this process that goes on."""
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            nest.Simulate(self.dt)
            events = self.meter.events
            last = np.isclose(events["times"], nest.biological_time - self.dt, rtol=0, atol=self.dt / 2)
            order = np.argsort(events["senders"][last])
            with os.fdopen(theirs, "wb") as stream:
                for name in model.CONDUCTANCES.values():
                    stream.write(events[name][last][order].tobytes())
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours, "rb") as stream:
            values = np.frombuffer(stream.read())
        os.waitpid(child, 0)
        return values.reshape(2, -1)

    def write(self, variable, values):
        if self.written is None:
            self.written = {name: self.read(name).copy() for name in self.network.initial}
        if variable in model.CONDUCTANCES and values.min(initial=0) < 0:
            raise ValueError(f"Cannot write {variable}: values of 0 or more are required in NEST, received {values.min()}")
        if variable == "spike":
            self.under_way.value = values.copy()
        else:
            self.written[variable] = values.copy()


def check(network, dt):
    """Refuses what NEST would simulate otherwise."""
    spec, spike = network.spec, network.spec["spike"]
    threshold = spec["parameters"]["vT"] + ABOVE_VT
    for holds, what, received in (
        (spike["threshold"] == threshold, f"spike.threshold must be vT + {ABOVE_VT} = {threshold} mV", spike["threshold"]),
        (
            spec["synapses"]["delay"] > 0 or len(network.targets) == 0,
            f"synapses.delay must be a step ({dt} ms) at least", spec["synapses"]["delay"],
        ),
        (network.wE >= 0 and network.wI >= 0, "weights must not be negative", min(network.wE, network.wI)),
        *(
            ((network.initial[name] >= 0).all(), f"initial.{name} must not be negative", network.initial[name].min(initial=0))
            for name in model.CONDUCTANCES
        ),
    ):
        if not holds:
            raise ValueError(f"Cannot create simulation: {what} in NEST, received {received}")


class Engine:
    name, version, precision, methods = "nest", nest.__version__, "float64", ["adaptive_rkf45"]
    description = "NEST, hh_cond_exp_traub: adaptive Runge-Kutta-Fehlberg, spikes at the peak"
    supports = {"rules": ["peak"], "shortestDelay": 1, "thresholdAboveVT": ABOVE_VT, "negativeConductances": False}
    max_threads = os.cpu_count() or 1

    def create(self, network, dt, method, threads):
        return Simulation(network, dt, threads)


if __name__ == "__main__":
    sys.stdout = output
    nest.verbosity = nest.VerbosityLevel.ERROR
    serve(Engine(), isolated=True)
