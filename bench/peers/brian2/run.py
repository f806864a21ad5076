"""Runs a network in Brian 2: C++ standalone, exponential Euler, the example's own equations with plain rates."""

import pathlib
import resource
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from peer import Prepared, Ran, Stopwatch, main, model_of  # noqa: E402


def processor_time():
    """Processor time of all programs that were run [s]."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def prepare(given):
    model_of("brian2")
    import brian2
    import numpy as np
    from brian2 import defaultclock, device, ms, prefs, set_device
    from model import PLAIN_RATES, neurons_and_synapses, set_state, steps_and_neurons

    folder = str(given.folder)
    clock = Stopwatch()
    set_device("cpp_standalone", directory=folder, build_on_run=False)
    prefs.devices.cpp_standalone.openmp_threads = given.threads if given.threads > 1 else 0
    prefs.core.default_float_dtype = np.dtype(given.precision).type
    defaultclock.dt = given.dt * ms
    network, group, projections, monitor = neurons_and_synapses(
        given.neurons, given.excitatory, (given.source, given.target), PLAIN_RATES
    )
    set_state(group, given.initial)
    network.run(given.duration * ms)
    build = clock.lap()
    device.build(directory=folder, compile=True, run=False, with_output=False)
    compilation = clock.lap()

    def run():
        clock.lap()
        before = processor_time()
        device.run(directory=folder, with_output=False)
        wall, processor = clock.lap(), processor_time() - before
        step, neuron = steps_and_neurons(monitor, given.dt)
        v = np.asarray(group.v)
        # The program measures its loop in wall time; its processor time is known of the whole of it only.
        seconds = device._last_run_time
        return Ran(seconds, seconds * processor / wall, step, neuron, np.count_nonzero(~np.isfinite(v)))

    run()  # synapses are made by the program itself
    synapses = sum(len(projection) for projection in projections)
    return Prepared(brian2.__version__, int(synapses), build, compilation, run)


if __name__ == "__main__":
    main(prepare)
