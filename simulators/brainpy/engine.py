"""BrainPy behind the engine protocol: its exponential Euler, one compiled loop over the steps.

    python engine.py float32     # as BrainPy's users have it by default; or float64
    python engine.py float32 guarded

Rates are plain quotients, as in the notebook, unless `guarded` asks for their limits at the removable singularities.
"""

import os
import pathlib
import sys
import time

HOME = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HOME), str(HOME.parent)]
from cobahh_engine import THREADS, SpikesUnderWay, serve  # noqa: E402

if THREADS == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
CHUNKS = (1000, 100, 10, 1)  # steps of a compiled loop


class Simulation:
    def __init__(self, network, dt, rate):
        began = time.perf_counter()
        spec = network.spec
        self.network, self.dt, self.step = network, dt, 0
        bm.set_dt(dt)
        self.model = model.CobaHH(
            spec, network.excitatory, network.wE, network.wI, network.row_start, network.targets, network.initial, dt, rate
        )
        self.synapses = sum(len(indices) for indices, _ in self.model.edges)
        self.under_way = SpikesUnderWay(network.neurons, self.model.delay)
        self.has_stimulus = spec["stimulus"]["kind"] != "none"
        self.loop = model.runner(self.model, self.has_stimulus)
        self.parts = dict(v=self.model.V, m=self.model.m, h=self.model.h, n=self.model.n, gE=self.model.g_e, gI=self.model.g_i)
        self.variables = [*self.parts, "spike", "refractory"]
        self.build_seconds = time.perf_counter() - began

    def advance(self, steps, events):
        bm.set_dt(self.dt)
        self.seconds = self.processor_seconds = 0
        found = [(np.zeros(0, int), np.zeros(0, int))]
        for first, count in self.chunks(steps):
            asked = np.arange(count)
            if self.has_stimulus:
                asked = np.array([events.counts(first + k, self.network.neurons) for k in range(count)], float)
            asked = bm.asarray(asked)
            began, processor = time.perf_counter(), time.process_time()
            raster = np.asarray(self.loop(asked))  # waits for the result
            self.seconds += time.perf_counter() - began
            self.processor_seconds += time.process_time() - processor
            step, neuron = np.nonzero(raster)
            found.append((first + step, neuron))
        step, neuron = (np.concatenate(parts) for parts in zip(*found))
        self.under_way.after(steps, step - self.step, neuron)
        self.step += steps
        return step, neuron

    def chunks(self, steps):
        first = self.step
        for size in CHUNKS:
            while self.step + steps - first >= size:
                yield first, size
                first += size

    def read(self, variable):
        if variable == "spike":
            return self.under_way.value
        if variable == "refractory":
            return np.asarray(self.model.refractory.value) if self.model.pause > 0 else np.zeros(self.network.neurons)
        return np.asarray(self.parts[variable].value).astype(float)

    def write(self, variable, values):
        if variable == "spike":
            self.under_way.value = values.copy()
            fired = [values // 2.0**ago % 2 == 1 for ago in range(self.model.delay + 1)]
            self.model.spike.value = bm.asarray(fired[0])
            if self.model.delay > 0:
                self.model.under_way.value = bm.asarray(np.array(fired[1:]))
        elif variable == "refractory":
            if self.model.pause > 0:
                self.model.refractory.value = bm.asarray(values.astype(self.model.refractory.dtype))
        else:
            self.parts[variable].value = bm.asarray(values, dtype=bm.float_)


class Engine:
    methods = ["exp_auto"]
    max_threads = os.cpu_count() or 1

    def __init__(self, precision, is_guarded):
        self.name, self.version = f"brainpy-{bp.__version__.split('.post')[0]}{'' if precision == 'float32' else '-float64'}", bp.__version__
        self.precision, self.rate = precision, model.exprelr if is_guarded else model.plain
        self.description = f"BrainPy, exp_auto in {precision}, rates {'guarded' if is_guarded else 'as plain quotients'}"

    def create(self, network, dt, method, threads):
        return Simulation(network, dt, self.rate)


if __name__ == "__main__":
    precision = sys.argv[1] if len(sys.argv) > 1 else "float32"
    import brainpy as bp
    import brainpy.math as bm
    import numpy as np

    bm.set_platform("cpu")
    (bm.enable_x64 if precision == "float64" else bm.disable_x64)()
    import model

    serve(Engine(precision, "guarded" in sys.argv[2:]))
