"""Runs a network in BrainPy: the notebook's first implementation, exponential Euler, one compiled loop over the steps."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from peer import Prepared, Ran, Stopwatch, main, model_of  # noqa: E402


def prepare(given):
    model_of("brainpy")
    if given.threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    import brainpy as bp
    import brainpy.math as bm
    import notebook
    import numpy as np

    (bm.enable_x64 if given.precision == "float64" else bm.disable_x64)()
    bm.set_dt(given.dt)
    clock = Stopwatch()
    offsets = np.searchsorted(given.source, np.arange(1, given.neurons))
    rows = np.split(given.target, offsets)
    net, state = notebook.seed_1(rows, given.excitatory, "exp_auto")
    synapses = sum(len(edges[0]) for edges in (part.edges for part in net.nodes().values() if hasattr(part, "edges")))
    build = clock.lap()

    def set_state():
        for name, parts in state.items():
            begin = 0
            for part in parts:
                values = given.initial.get(name, np.zeros(given.neurons))[begin : begin + part.size]
                part.value = bm.asarray(values.astype(part.dtype))
                begin += part.size

    def step(k):
        bp.share.save(i=k, t=k * given.dt, dt=given.dt)
        net.update()
        return bm.concatenate([part.value for part in state["spike"]])

    loop = bm.jit(lambda steps: bm.for_loop(step, steps, progress_bar=False))
    steps = bm.arange(given.steps)

    def run():
        set_state()
        clock.lap()
        raster = np.asarray(loop(steps))  # waits for the result
        seconds, processor = clock.lap(), clock.processor
        fired, neuron = np.nonzero(raster)
        v = np.concatenate([np.asarray(part.value) for part in state["v"]])
        return Ran(seconds, processor, fired, neuron, np.count_nonzero(~np.isfinite(v)))

    first, second = run().simulate, run().simulate
    return Prepared(bp.__version__, int(synapses), build, max(0, first - second), run)


if __name__ == "__main__":
    main(prepare)
