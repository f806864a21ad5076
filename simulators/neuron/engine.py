"""NEURON, or CoreNEURON, behind the engine protocol: implicit Euler, the mechanism of cobahh.mod.

    python engine.py FOLDER [coreneuron]     # FOLDER: where the mechanism is compiled

For a write NEURON is initialized anew, with the state that it had and the spikes that are under way. NEURON looks for the
spikes of a step at the beginning of the next one; those of the last step are found here, by the same rule.
"""

import os
import pathlib
import sys
import time

import numpy as np

HOME = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HOME), str(HOME.parent)]
from cobahh_engine import SpikesUnderWay, serve  # noqa: E402
import model  # noqa: E402

WITHIN = 0.3  # of a step: an event of this time acts in the step, and not at the end of the one before
END = 0.1  # of a step, beyond the last one: CoreNEURON takes only steps that are whole
STATE = ("v", "m", "h", "n", "gE", "gI")


class Simulation:
    variables = [*STATE, "spike", "refractory"]
    writable = [*STATE, "spike"]  # there is no refractory time

    def __init__(self, h, network, dt, threads, coreneuron):
        began = time.perf_counter()
        check(network, dt, threads)
        spec = network.spec
        self.h, self.network, self.dt = h, network, dt
        self.threshold = spec["spike"]["threshold"]
        delay = round(spec["synapses"]["delay"] / dt)
        self.under_way = SpikesUnderWay(network.neurons, delay)
        self.neurons = model.Network(
            h, spec["parameters"], self.threshold, network.excitatory, network.initial["v"],
            network.sources, network.targets, (network.wE, network.wI), max(delay, 1) * dt, spec["current"],
        )
        self.kickers, self.synapses = {}, len(self.neurons.connections)
        self.context = self.neurons.context
        self.context.nthread(threads)
        self.context.set_maxstep(max(10, dt))
        h.dt = dt
        h.CVode().cache_efficient(True)
        if coreneuron:
            from neuron import coreneuron as core

            core.enable, core.verbose = True, 0
        self.step, self.written = 0, {name: values.copy() for name, values in network.initial.items()}
        self.build_seconds = time.perf_counter() - began

    def begin(self):
        """Initializes NEURON with the state that was written, and with everything that is under way."""
        self.begun = self.step
        self.set_potentials()
        self.h.finitialize()
        if (self.written["v"] > self.threshold).any():
            # NEURON takes a potential that begins above the threshold for a spike. A step that leads nowhere tells it better.
            for connection in self.neurons.connections:
                connection.active(False)
            self.context.psolve((1 + END) * self.dt)
            for connection in self.neurons.connections:
                connection.active(True)
            self.begun -= 1
            self.set_potentials()
        for cell, *values in zip(self.neurons.cells, *(self.written[name].tolist() for name in STATE)):
            cell.set_state(dict(zip(STATE, values)))
        rows = self.network.row_start
        for ahead in range(self.under_way.delay + 1):
            for i in self.under_way.due(ahead):
                for connection in self.neurons.connections[rows[i] : rows[i + 1]]:
                    connection.event((self.step - self.begun + ahead + WITHIN) * self.dt)
        self.v, self.written = self.written["v"], None

    def set_potentials(self):
        for cell, v in zip(self.neurons.cells, self.written["v"].tolist()):
            cell.place.v = v

    def advance(self, steps, events):
        if self.written is not None:
            self.begin()
        for step, neuron in zip(events.step.tolist(), events.neuron.tolist()):
            if neuron not in self.kickers:
                self.kickers[neuron] = model.kicker(self.h, self.neurons.cells[neuron], self.network.wE)
            self.kickers[neuron].event((step - self.begun + WITHIN) * self.dt)
        self.neurons.times.resize(0), self.neurons.senders.resize(0)
        self.seconds = self.processor_seconds = 0
        for part in (steps - 1, 1):
            before = self.v
            self.solve(part)
        step, neuron = self.neurons.spikes(self.dt)
        step = step + self.begun
        is_new = step >= self.step - steps  # those of the step before have been told already
        last = np.flatnonzero((self.v > self.threshold) & ~(before > self.threshold))
        step = np.concatenate([step[is_new], np.full(len(last), self.step - 1)])
        neuron = np.concatenate([neuron[is_new], last])
        self.under_way.after(steps, step - (self.step - steps), neuron)
        return step, neuron

    def solve(self, steps):
        if steps == 0:
            return
        self.step += steps
        began, processor = time.perf_counter(), time.process_time()
        self.context.psolve((self.step - self.begun + END) * self.dt)
        self.seconds += time.perf_counter() - began
        self.processor_seconds += time.process_time() - processor
        self.v = np.array([cell.place.v for cell in self.neurons.cells])

    def read(self, variable):
        if variable == "spike":
            return self.under_way.value
        if variable == "refractory":
            return np.zeros(self.network.neurons)
        if self.written is not None:
            return self.written[variable]
        return np.array([cell.state()[variable] for cell in self.neurons.cells])

    def write(self, variable, values):
        if self.written is None:
            self.written = {name: self.read(name) for name in STATE}
        if variable == "spike":
            self.under_way.value = values.copy()
        else:
            self.written[variable] = values.copy()


def check(network, dt, threads):
    """Refuses what NEURON would simulate otherwise."""
    delay, least = network.spec["synapses"]["delay"], 1 if threads == 1 else 2
    if len(network.targets) > 0 and round(delay / dt) < least:
        steps = "a step" if least == 1 else f"{least} steps"
        raise ValueError(
            f"Cannot create simulation: synapses.delay must be {steps} of {dt} ms at least in NEURON with {threads} "
            f"thread{'s' if threads > 1 else ''}, received {delay} ms"
        )


class Engine:
    precision, methods = "float64", ["implicit_euler"]
    accuracy = 1e-11  # slopes of currents are taken by differences of 0.001 mV
    supports = {"rules": ["crossing"], "refractoriness": False, "shortestDelay": 1}
    max_threads = os.cpu_count() or 1

    def __init__(self, folder, coreneuron):
        self.coreneuron = coreneuron
        if coreneuron:  # which refuses connections without a source
            self.supports = {**self.supports, "stimuli": []}
        self.h = model.loaded(model.compiled(HOME / "cobahh.mod", folder, coreneuron))
        import neuron

        self.name, self.version = "coreneuron" if coreneuron else "neuron", neuron.__version__
        self.description = f"{'CoreNEURON' if coreneuron else 'NEURON'}, fixed steps of implicit Euler, cobahh.mod"

    def create(self, network, dt, method, threads):
        return Simulation(self.h, network, dt, threads, self.coreneuron)


if __name__ == "__main__":
    os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
    began = time.perf_counter()
    engine = Engine(sys.argv[1], "coreneuron" in sys.argv[2:])
    serve(engine, isolated=True)
