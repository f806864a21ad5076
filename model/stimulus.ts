/**
 * External excitatory events of a network: which neuron gets one in which step. They are made as a run needs them, a window
 * of steps at a time, so a stimulus may last longer than any run. Windows are no part of the result.
 *
 * @module
 */

import { lowerBound } from "./bisection.ts";
import { log } from "./elementary.ts";
import type { Network } from "./network.ts";
import { PURPOSE, uniform } from "./random.ts";
import type { Spikes } from "./simulation.ts";
import type { StimulusSpec } from "./spec.ts";

/** The last step that fits into Spikes, and that a simulation reaches. */
const LAST_STEP = 0xffffffff;

/** Most steps of a window. */
const LONGEST_WINDOW = 4096;

/** Mean number of Poisson events above which a window is made shorter. */
const WINDOW_EVENTS = 32_768;

/** Largest mean number of Poisson events in one step: a step's events are held in memory, 8 bytes each. */
const MOST_IN_A_STEP = 2 ** 26;

/** Most events in one list of all events; their mean number, for Poisson trains. */
const MOST_IN_A_LIST = 2 ** 24;

/** A number that a Poisson number of this mean exceeds with a probability below 1e-20 (Bernstein's inequality). */
function poissonBound(mean: number): number {
  return Math.ceil(mean + 10 * Math.sqrt(mean) + 40);
}

type Poisson = Extract<StimulusSpec, { kind: "poisson" }>;

/** Mean number of events of these trains in a stretch of `duration` [ms], at most. */
function meanOf({ rate, start, stop }: Poisson, trains: number, duration: number): number {
  return trains * rate / 1000 * Math.min(duration, stop - start);
}

/** The number that no neuron has more events than in one step; see poissonBound for Poisson trains. */
export function mostEventsAtOnce({ spec: { stimulus } }: Network, dt: number): number {
  if (stimulus.kind === "none") return 0;
  if (stimulus.kind === "poisson") {
    return stimulus.cells === 0 || stimulus.rate === 0 ? 0 : poissonBound(meanOf(stimulus, 1, dt));
  }
  const { step, neuron } = sorted(stimulus.steps, stimulus.targets);
  let most = 0;
  for (let k = 0, count = 0; k < step.length; k++) {
    count = k > 0 && step[k] === step[k - 1] && neuron[k] === neuron[k - 1] ? count + 1 : 1;
    if (count > most) most = count;
  }
  return most;
}

/** The events of a network in windows of equally many steps, one after the other. */
export interface EventWindows {
  /** Events of a window, at most. */
  readonly capacity: number;
  /** The step at which the next window begins, before which there is no event more; Infinity where none is left. */
  readonly next: number;
  /** The events of the next window, sorted by step and target. */
  take(): Spikes;
}

/**
 * The events of a network from step 0 on; an event in step k counts as an excitatory spike that arrives in step k.
 * Poisson trains have exponential intervals in continuous time, so the same events at every dt.
 * @throws {RangeError} where more than 2^26 Poisson events are to be expected in one step.
 */
export function eventWindows(network: Network, dt: number): EventWindows {
  const { stimulus } = network.spec;
  switch (stimulus.kind) {
    case "none":
      return new GivenEvents({ step: new Uint32Array(0), neuron: new Uint32Array(0) });
    case "events":
      return new GivenEvents(sorted(stimulus.steps, stimulus.targets));
    case "poisson":
      return new PoissonEvents(stimulus, Math.min(stimulus.cells, network.neurons), network.spec.seed, dt);
  }
}

/**
 * The events of the first `steps` steps, or all of them, as one list, sorted by step and target.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, stimulusEvents } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const stimulus = { kind: "events", steps: [7, 3], targets: [0, 1] } as const;
 * const network = buildNetwork({ ...cobaHh({ scale: 0.1 }), stimulus });
 * assertEquals(stimulusEvents(network, 0.1), { step: Uint32Array.of(3, 7), neuron: Uint32Array.of(1, 0) });
 * ```
 *
 * @throws {RangeError} where they are more than a list can hold: 2^24 of them are to be expected.
 * @category Model
 */
export function stimulusEvents(network: Network, dt: number, steps: number = Infinity): Spikes {
  const { stimulus } = network.spec;
  if (stimulus.kind === "poisson") {
    const duration = Math.max(0, Math.min(steps, LAST_STEP) * dt - stimulus.start);
    const mean = meanOf(stimulus, Math.min(stimulus.cells, network.neurons), duration);
    if (mean > MOST_IN_A_LIST) {
      throw new RangeError(
        `Cannot list stimulus: at most ${MOST_IN_A_LIST} events are possible, received some ` +
          `${mean.toPrecision(3)}; set stimulus.stop (${stimulus.stop} ms) to the end of the run`,
      );
    }
  }
  const windows = eventWindows(network, dt);
  const parts: Spikes[] = [];
  while (windows.next < steps) parts.push(windows.take());
  const length = parts.reduce((sum, { step }) => sum + step.length, 0);
  const step = new Uint32Array(length), neuron = new Uint32Array(length);
  let at = 0;
  for (const part of parts) {
    step.set(part.step, at);
    neuron.set(part.neuron, at);
    at += part.step.length;
  }
  const end = lowerBound(step, steps);
  return { step: step.subarray(0, end), neuron: neuron.subarray(0, end) };
}

