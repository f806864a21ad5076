/**
 * A simulation of the fast engine.
 *
 * @module
 */

import { lowerBound } from "../model/bisection.ts";
import type { InitialVariable, Network } from "../model/network.ts";
import type { Simulation, Spikes, StateVariable, Watch, Watcher } from "../model/simulation.ts";
import { checkNeurons, checkSteps, checkVariable, checkWatch, checkWrite } from "../model/simulation_checks.ts";
import { variablesOf } from "../model/methods.ts";
import { type BlockVariable, decode, encode, FIELDS } from "./fields.ts";
import { MOST_REFRACTORY_STEPS, writeNote } from "./limits.ts";
import type { Plan } from "./plan.ts";
import { Samples } from "./sampling.ts";
import { SpikesUnderWay } from "./spikes_under_way.ts";
import type { Team } from "./team.ts";
import { STEPS_PER_CALL } from "./thread_image.ts";
import { WATCH_NOTHING } from "./watch_order.ts";

/** Settings that are fixed before the simulation begins. */
export interface SimulationSettings extends Plan {
  /** Name of the engine. */
  readonly engine: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Name of the method. */
  readonly method: string;
  /** Steps by which spikes are delayed. */
  readonly delay: number;
  /** Step that it begins at. */
  readonly firstStep: number;
}

