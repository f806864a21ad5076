/**
 * A simulation in another process. What is asked is checked before it is sent, and what comes before anything sees it, so
 * that a program that lies is found out here.
 *
 * @module
 */

import { delaySteps } from "../model/delay.ts";
import type { Network } from "../model/network.ts";
import {
  type Simulation,
  type Spikes,
  STATE_VARIABLES,
  type StateVariable,
  UnwritableError,
} from "../model/simulation.ts";
import { checkNeurons, checkSteps, checkVariable, checkWrite } from "../model/simulation_checks.ts";
import { eventsInTurn } from "../model/stimulus.ts";
import { type Message, type OutgoingArray, quoted, whole, type WireArray } from "./frame.ts";

/** A simulation in another process. It reports how long the program has worked, apart from sending and waiting. */
export interface ProcessSimulation extends Simulation {
  /** Variables that can be written. */
  readonly writable: readonly StateVariable[];
  /** Synapses as the program counts them; NaN if it does not say. */
  readonly synapses: number;
  /** Time that building the network took [s], as the program measured it; NaN if it did not. */
  readonly buildSeconds: number;
  /** Time that compiling took [s], as the program measured it; NaN if it did not. */
  readonly compileSeconds: number;
  /** Time of the simulation alone in the last `advance` [s], as the program measured it; NaN before, or if it did not. */
  readonly seconds: number;
  /** Processor time of all threads in the last `advance` [s]; NaN before, or if the program did not measure it. */
  readonly processorSeconds: number;
}

/** Steps whose events are announced: a simulator may have to know of an event before the step in which it arrives. */
export const COMING = 2;

/** Sends a request and gives its answer. */
export type Ask = (
  action: string,
  fields: Readonly<Record<string, unknown>>,
  arrays?: Readonly<Record<string, OutgoingArray>>,
) => Promise<Message>;

/** Properties that are settled when the program has created the simulation. */
export interface Settled {
  /** Time step [ms]. */
  readonly dt: number;
  /** Integration method. */
  readonly method: string;
  /** Threads that the program was asked to use. */
  readonly threads: number;
  /** Name of the engine. */
  readonly engine: string;
  /** Precision of its state. */
  readonly precision: "float64" | "float32";
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * The simulation that the answer to `create` describes.
 * @throws {Error} if the answer describes none.
 */
export function simulationIn(
  ask: Ask,
  network: Network,
  settled: Settled,
  created: Message["fields"],
): ProcessSimulation {
  const { simulation, variables, writable, notes } = createdOf(created);
  const { dt, method } = settled;
  // Events are given step after step, so those that are announced have a sequence of their own.
  const events = eventsInTurn(network, dt), coming = eventsInTurn(network, dt);
  const delay = delaySteps(network.spec.synapses, { dt, method });
  let step = 0, isDisposed = false, isBusy = false;
  let seconds = NaN, processorSeconds = NaN;

  /** One request at a time: two at once would have no order. */
  async function alone<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
    if (isBusy) throw new Error(`Cannot ${action}: the simulation is at work on another request`);
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  }

