"""Runs a network in NEURON or, with --setting coreneuron, in CoreNEURON: implicit Euler, exact rates, shortest delay."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from peer import Prepared, Ran, Stopwatch, main, model_of  # noqa: E402

THRESHOLD = -20  # mV


def prepare(given):
    model_of("neuron")
    import neuron
    import numpy as np
    from model import Network, compiled, loaded

    clock = Stopwatch()
    is_core = given.setting == "coreneuron"
    folder = compiled(given.folder, coreneuron=is_core)
    compilation = clock.lap()
    h = loaded(folder)
    delay = given.dt if given.threads == 1 else 2 * given.dt  # threads need more than a step
    network = Network(
        h, given.neurons, given.excitatory, given.initial["v"], given.source, given.target, delay, THRESHOLD
    )
    context = network.context
    context.nthread(given.threads)
    context.set_maxstep(10)
    h.dt = given.dt
    h.CVode().cache_efficient(True)
    if is_core:
        from neuron import coreneuron

        coreneuron.enable, coreneuron.verbose = True, 0
    build = clock.lap()

    def run():
        for cell, v in zip(network.cells, given.initial["v"].tolist()):
            cell.soma(0.5).v = v
        h.finitialize()  # which sets gates to their steady states
        for gate in ("m", "h", "n"):
            for cell, value in zip(network.cells, given.initial[gate].tolist()):
                setattr(cell.soma(0.5).cobahh, gate, value)
        clock.lap()
        context.psolve(given.duration)
        seconds, processor = clock.lap(), clock.processor
        # The time of a spike in step k is (k + 1) dt.
        step = np.round(np.asarray(network.times) / given.dt).astype(np.int64) - 1
        neurons = np.asarray(network.senders).astype(np.int64)
        order = np.lexsort((neurons, step))
        v = np.array([cell.soma(0.5).v for cell in network.cells])
        return Ran(seconds, processor, step[order], neurons[order], np.count_nonzero(~np.isfinite(v)))

    return Prepared(neuron.__version__, len(network.connections), build, compilation, run)


if __name__ == "__main__":
    main(prepare)