/** The targets of the events of a step, ascending, for a caller that asks for one step after the other. */
export function eventsInTurn(network: Network, dt: number): (step: number) => Uint32Array {
  const windows = eventWindows(network, dt);
  let window: Spikes = { step: new Uint32Array(0), neuron: new Uint32Array(0) };
  return (step) => {
    while (windows.next <= step) window = windows.take();
    return window.neuron.subarray(lowerBound(window.step, step), lowerBound(window.step, step + 1));
  };
}

/** First step of the window of so many steps in which a step lies. */
function windowOf(step: number, steps: number): number {
  return Math.floor(step / steps) * steps;
}

/** Events by step and target. */
function sorted(steps: readonly number[], targets: readonly number[]): Spikes {
  const order = [...steps.keys()].sort((a, b) => steps[a] - steps[b] || targets[a] - targets[b]);
  return { step: Uint32Array.from(order, (k) => steps[k]), neuron: Uint32Array.from(order, (k) => targets[k]) };
}

/** Events that the specification lists. */
class GivenEvents implements EventWindows {
  readonly #events: Spikes;
  #taken = 0;
  readonly capacity: number;
  next: number;

  constructor(events: Spikes) {
    this.#events = events;
    const { step } = events;
    let most = 0;
    for (let first = 0, k = 0; k < step.length; k++) {
      while (step[first] < windowOf(step[k], LONGEST_WINDOW)) first++;
      most = Math.max(most, k + 1 - first);
    }
    this.capacity = most;
    this.next = this.#nextWindow();
  }

  #nextWindow(): number {
    const { step } = this.#events;
    return this.#taken < step.length ? windowOf(step[this.#taken], LONGEST_WINDOW) : Infinity;
  }

  take(): Spikes {
    const { step, neuron } = this.#events;
    const first = this.#taken, end = lowerBound(step, this.next + LONGEST_WINDOW);
    this.#taken = end;
    this.next = this.#nextWindow();
    return { step: step.subarray(first, end), neuron: neuron.subarray(first, end) };
  }
}

/** Poisson trains: for each, the time of its next event and the number of its next interval. */
class PoissonEvents implements EventWindows {
  readonly #stimulus: Poisson;
  readonly #seed: number;
  readonly #dt: number;
  readonly #steps: number;
  readonly #times: Float64Array;
  readonly #draws: Float64Array;
  readonly capacity: number;
  next: number;

  constructor(stimulus: Poisson, trains: number, seed: number, dt: number) {
    const inAStep = meanOf(stimulus, trains, dt);
    if (inAStep > MOST_IN_A_STEP) {
      throw new RangeError(
        `Cannot create simulation: at most ${MOST_IN_A_STEP} events of the stimulus may be expected in one step, ` +
          `received ${inAStep.toPrecision(3)}`,
      );
    }
    this.#stimulus = stimulus;
    this.#seed = seed;
    this.#dt = dt;
    this.#steps = Math.max(1, Math.min(LONGEST_WINDOW, Math.floor(WINDOW_EVENTS / inAStep)));
    this.capacity = trains > 0 && stimulus.rate > 0 ? poissonBound(meanOf(stimulus, trains, this.#steps * dt)) : 0;
    this.#times = new Float64Array(this.capacity === 0 ? 0 : trains).fill(stimulus.start);
    this.#draws = new Float64Array(this.#times.length);
    for (let train = 0; train < this.#times.length; train++) this.#advance(train);
    this.next = this.#nextWindow();
  }

  #advance(train: number): void {
    const chance = uniform(this.#seed, PURPOSE.stimulus, train, this.#draws[train]++);
    this.#times[train] -= log(1 - chance) * 1000 / this.#stimulus.rate;
  }

  /** The step of a train's next event; Infinity where it has none. */
  #stepOf(train: number): number {
    const time = this.#times[train], step = Math.floor(time / this.#dt);
    return time >= this.#stimulus.stop || step > LAST_STEP ? Infinity : step;
  }

  #nextWindow(): number {
    let first = Infinity;
    for (let train = 0; train < this.#times.length; train++) first = Math.min(first, this.#stepOf(train));
    return first === Infinity ? Infinity : windowOf(first, this.#steps);
  }

  take(): Spikes {
    const first = this.next, end = first + this.#steps;
    const steps: number[] = [], neurons: number[] = [];
    for (let train = 0; train < this.#times.length; train++) {
      for (let step = this.#stepOf(train); step < end; step = this.#stepOf(train)) {
        steps.push(step - first);
        neurons.push(train);
        this.#advance(train);
      }
    }
    if (steps.length > this.capacity) {
      throw new RangeError(
        `Cannot make stimulus: at most ${this.capacity} events are expected in ${this.#steps} steps, received ` +
          `${steps.length}`,
      );
    }
    this.next = this.#nextWindow();
    return byStep(steps, neurons, first, this.#steps);
  }
}

/** Events of ascending neurons, sorted by step as well; steps count from `first`. */
function byStep(steps: readonly number[], neurons: readonly number[], first: number, count: number): Spikes {
  const places = new Uint32Array(count + 1);
  for (const step of steps) places[step + 1]++;
  for (let step = 0; step < count; step++) places[step + 1] += places[step];
  const events = { step: new Uint32Array(steps.length), neuron: new Uint32Array(steps.length) };
  for (let k = 0; k < steps.length; k++) {
    const at = places[steps[k]]++;
    events.step[at] = first + steps[k];
    events.neuron[at] = neurons[k];
  }
  return events;
}