  return {
    network,
    ...settled,
    notes: [...settled.notes, ...notes],
    get step() {
      return step;
    },
    variables,
    writable,
    synapses: numberOr(created.synapses, NaN),
    buildSeconds: numberOr(created.buildSeconds, NaN),
    compileSeconds: numberOr(created.compileSeconds, NaN),
    get seconds() {
      return seconds;
    },
    get processorSeconds() {
      return processorSeconds;
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async advance(steps: number): Promise<Spikes> {
      checkSteps(steps, step, isDisposed);
      return alone("advance simulation", async () => {
        const stimulus = eventsBetween(events, step, step + steps);
        const { fields, arrays } = await ask(
          "advance simulation",
          { request: "advance", simulation, steps },
          {
            stimulusStep: whole(stimulus.step),
            stimulusNeuron: whole(stimulus.neuron),
            ...comingEvents(eventsBetween(coming, step + steps, step + steps + COMING)),
          },
        );
        const spikes = spikesOf(arrays, step, steps, network.neurons);
        step += steps;
        seconds = numberOr(fields.seconds, NaN);
        processorSeconds = numberOr(fields.processorSeconds, NaN);
        return spikes;
      });
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async read(variable: StateVariable, neurons?: Uint32Array): Promise<Float64Array> {
      checkVariable("read", variable, variables, isDisposed);
      if (neurons !== undefined) checkNeurons(neurons, network.neurons);
      const action = `read ${variable}`;
      return alone(action, async () => {
        const asked: Readonly<Record<string, OutgoingArray>> = neurons === undefined
          ? {}
          : { neurons: whole(neurons.slice()) };
        const { arrays: { values } } = await ask(action, { request: "read", simulation, variable }, asked);
        const length = neurons?.length ?? network.neurons;
        if (values instanceof Float64Array && values.length === length) return values;
        throw new Error(`Cannot ${action}: an array values of ${length} f64 is required, received ${inWords(values)}`);
      });
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async write(variable: StateVariable, values: Float64Array): Promise<void> {
      checkVariable("write", variable, variables, isDisposed);
      checkWrite(variable, values, network.neurons, { dt, method }, { delay });
      const action = `write ${variable}`;
      if (!writable.includes(variable)) {
        throw new UnwritableError(
          `Cannot ${action}: engine ${settled.engine} can write ${writable.join(", ") || "nothing"}`,
        );
      }
      return alone(action, async () => {
        await ask(action, { request: "write", simulation, variable }, { values: whole(values.slice()) });
      });
    },
    async [Symbol.asyncDispose]() {
      if (isDisposed) return;
      isDisposed = true;
      await ask("dispose simulation", { request: "dispose", simulation }).catch(() => {}); // it may have ended already
    },
  };
}

/** The stimulus in steps [start, stop), in order. */
export function eventsBetween(events: (step: number) => Uint32Array, start: number, stop: number): Spikes {
  const steps: number[] = [], neurons: number[] = [];
  for (let step = start; step < stop; step++) {
    for (const neuron of events(step)) {
      steps.push(step);
      neurons.push(neuron);
    }
  }
  return { step: Uint32Array.from(steps), neuron: Uint32Array.from(neurons) };
}

/** The arrays of events that are announced. */
export function comingEvents({ step, neuron }: Spikes): Readonly<Record<string, OutgoingArray>> {
  return { comingStep: whole(step), comingNeuron: whole(neuron) };
}

interface Created {
  readonly simulation: number;
  readonly variables: readonly StateVariable[];
  readonly writable: readonly StateVariable[];
  readonly notes: readonly string[];
}

function createdOf({ simulation, variables, writable = variables, notes = [] }: Message["fields"]): Created {
  const are = (list: unknown): list is StateVariable[] =>
    Array.isArray(list) && list.every((name) => STATE_VARIABLES.includes(name));
  const problem = !Number.isSafeInteger(simulation)
    ? ["simulation must be an integer", simulation] as const
    : !are(variables)
    ? [`variables must be of ${STATE_VARIABLES.join(", ")}`, variables] as const
    : !are(writable)
    ? [`writable must be of ${STATE_VARIABLES.join(", ")}`, writable] as const
    : !Array.isArray(notes) || !notes.every((note) => typeof note === "string")
    ? ["notes must be a list of sentences", notes] as const
    : undefined;
  if (problem !== undefined) {
    const received = quoted(JSON.stringify(problem[1]) ?? "nothing");
    throw new Error(`Cannot create simulation: in the answer ${problem[0]}, received ${received}`);
  }
  const sorted = (list: unknown) => STATE_VARIABLES.filter((name) => (list as StateVariable[]).includes(name));
  return { simulation, variables: sorted(variables), writable: sorted(writable), notes } as Created;
}

function spikesOf({ step, neuron }: Message["arrays"], start: number, steps: number, neurons: number): Spikes {
  const fail = (what: string): never => {
    throw new Error(`Cannot advance simulation: in the answer ${what}`);
  };
  if (!(step instanceof Uint32Array) || !(neuron instanceof Uint32Array) || step.length !== neuron.length) {
    return fail(`step and neuron must be u32 of one length, received ${inWords(step)} and ${inWords(neuron)}`);
  }
  for (let k = 0; k < step.length; k++) {
    if (step[k] < start || step[k] >= start + steps) {
      return fail(`steps must be in [${start}, ${start + steps}), received ${step[k]}`);
    }
    if (neuron[k] >= neurons) return fail(`neurons must be in [0, ${neurons}), received ${neuron[k]}`);
    if (k > 0 && (step[k] < step[k - 1] || (step[k] === step[k - 1] && neuron[k] <= neuron[k - 1]))) {
      return fail(
        `spikes must be sorted by step, then by neuron, each once, received neuron ${neuron[k]} in step ${
          step[k]
        } after ` +
          `neuron ${neuron[k - 1]} in step ${step[k - 1]}`,
      );
    }
  }
  return { step, neuron };
}

function inWords(array: WireArray | undefined): string {
  if (array === undefined) return "none";
  return `${array.length} ${array instanceof Uint32Array ? "u32" : "f64"}`;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}
