/// <reference lib="dom" />
/**
 * One run on the page: a network or two, kept at the same simulated time, at the speed that is asked for.
 *
 * @module
 */

import { divergenceWords } from "./divergence_words.ts";
import { timeOf } from "../model/milliseconds.ts";
import type { LiveEvent, LiveName } from "./live_event.ts";
import { Pacer } from "./pacing.ts";
import type { Batch } from "./protocol.ts";
import { Runner } from "./runner.ts";
import type { Settings } from "./settings.ts";

/** What a run does; `pausing` is a pause whose last steps are still being made. */
export type State = "building" | "running" | "pausing" | "paused" | "failed";

/** What a run tells the page. */
export interface Observer {
  /** The state is another. */
  onState(state: State): void;
  /** Something that was planned has been done to the networks. */
  onIntervention(): void;
  /** The picked neuron of network k is known better. */
  onNeuron(k: number): void;
  /** Why the run stopped, a sentence or more. */
  onTrouble(sentence: string): void;
}

/** Batches that a worker may have before it at most, so that it never waits for the page. */
const AHEAD = 2;

/** A run. */
export class PacedRun {
  /** The networks. */
  readonly runners: readonly Runner[];
  #state: State = "building";
  #stop: number | undefined;
  #isUnseen = document.hidden;
  #isTroubled = false;
  #quanta = 0;
  /** Simulated time that all networks advance by [ms]: the longest time step. */
  readonly #quantum: number;
  /** Events that are still to come, with the quantum before which they are. */
  readonly #planned: { readonly quanta: number; readonly events: readonly (LiveEvent | undefined)[] }[];
  readonly #pacer: Pacer;
  readonly #observer: Observer;

  /** Starts a run of these networks, each in its worker. It waits, paused, where `isPaused`. */
  constructor(workers: readonly Worker[], settings: readonly Settings[], isPaused: boolean, observer: Observer) {
    this.#observer = observer;
    this.#stop = settings[0].stop;
    this.#quantum = Math.max(...settings.map(({ dt }) => dt));
    this.#pacer = new Pacer(settings[0].speed);
    this.#planned = (settings[0].then ?? []).map((event) => ({
      quanta: Math.round(event.time / this.#quantum),
      events: settings.map(({ then = [] }) => then.includes(event) ? event : undefined),
    }));
    this.runners = settings.map((one, k) =>
      new Runner(workers[k], one, {
        onCreated: () => {
          if (this.runners.every(({ network }) => network !== undefined)) this.#become(isPaused ? "paused" : "running");
        },
        onBatch: (batch) => this.#take(batch, { ...one, spec: this.runners[k].spec }),
        onNeuron: () => observer.onNeuron(k),
        onFailure: (message) => this.#fail(message),
      })
    );
  }

  /** What the run does. */
  get state(): State {
    return this.#state;
  }

  /** Time that every network has reached [ms]. */
  get time(): number {
    return Math.min(...this.runners.map(({ time }) => time));
  }

  /** Whether the run has reached its stop. */
  get isAtStop(): boolean {
    return this.#stop !== undefined && this.#left() === 0;
  }

  /** Changes the speed; Infinity is as fast as it can. */
  set speed(speed: number) {
    this.#pacer.speed = speed;
  }

  /** Changes the time at which the run stops by itself [ms]. */
  set stop(stop: number | undefined) {
    this.#stop = stop;
  }

  /** Whether the page is in the background, where nobody sees the run and it rests. */
  set isUnseen(isUnseen: boolean) {
    this.#isUnseen = isUnseen;
    this.#pacer.rest();
  }

  /** Orders the next steps where it is time for them. */
  pump(now: number): void {
    if (this.#state !== "running" || this.#isUnseen) return;
    if (this.runners.some(({ outstanding }) => outstanding >= AHEAD)) return;
    const left = this.#left();
    if (left === 0) return this.pause();
    const wanted = Math.round(this.#pacer.next(now, this.#quantum) / this.#quantum);
    this.#intervene();
    this.#advance(Math.min(wanted, left, (this.#planned[0]?.quanta ?? Infinity) - this.#quanta));
  }

  /**
   * Does something to the networks now, between two steps; gives what was done, with its time, or undefined where there is no
   * network yet. `isForAll` is false where it is for the first network only.
   */
  intervene(name: LiveName, text: string, isForAll: boolean): LiveEvent | undefined {
    if (this.#state === "building" || this.#state === "failed") return undefined;
    const event = { time: timeOf(this.#quanta, this.#quantum), name, text };
    for (const runner of isForAll ? this.runners : this.runners.slice(0, 1)) runner.intervene(event);
    return event;
  }

  /** Pauses; the steps that were ordered are still made. */
  pause(): void {
    if (this.#state !== "running") return;
    this.#become("pausing");
    this.#settle();
  }

  /** Goes on. */
  resume(): void {
    if (this.#state !== "paused") return;
    this.#pacer.rest();
    this.#become("running");
  }

  /** Makes a single step: of the longest time step where there are two. */
  stepOnce(): void {
    if (this.#state !== "paused") return;
    this.#become("pausing");
    this.#intervene();
    this.#advance(1);
    this.#settle();
  }

  /** Ends the run and its workers. */
  end(): void {
    for (const runner of this.runners) runner.end();
  }

  /** Does what is planned for this time. */
  #intervene(): void {
    while (this.#planned.length > 0 && this.#planned[0].quanta <= this.#quanta) {
      const { events } = this.#planned.shift()!;
      this.runners.forEach((runner, k) => events[k] !== undefined && runner.intervene(events[k]));
      this.#observer.onIntervention();
    }
  }

  #left(): number {
    return this.#stop === undefined ? Infinity : Math.max(0, Math.round(this.#stop / this.#quantum) - this.#quanta);
  }

  #advance(quanta: number): void {
    if (quanta <= 0) return;
    this.#quanta += quanta;
    for (const runner of this.runners) runner.advanceTo(this.#quanta * this.#quantum);
  }

  #take(batch: Batch, settings: Settings): void {
    this.#pacer.learn(batch.steps * settings.dt, batch.wall);
    if (batch.diverged > 0) this.#trouble(divergenceWords(batch.diverged, settings));
    this.#settle();
    this.pump(performance.now());
  }

  /** Says once what is wrong. The run pauses, unless it is to go on to its stop: a link that has one reproduces it. */
  #trouble(sentence: string): void {
    if (this.#isTroubled) return;
    this.#isTroubled = true;
    if (this.#stop === undefined) this.pause();
    this.#observer.onTrouble(sentence);
  }

  #settle(): void {
    if (this.#state === "pausing" && this.runners.every(({ outstanding }) => outstanding === 0)) this.#become("paused");
  }

  #fail(message: string): void {
    this.end();
    this.#become("failed");
    this.#observer.onTrouble(message);
  }

  #become(state: State): void {
    this.#state = state;
    this.#observer.onState(state);
  }
}
