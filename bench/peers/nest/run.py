"""Runs a network in NEST: hh_cond_exp_traub, adaptive Runge-Kutta-Fehlberg, delay of one step."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from peer import Prepared, Ran, Stopwatch, main, model_of  # noqa: E402


def prepare(given):
    model_of("nest")
    import nest
    import numpy as np
    from model import connect, neurons_with_state, steps_and_neurons
    from model import prepare as begin

    clock = Stopwatch()
    begin(given.dt, given.threads)
    cells = neurons_with_state(given.neurons, given.initial)
    first = connect(cells, given.excitatory, given.source, given.target)
    synapses = nest.num_connections
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    nest.Prepare()
    build = clock.lap()

    def run():
        # Conductances cannot be set back, so each run goes on where the last one ended.
        begun = round(nest.biological_time / given.dt)
        clock.lap()
        nest.Run(given.duration)
        seconds, processor = clock.lap(), clock.processor
        step, neuron = steps_and_neurons(recorder, first)
        is_new = step >= begun
        v = np.asarray(cells.get("V_m"))
        return Ran(seconds, processor, step[is_new] - begun, neuron[is_new], np.count_nonzero(~np.isfinite(v)))

    return Prepared(nest.__version__, int(synapses), build, 0, run)


if __name__ == "__main__":
    main(prepare)
