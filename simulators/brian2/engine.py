"""Brian 2 behind the engine protocol: its integrator exponential_euler, in Cython.

    python engine.py FOLDER     # FOLDER: where compiled code is kept
"""

import pathlib
import sys
import time

HOME = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HOME), str(HOME.parent)]
import brian2  # noqa: E402
import numpy as np  # noqa: E402
from brian2 import NetworkOperation, defaultclock, ms, nS, prefs  # noqa: E402

import model  # noqa: E402
from cobahh_engine import SpikesUnderWay, serve  # noqa: E402

NEVER = -1e7  # ms: the last spike of a neuron that may fire


class Simulation:
    def __init__(self, network, dt):
        began = time.perf_counter()
        spec, spike = network.spec, network.spec["spike"]
        self.network, self.dt, self.step = network, dt, 0
        self.pause = model.refractory_steps(spike["rule"], spike["refractory"], dt)
        self.under_way = SpikesUnderWay(network.neurons, round(spec["synapses"]["delay"] / dt))
        defaultclock.dt = dt * ms
        names = model.constants(spec["parameters"], network.wE, network.wI, spike["threshold"], spec["current"])
        self.group = model.neuron_group(network.neurons, spec, dt, names)
        model.set_state(self.group, network.initial)
        delay = spec["synapses"]["delay"]
        edges = (network.sources, network.targets.astype(np.int64))
        self.projections = model.projections(self.group, network.excitatory, delay, names, edges)
        self.kicks, self.synapses = {}, int(sum(len(projection) for projection in self.projections))
        stimulus = [] if spec["stimulus"]["kind"] == "none" else [NetworkOperation(self.kick, when="synapses", order=1)]
        self.brian = model.network_of(self.group, *self.projections, *stimulus)
        self.brian.run(0 * ms)  # generates the code
        self.objects = [part.run for part in self.brian.sorted_objects if part.active]
        defaultclock._i_end = None  # the end of that run
        self.clock, self.event_space = defaultclock, self.group.variables["_spikespace"].get_value()
        self.variables = [*model.VARIABLES, "spike", "refractory"]
        self.build_seconds = time.perf_counter() - began

    def kick(self):
        """The stimulus of this step."""
        counts = self.kicks.pop(self.step, None)
        if counts is not None:
            self.group.ge = self.group.ge + counts * self.network.wE * nS

    def advance(self, steps, events):
        for step in np.unique(events.step):
            self.kicks[int(step)] = events.counts(step, self.network.neurons)
        began, processor = time.perf_counter(), time.process_time()
        fired = []
        for _ in range(steps):  # as Network.run does; that would generate its code again for every call
            for run in self.objects:
                run()
            self.clock.advance()
            self.step += 1
            fired.append(self.event_space[: self.event_space[-1]].copy())
        self.seconds, self.processor_seconds = time.perf_counter() - began, time.process_time() - processor
        step = np.repeat(np.arange(steps), [len(neurons) for neurons in fired])
        neuron = np.concatenate(fired)
        self.under_way.after(steps, step, neuron)
        return step + self.step - steps, neuron

    def read(self, variable):
        if variable == "spike":
            return self.under_way.value
        if variable == "refractory":
            if self.pause == 0:
                return np.zeros(self.network.neurons)
            since = self.step - 1 - np.round(np.asarray(self.group.lastspike / ms) / self.dt)
            return np.clip(self.pause - since, 0, None)
        return model.read(self.group, variable)

    def write(self, variable, values):
        if variable == "refractory":
            if self.pause > 0:
                last = (self.step - 1 - self.pause + values) * self.dt
                self.group.lastspike = np.where(values > 0, last, NEVER) * ms
        elif variable == "spike":
            self.under_way.value = values.copy()
            for projection in self.projections:  # what was sent before the last step is in queues
                pathway = projection.pre
                pathway.initialise_queue()
                for ago in range(self.under_way.delay, 0, -1):
                    pathway.queue.push(self.fired(ago))
                    pathway.queue.advance()
            last = self.fired(0)
            self.event_space[: len(last)], self.event_space[-1] = last, len(last)
        else:
            model.set_state(self.group, {variable: values})

    def fired(self, ago):
        return np.flatnonzero(self.under_way.value // 2.0**ago % 2).astype(np.int32)


class Engine:
    name, version, precision, methods = "brian2", brian2.__version__, "float64", ["exp_auto"]
    description = "Brian 2, exponential_euler, runtime mode with Cython"

    def create(self, network, dt, method, threads):
        return Simulation(network, dt)


if __name__ == "__main__":
    brian2.BrianLogger.suppress_name("resolution_conflict")
    prefs.codegen.target = "cython"
    prefs.codegen.runtime.cython.cache_dir = str(pathlib.Path(sys.argv[1]).resolve() / "cython")
    prefs.codegen.runtime.cython.multiprocess_safe = True
    serve(Engine(), isolated=True)
