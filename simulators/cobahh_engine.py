"""The engine protocol for Python: turns a class into a program that cobahh can talk to. Needs numpy only.

    from cobahh_engine import serve

    class MyEngine:
        name = "mine"
        precision = "float64"            # or "float32"
        methods = ["exp_auto"]           # names of integration methods; the first is the default

        def create(self, network, dt, method, threads):
            return MySimulation(network, dt)

    serve(MyEngine())

A simulation has

    variables                            names of the state variables that can be read
    advance(steps, events)               runs the steps; gives the arrays step and neuron of the spikes, in any order
    read(variable)                       one float64 value per neuron
    write(variable, values)              replaces them

and may have `writable` (the variables that can be written, all if left out), `notes` (sentences for the user), `seconds`
(time of the simulation alone in the last advance [s], measured around `advance` if left out), `processor_seconds`, `synapses` (their number, counted by the simulator),
`build_seconds`, `compile_seconds` and `close()`. `events` are the external excitatory events of these steps: arrays step
and neuron; each is one spike of weight wE that arrives in that step. `events.coming` has the events of the two steps after
them, and `network.coming` those of steps 0 and 1, for simulators that have to know ahead. Steps are counted from the
first of the simulation.

`serve(MyEngine(), isolated=True)` gives every simulation a process of its own, a copy of this one as it is then: for
simulators that have one network per process. `SpikesUnderWay` keeps the state variable `spike`.

The engine may have `version`, `description`, `max_threads`, `accuracy` and `supports` (docs/engine-protocol.md has their meaning).

Raise ValueError for a request that cannot be fulfilled (a specification that the simulator does not know), and Unavailable
if it cannot run on this machine; anything else is reported as a failure. What the program prints goes to standard error.

The protocol is specified in docs/engine-protocol.md.
"""

import json
import multiprocessing
import os
import signal
import sys
import time
import traceback

THREADS = os.environ.get("COBAHH_THREADS")  # of a benchmark: as many processors, before anything counts them
if THREADS is not None and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(THREADS)])

import numpy as np  # noqa: E402

PROTOCOL = 1
_TYPES = {"u32": np.dtype("<u4"), "f64": np.dtype("<f8")}


class Unavailable(Exception):
    """The simulator cannot run on this machine."""


class Network:
    """The network to simulate.

    spec: the whole specification, a dict; parameters in spec["parameters"], in mV, ms, pF, nS, pA
    neurons, excitatory: numbers of neurons; the excitatory ones come first
    wE, wI: weights [nS], after scaling
    row_start, targets: neuron i has the targets targets[row_start[i]:row_start[i + 1]]
    initial: arrays v [mV], m, h, n, gE, gI [nS], one value per neuron
    """

    def __init__(self, fields, arrays):
        self.spec = fields["spec"]
        self.neurons = fields["neurons"]
        self.excitatory = fields["excitatory"]
        self.wE = fields["wE"]
        self.wI = fields["wI"]
        self.row_start = arrays["rowStart"]
        self.targets = arrays["targets"]
        self.initial = {name: arrays[name] for name in ("v", "m", "h", "n", "gE", "gI")}
        self.coming = _Events(arrays, "coming")

    @property
    def sources(self):
        """The neuron that each of the targets belongs to."""
        return np.repeat(np.arange(self.neurons), np.diff(self.row_start.astype(np.int64)))

    def arriving(self, neurons):
        """How many excitatory and inhibitory spikes each neuron receives where these neurons have fired."""
        counts = []
        for own in (neurons[neurons < self.excitatory], neurons[neurons >= self.excitatory]):
            rows = [self.targets[self.row_start[i] : self.row_start[i + 1]] for i in own]
            counts.append(np.bincount(np.concatenate(rows) if rows else np.zeros(0, int), minlength=self.neurons))
        return counts


class _Events:
    """External excitatory events: arrays step and neuron."""

    def __init__(self, arrays, name="stimulus"):
        self.step = arrays.get(f"{name}Step", np.zeros(0, np.uint32))
        self.neuron = arrays.get(f"{name}Neuron", np.zeros(0, np.uint32))
        if name == "stimulus":
            self.coming = _Events(arrays, "coming")

    def __add__(self, other):
        both = _Events({})
        both.step, both.neuron = (np.concatenate(pair) for pair in ((self.step, other.step), (self.neuron, other.neuron)))
        return both

    def counts(self, step, neurons):
        """How many arrive at each neuron in a step."""
        return np.bincount(self.neuron[self.step == step], minlength=neurons)


class SpikesUnderWay:
    """The state variable `spike`: bit k is set where the neuron fired k steps before the last one, up to the delay."""

    def __init__(self, neurons, delay):
        self.delay = delay  # steps
        self.value = np.zeros(neurons)

    def after(self, steps, step, neuron):
        """Takes the spikes of so many steps, these counted from 0."""
        self.value = self.value * 2.0**steps % 2.0 ** (self.delay + 1) if steps <= self.delay else 0 * self.value
        recent = steps - 1 - np.asarray(step)
        for ago in range(min(steps, self.delay + 1)):
            self.value[np.asarray(neuron)[recent == ago]] += 2.0**ago

    def due(self, ahead=0):
        """The neurons whose spikes arrive in the next step, or so many steps later."""
        return np.flatnonzero(self.value // 2.0 ** (self.delay - ahead) % 2)


class _Isolated:
    """A simulation in a process of its own."""

    def __init__(self, engine, arguments):
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(engine, arguments, theirs, self._pipe), daemon=True)
        self._process.start()
        theirs.close()
        self.__dict__.update(self._answer())

    def _answer(self):
        try:
            result = self._pipe.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"the simulator has ended with exit status {self._process.exitcode}") from None
        if isinstance(result, Exception):
            raise result
        return result

    def _ask(self, name, *arguments):
        self._pipe.send((name, arguments))
        return self._answer()

    def advance(self, steps, events):
        spikes, self.__dict__["seconds"], self.__dict__["processor_seconds"] = self._ask("advance", steps, events)
        return spikes

    def read(self, variable):
        return self._ask("read", variable)

    def write(self, variable, values):
        self._ask("write", variable, values)

    def close(self):
        self._pipe.close()
        self._process.terminate()
        self._process.join()