/** The simulation of a network by a team of threads with the plan's images. */
export function simulationOf(
  network: Network,
  { engine, dt, method, delay, firstStep, scales, range, events, notes, images }: SimulationSettings,
  team: Team,
): Simulation {
  const variables = variablesOf(method);
  // Where no neuron can fire, the kernel's refractory counters stand still at 1, which forbids a spike; here they are counted.
  const refractory = range.isSilent ? new RefractoryCounts(network.neurons) : undefined;
  const underWay = delay > 0 ? new SpikesUnderWay(delay) : undefined;
  let step = firstStep;
  const written = new Map<StateVariable, string>();
  let isDisposed = false;
  let watched: Samples | undefined;

  const simulation: Simulation = {
    network,
    engine,
    precision: "float32",
    method,
    threads: images.length,
    get notes() {
      return [...notes, ...written.values()];
    },
    dt,
    get step() {
      return step;
    },
    variables,
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async advance(steps: number): Promise<Spikes> {
      checkSteps(steps, step, isDisposed);
      watch(undefined);
      return doSteps(steps);
    },
    watch(wanted: Watch): Watcher {
      checkWatch(wanted, variables, network.neurons, isDisposed);
      const samples = new Samples(wanted, {
        images,
        wordIndex: team.wordIndex,
        scales,
        firstStep,
        isInMemory,
        read: readAny,
      });
      return {
        // deno-lint-ignore require-await -- async, so that a bad argument rejects
        async advance(steps: number) {
          checkSteps(steps, step, isDisposed);
          watch(samples);
          return { spikes: doSteps(steps), samples: samples.taken(), isLost: team.own.isLost };
        },
      };
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async read(variable: StateVariable, neurons?: Uint32Array): Promise<Float64Array> {
      checkVariable("read", variable, variables, isDisposed);
      if (neurons !== undefined) checkNeurons(neurons, network.neurons);
      return readAny(variable, neurons);
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async write(variable: StateVariable, values: Float64Array): Promise<void> {
      checkVariable("write", variable, variables, isDisposed);
      checkWrite(variable, values, network.neurons, { dt, method }, {
        mostRefractorySteps: MOST_REFRACTORY_STEPS,
        delay,
      });
      const note = writeNote(variable, values, scales.g, range);
      if (note !== undefined && !written.has(variable)) written.set(variable, note);
      watch(undefined); // what is known to be lost may be so no more
      writeAll(variable, values);
    },
    [Symbol.asyncDispose]() {
      if (!isDisposed) team.dispose();
      isDisposed = true;
      return Promise.resolve();
    },
  };

  /** Does steps, fewer where a watched potential is newly not finite, and gives their spikes. */
  function doSteps(steps: number): Spikes {
    const parts: StepsDone[] = [];
    for (const end = step + steps; step < end;) {
      if (step >= events.next) giveEvents();
      if (underWay !== undefined) team.setPending(underWay.due);
      const most = underWay === undefined ? STEPS_PER_CALL : 1;
      const done = team.run(Math.min(most, end - step, events.next - step, watched?.mostSteps(step) ?? Infinity));
      const counts = team.own.logCounts(done).slice();
      const neurons = team.own.logged(counts.reduce((sum, count) => sum + count, 0)).slice();
      underWay?.push(neurons);
      parts.push({ first: step, counts, neurons });
      step += done;
      watched?.take(step - done, done, (count) => team.own.samples(count));
      if (team.own.isLost) break;
    }
    return spikesOf(parts);
  }

  /** Has the threads watch for these samples, or for nothing. */
  function watch(samples: Samples | undefined): void {
    if (samples === watched) return;
    team.watch(samples?.order ?? WATCH_NOTHING);
    watched = samples;
  }

  /** Whether the kernels' memory has a variable as it is read. */
  function isInMemory(variable: StateVariable): boolean {
    return variable !== "spike" && !(variable === "refractory" && refractory !== undefined);
  }

  function readAny(variable: StateVariable, neurons: Uint32Array | undefined): Float64Array {
    return variable === "spike" ? readSpike(neurons) : readBlocks(variable as BlockVariable, neurons);
  }

  /** Gives the threads the next window of external events; the last one is over. They count steps from the first. */
  function giveEvents(): void {
    let window = events.take();
    while (events.next <= step) window = events.take();
    const from = lowerBound(window.step, step), count = window.step.length - from;
    const words = new Uint32Array(2 * count);
    for (let k = 0; k < count; k++) {
      words[2 * k] = window.step[from + k] - firstStep;
      words[2 * k + 1] = window.neuron[from + k];
    }
    team.setEvents(words);
  }

  function readSpike(neurons: Uint32Array | undefined): Float64Array {
    const spike = underWay?.bits(network.neurons) ?? new Float64Array(network.neurons);
    if (underWay === undefined) { for (const i of team.own.pending()) spike[i] = 1; }
    return neurons === undefined ? spike : Float64Array.from(neurons, (i) => spike[i]);
  }

  function readBlocks(variable: BlockVariable, neurons: Uint32Array | undefined): Float64Array {
    if (variable === "refractory" && refractory !== undefined) return refractory.at(step, neurons);
    // A monitor of a few neurons reads at every step: what the caller's own thread has is not worth a copy of everything.
    if (neurons !== undefined && team.own.hasAll(neurons)) {
      return decode(variable, team.own.wordsOf(FIELDS[variable], neurons), scales);
    }
    const words = new Uint32Array(network.neurons);
    team.copyOut(FIELDS[variable], words);
    return decode(variable, neurons === undefined ? words : Uint32Array.from(neurons, (i) => words[i]), scales);
  }

  function writeAll(variable: StateVariable, values: Float64Array): void {
    if (variable === "spike" && underWay !== undefined) {
      underWay.set(values);
    } else if (variable === "spike") {
      team.setPending(Uint32Array.from([...values.keys()].filter((i) => values[i] === 1)));
    } else if (variable === "refractory" && refractory !== undefined) {
      refractory.set(values, step);
    } else {
      team.copyIn(FIELDS[variable as BlockVariable], encode(variable as BlockVariable, values, scales));
    }
    if (variables.includes("spikeLag") && (variable === "spike" || variable === "spikeLag")) setPendingLags();
  }

  /** Gives the pending spikes the lags that their neurons have. */
  function setPendingLags(): void {
    const words = new Uint32Array(network.neurons);
    team.copyOut(FIELDS.spikeLag, words);
    team.setPendingLags(team.own.pending().map((i) => words[i]));
  }

  if (refractory !== undefined) {
    team.copyIn(FIELDS.refractory, new Uint32Array(network.neurons).fill(1));
  }
  for (const variable of Object.keys(network.initial) as InitialVariable[]) {
    writeAll(variable, network.initial[variable]);
  }
  if (variables.includes("gateLag")) writeAll("gateLag", new Float64Array(network.neurons));
  return simulation;
}

/** Steps that one run of the loop has done: their first, and their spikes. */
interface StepsDone {
  readonly first: number;
  readonly counts: Uint32Array;
  readonly neurons: Uint32Array;
}

/** The spikes of runs of the loop. */
function spikesOf(parts: readonly StepsDone[]): Spikes {
  const total = parts.reduce((sum, { neurons }) => sum + neurons.length, 0);
  const spikes = { step: new Uint32Array(total), neuron: new Uint32Array(total) };
  let k = 0;
  for (const { first, counts, neurons } of parts) {
    spikes.neuron.set(neurons, k);
    counts.forEach((count, s) => {
      spikes.step.fill(first + s, k, k + count);
      k += count;
    });
  }
  return spikes;
}

/** Refractory counters of neurons that do not fire: each counts down to 0 from what was written. */
class RefractoryCounts {
  #written: Float64Array;
  #step = 0;

  constructor(neurons: number) {
    this.#written = new Float64Array(neurons);
  }

  /** Replaces the counters before step `step`. */
  set(values: Float64Array, step: number): void {
    this.#written = values.slice();
    this.#step = step;
  }

  /** The counters before step `step`, of all neurons or of these. */
  at(step: number, neurons?: Uint32Array): Float64Array {
    const elapsed = step - this.#step;
    const left = (count: number) => Math.max(0, count - elapsed);
    return neurons === undefined ? this.#written.map(left) : Float64Array.from(neurons, (i) => left(this.#written[i]));
  }
}
