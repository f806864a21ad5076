"""Brian 2's C++ standalone mode behind the engine protocol: a program of its own that runs from a state to the end.

    python standalone.py FOLDER     # FOLDER: where the program is compiled

The program is compiled for the number of steps of the first `advance`. It begins with nothing under way, so it runs again
only after its whole state has been written; it is there to be timed. Rates are plain quotients: without `exprel` the
compiler makes vectors of them, and the program is twice as fast.
"""

import pathlib
import resource
import sys
import time

HOME = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HOME), str(HOME.parent)]
import brian2  # noqa: E402
import numpy as np  # noqa: E402
from brian2 import SpikeMonitor, defaultclock, device, ms, prefs, set_device  # noqa: E402

import model  # noqa: E402
from cobahh_engine import SpikesUnderWay, serve  # noqa: E402


def processor_time():
    """Processor time of all programs that were run [s]."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Simulation:
    variables = [*model.VARIABLES, "spike"]

    def __init__(self, network, dt, threads, folder):
        began = time.perf_counter()
        spec = network.spec
        self.folder, self.network, self.dt, self.step, self.steps = folder, network, dt, 0, None
        set_device("cpp_standalone", directory=folder, build_on_run=False)
        prefs.devices.cpp_standalone.openmp_threads = threads if threads > 1 else 0
        defaultclock.dt = dt * ms
        names = model.constants(spec["parameters"], network.wE, network.wI, spec["spike"]["threshold"], spec["current"])
        self.group = model.neuron_group(network.neurons, spec, dt, names, "plain")
        model.set_state(self.group, network.initial)
        edges = (network.sources, network.targets.astype(np.int64))
        self.projections = model.projections(self.group, network.excitatory, 0, names, edges)
        self.monitor = SpikeMonitor(self.group)
        self.brian = model.network_of(self.group, *self.projections, self.monitor)
        self.under_way = SpikesUnderWay(network.neurons, 0)
        self.written = {name: values.copy() for name, values in network.initial.items()}
        self.build_seconds, self.synapses = time.perf_counter() - began, len(network.targets)

    def advance(self, steps, events):
        if self.steps not in (None, steps) or len(self.written) < len(model.VARIABLES) or self.under_way.value.any():
            raise ValueError(
                f"Cannot advance simulation: a state without spikes under way, written since the last run, and {self.steps} "
                f"steps are required of a standalone program, received {steps} steps"
            )
        if self.steps is None:
            self.steps = steps
            self.brian.run(steps * self.dt * ms)
            device.build(directory=self.folder, compile=True, run=False, with_output=False)
        arguments = {
            getattr(self.group, own): self.written[name] * unit for name, (own, unit) in model.VARIABLES.items()
        }
        began, before = time.perf_counter(), processor_time()
        device.run(directory=self.folder, with_output=False, run_args=arguments)
        share = device._last_run_time / (time.perf_counter() - began)
        # The program measures its loop in wall time; its processor time is known of the whole of it only.
        self.seconds, self.processor_seconds = device._last_run_time, (processor_time() - before) * share
        self.written, self.synapses = {}, int(sum(len(projection) for projection in self.projections))
        step, neuron = model.steps_and_neurons(self.monitor, self.dt)
        self.under_way.after(steps, step, neuron)
        self.step += steps
        return step + self.step - steps, neuron

    def read(self, variable):
        if variable == "spike":
            return self.under_way.value
        return self.written[variable] if variable in self.written else model.read(self.group, variable)

    def write(self, variable, values):
        if variable == "spike":
            self.under_way.value = values.copy()
        else:
            self.written[variable] = values.copy()


class Engine:
    name, version, precision, methods = "brian2-standalone", brian2.__version__, "float64", ["exp_auto"]
    description = "Brian 2, exponential_euler, C++ standalone, rates as plain quotients"
    supports = {"delays": False, "stimuli": []}
    max_threads = 64

    def create(self, network, dt, method, threads):
        return Simulation(network, dt, threads, str(pathlib.Path(sys.argv[1]).resolve() / f"{threads}-threads"))


if __name__ == "__main__":
    serve(Engine(), isolated=True)