_FACTS = ("variables", "writable", "notes", "synapses", "build_seconds", "compile_seconds")


def _work(engine, arguments, pipe, others):
    others.close()
    simulation = None
    while True:
        try:
            if simulation is None:
                simulation = engine.create(*arguments)
                result = {name: getattr(simulation, name) for name in _FACTS if hasattr(simulation, name)}
            else:
                name, asked = pipe.recv()
                began, processor = time.perf_counter(), time.process_time()
                result = getattr(simulation, name)(*asked)
                if name == "advance":
                    seconds = getattr(simulation, "seconds", time.perf_counter() - began)
                    processor = getattr(simulation, "processor_seconds", time.process_time() - processor)
                    result = (result, seconds, processor)
        except EOFError:
            return
        except (ValueError, Unavailable) as error:
            result = error
        except Exception as error:
            traceback.print_exc()
            result = RuntimeError(f"{type(error).__name__}: {error}")
        pipe.send(result)
        if simulation is None:
            return


def serve(engine, isolated=False):
    """Answers requests until standard input ends; with `isolated` every simulation has a process of its own."""
    # Whatever prints, a simulator written in C among them, prints to standard error; the protocol alone has standard output.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this program, too; it leaves when its input ends
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    simulations = {}
    while line := requests.readline():
        fields = json.loads(line)
        arrays = {}
        for header in fields.pop("arrays", []):
            type_ = _TYPES[header["type"]]
            data = bytearray(header["length"] * type_.itemsize)
            if requests.readinto(data) != len(data):
                return  # the other side has ended
            arrays[header["name"]] = np.frombuffer(data, type_)
        try:
            answer, out = _answer(engine, simulations, fields, arrays, isolated)
        except ValueError as error:
            answer, out = {"error": "range", "message": str(error)}, {}
        except Unavailable as error:
            answer, out = {"error": "unavailable", "message": str(error)}, {}
        except Exception as error:
            traceback.print_exc()
            answer, out = {"error": "failed", "message": f"{type(error).__name__}: {error}"}, {}
        _send(answers, answer, out)


def _send(answers, answer, arrays):
    arrays = {name: np.ascontiguousarray(values, _TYPES[type_]) for name, (type_, values) in arrays.items()}
    names = {value: key for key, value in _TYPES.items()}
    headers = [{"name": name, "type": names[a.dtype], "length": a.size} for name, a in arrays.items()]
    if headers:
        answer = {**answer, "arrays": headers}
    answers.write(json.dumps(answer).encode() + b"\n")
    for array in arrays.values():
        answers.write(memoryview(array).cast("B") if array.size else b"")
    answers.flush()


def _answer(engine, simulations, fields, arrays, isolated):
    request = fields["request"]
    if request == "hello":
        return {
            "ok": True,
            "protocol": PROTOCOL,
            "name": engine.name,
            "version": getattr(engine, "version", ""),
            "precision": engine.precision,
            "methods": list(engine.methods),
            "maxThreads": getattr(engine, "max_threads", 1),
            "accuracy": getattr(engine, "accuracy", 0),
            "description": getattr(engine, "description", ""),
            "supports": getattr(engine, "supports", {}),
        }, {}
    if request == "create":
        arguments = (Network(fields, arrays), fields["dt"], fields["method"], fields["threads"])
        simulation = _Isolated(engine, arguments) if isolated else engine.create(*arguments)
        number = len(simulations) + 1
        simulations[number] = simulation
        return {
            "ok": True,
            "simulation": number,
            "variables": list(simulation.variables),
            "writable": list(getattr(simulation, "writable", simulation.variables)),
            "notes": list(getattr(simulation, "notes", [])),
            "synapses": getattr(simulation, "synapses", None),
            "buildSeconds": getattr(simulation, "build_seconds", None),
            "compileSeconds": getattr(simulation, "compile_seconds", None),
        }, {}
    if simulations.get(fields["simulation"]) is None:
        raise ValueError(f"Cannot {request}: a simulation that exists is required, received {fields['simulation']}")
    simulation = simulations[fields["simulation"]]
    if request == "advance":
        began, processor = time.perf_counter(), time.process_time()
        step, neuron = simulation.advance(fields["steps"], _Events(arrays))
        seconds = getattr(simulation, "seconds", time.perf_counter() - began)
        processor_seconds = getattr(simulation, "processor_seconds", time.process_time() - processor)
        order = np.lexsort((neuron, step))
        spikes = {"step": ("u32", np.asarray(step)[order]), "neuron": ("u32", np.asarray(neuron)[order])}
        return {"ok": True, "seconds": seconds, "processorSeconds": processor_seconds}, spikes
    if request == "read":
        values = np.asarray(simulation.read(fields["variable"]), float)
        return {"ok": True}, {"values": ("f64", values[arrays["neurons"]] if "neurons" in arrays else values)}
    if request == "write":
        simulation.write(fields["variable"], arrays["values"])
        return {"ok": True}, {}
    if request == "dispose":
        getattr(simulation, "close", lambda: None)()
        simulations[fields["simulation"]] = None  # its number is never used again
        return {"ok": True}, {}
    raise ValueError(f"Cannot answer: a request of version {PROTOCOL} is required, received {request!r}")
