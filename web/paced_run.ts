/// <reference lib="dom" />
/**
 * One run on the page: a network or two, kept at the same simulated time, at the speed that is asked for.
 *
 * @module
 */

import { divergenceWords } from "./divergence_words.ts";
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
  #quanta = 0;
  /** Simulated time that all networks advance by [ms]: the longest time step. */
  readonly #quantum: number;
  readonly #pacer: Pacer;
  readonly #observer: Observer;

  /** Starts a run of these networks, each in its worker. It waits, paused, where `isPaused`. */
  constructor(workers: readonly Worker[], settings: readonly Settings[], isPaused: boolean, observer: Observer) {
    this.#observer = observer;
    this.#stop = settings[0].stop;
    this.#quantum = Math.max(...settings.map(({ dt }) => dt));
    this.#pacer = new Pacer(settings[0].speed);
    this.runners = settings.map((one, k) =>
      new Runner(workers[k], one, {
        onCreated: () => {
          if (this.runners.every(({ network }) => network !== undefined)) this.#become(isPaused ? "paused" : "running");
        },
        onBatch: (batch) => this.#take(batch, one),
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
    this.#advance(Math.min(wanted, left));
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
    this.#advance(1);
    this.#settle();
  }

  /** Ends the run and its workers. */
  end(): void {
    for (const runner of this.runners) runner.end();
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

  #trouble(sentence: string): void {
    if (this.#state !== "running") return;
    this.pause();
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
