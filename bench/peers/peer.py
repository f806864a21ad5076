"""
What the run scripts of all simulators have in common: arguments, network file, spike file, and figures as JSON.

A script takes a network (npz, as interchange/network_npz.ts writes it), prepares it, simulates it from the beginning and
prints one line of JSON. With --wait it prints one line when
everything is prepared, then reads lines of its standard input: each asks for one run, of which one more line tells, and
says where the spikes are to be written (npz: `time_ms`, `neuron`; an empty line: nowhere). What the simulator prints goes to
stderr.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import sys
import time


@dataclasses.dataclass(frozen=True)
class Given:
    """The network and how it is to be run."""

    excitatory: int
    source: object  # arrays, one value per synapse
    target: object
    initial: dict  # v [mV]; m, h, n [1]; gE, gI [nS]
    duration: float  # ms
    dt: float  # ms
    threads: int
    precision: str
    setting: str
    folder: pathlib.Path  # for what is built

    @property
    def neurons(self):
        return len(self.initial["v"])

    @property
    def steps(self):
        return round(self.duration / self.dt)


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A network that is ready to run."""

    version: str
    synapses: int  # as the simulator counts them
    build: float  # s
    compile: float  # s
    run: object  # a function without arguments that gives a Ran


@dataclasses.dataclass(frozen=True)
class Ran:
    """What came of a run."""

    simulate: float  # s
    processor: float  # s, of all threads
    step: object  # of each spike
    neuron: object
    non_finite: int  # neurons whose v is not finite at the end


class Stopwatch:
    """Seconds since the last time it was asked; of them, `processor` is processor time, of all threads."""

    def __init__(self):
        self.lap()

    def lap(self):
        now = time.perf_counter(), time.process_time()
        before, self.last = getattr(self, "last", now), now
        self.processor = now[1] - before[1]
        return now[0] - before[0]


def main(prepare):
    """The script: `prepare` makes a Prepared of a Given."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("network", help="npz file")
    parser.add_argument("--duration", type=float, default=1000, help="ms [1000]")
    parser.add_argument("--dt", type=float, default=0.1, help="ms [0.1]")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--precision", choices=["float64", "float32"], default="float64")
    parser.add_argument("--setting", default="", help="what else differs, see README.md")
    parser.add_argument("--folder", default="build", help="for what is built [build]")
    parser.add_argument("--spikes", default="", help="npz file to write spikes to")
    parser.add_argument("--wait", action="store_true", help="prepare, then run whenever a line is read")
    arguments = parser.parse_args()
    # Before numpy and the simulators count processors.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: arguments.threads])
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(**fields):
        out.write(json.dumps(fields) + "\n")
        out.flush()

    folder = pathlib.Path(arguments.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    given = read_network(arguments, folder)
    ready = prepare(given)
    prepared = {
        "version": ready.version, "neurons": given.neurons, "synapses": ready.synapses,
        "buildSeconds": ready.build, "compileSeconds": ready.compile,
    }
    if not arguments.wait:
        say(**prepared, **run_once(ready, given, arguments.spikes))
        return
    say(**prepared)
    for line in sys.stdin:
        say(**run_once(ready, given, line.strip()))


def read_network(arguments, folder):
    import numpy as np

    with np.load(arguments.network) as arrays:
        neurons = len(arrays["v"])
        return Given(
            excitatory=int(arrays["excitatory"]),
            source=np.repeat(np.arange(neurons), np.diff(arrays["indptr"].astype(np.int64))),
            target=arrays["indices"].astype(np.int64),
            initial={name: arrays[name] for name in ("v", "m", "h", "n", "gE", "gI")},
            duration=arguments.duration,
            dt=arguments.dt,
            threads=arguments.threads,
            precision=arguments.precision,
            setting=arguments.setting,
            folder=folder,
        )


def run_once(ready, given, spikes):
    import numpy as np

    ran = ready.run()
    step, neuron = np.asarray(ran.step), np.asarray(ran.neuron)
    if spikes:
        np.savez(spikes, time_ms=step * given.dt, neuron=neuron.astype(np.uint32))
    rate = len(step) / given.neurons / given.duration * 1000
    return {
        "simulateSeconds": ran.simulate, "processorSeconds": ran.processor, "spikes": len(step), "rate": rate,
        "nonFinite": int(ran.non_finite),
    }


def model_of(simulator):
    """Makes the simulator's model importable, which simulators/ has."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "simulators" / simulator))
