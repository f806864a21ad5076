/**
 * Samples of state variables while steps are done: which the step loop takes, and which are read between its runs.
 *
 * The loop copies words of all its samples after the same steps, into rows of which a run can hold some. Probes that are due
 * more rarely are sampled along where they are small, and the surplus rows are left out. What the loop cannot take is read
 * after the steps in which it is due, at each of which a run has to end.
 *
 * @module
 */

import type { Probe, StateVariable, Watch, WatchedSteps } from "../model/simulation.ts";
import { type BlockVariable, decode, FIELDS, type wordIndex } from "./fields.ts";
import { WATCHED_WORDS } from "./layout.ts";
import type { Scales } from "./scales.ts";
import type { ThreadImage } from "./thread_image.ts";
import { watchOrder } from "./watch_order.ts";

/** Neurons of a probe that is sampled more often than it is due, at most. */
const SAMPLED_ALONG = 64;

/** Properties of a simulation that samples are taken of. */
export interface Sampled {
  /** Its threads. */
  readonly images: readonly ThreadImage[];
  /** Where words of neurons are in their memories. */
  readonly wordIndex: typeof wordIndex;
  /** Scales of its state. */
  readonly scales: Scales;
  /** Step that it began at: threads count from there. */
  readonly firstStep: number;
  /** Whether the kernels' memory has the variable as it is read. */
  isInMemory(variable: StateVariable): boolean;
  /** The variable of these neurons, now. */
  read(variable: StateVariable, neurons: Uint32Array): Float64Array;
}

/** The samples of one watch. */
export class Samples {
  /** What the threads are told to watch (watch_order.ts). */
  readonly order: Uint32Array;
  readonly #probes: readonly Probe[];
  readonly #simulation: Sampled;
  /** Offset in a row of each probe that the loop samples [words]. */
  readonly #offsets: ReadonlyMap<Probe, number>;
  readonly #rowWords: number;
  /** Steps after which the loop samples; none where it samples nothing. */
  readonly #steps: WatchedSteps | undefined;
  #parts: Float64Array[][];

  /** Samples of the watch, whose arrays are copied. */
  constructor({ probes, finite }: Watch, simulation: Sampled) {
    this.#probes = probes.map((probe) => ({ ...probe, neurons: probe.neurons.slice() }));
    this.#simulation = simulation;
    const samples = commonSteps(this.#probes);
    const offsets = new Map<Probe, number>();
    let rowWords = 0;
    for (const probe of this.#probes) {
      const isSmall = rowWords + probe.neurons.length <= WATCHED_WORDS;
      if (!isSmall || !simulation.isInMemory(probe.variable) || !isSampledAlong(probe, samples)) continue;
      offsets.set(probe, rowWords);
      rowWords += probe.neurons.length;
    }
    this.#offsets = offsets;
    this.#rowWords = rowWords;
    this.#parts = this.#probes.map(() => []);
    this.#steps = rowWords === 0 ? undefined : samples;
    const words = wordsOf(offsets, rowWords, simulation);
    const counted = (steps: WatchedSteps | undefined) => steps && countedFrom(simulation.firstStep, steps);
    this.order = watchOrder({ rowBytes: 4 * rowWords, samples: counted(this.#steps), looks: counted(finite), words });
  }

  /** Steps that a run of the loop may do from this step on. */
  mostSteps(step: number): number {
    const read = this.#probes.filter((probe) => !this.#offsets.has(probe)).map((probe) => untilDue(probe, step) + 1);
    const held = this.#steps === undefined ? Infinity : this.#steps.every * Math.floor(WATCHED_WORDS / this.#rowWords);
    return Math.min(held, ...read);
  }

  /** Takes the samples of a run of `steps` steps from this step on, which has just been done; `words` are those of its rows. */
  take(step: number, steps: number, words: (count: number) => Uint32Array): void {
    const firstRow = this.#steps === undefined ? Infinity : step + untilDue(this.#steps, step);
    const rows = this.#steps === undefined ? 0 : Math.max(0, Math.ceil((step + steps - firstRow) / this.#steps.every));
    const taken = words(rows * this.#rowWords);
    for (const [p, probe] of this.#probes.entries()) {
      const { variable, neurons } = probe, offset = this.#offsets.get(probe);
      if (offset === undefined) {
        if (untilDue(probe, step) === steps - 1) this.#parts[p].push(this.#simulation.read(variable, neurons));
        continue;
      }
      // Of a probe that is due more rarely than rows are taken, every so many rows are its own.
      const stride = probe.every / this.#steps!.every;
      const first = untilDue(probe, firstRow) / this.#steps!.every;
      const own = new Uint32Array(Math.max(0, Math.ceil((rows - first) / stride)) * neurons.length);
      for (let r = first, k = 0; r < rows; r += stride) {
        const from = r * this.#rowWords + offset;
        for (let i = 0; i < neurons.length; i++) own[k++] = taken[from + i];
      }
      this.#parts[p].push(decode(variable as BlockVariable, own, this.#simulation.scales));
    }
  }

  /** The samples of each probe since the last call. */
  taken(): Float64Array[] {
    const samples = this.#parts.map((parts) => {
      const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    });
    this.#parts = this.#probes.map(() => []);
    return samples;
  }
}

/** The steps of the probe that is due most often. */
function commonSteps(probes: readonly Probe[]): WatchedSteps {
  return probes.reduce<WatchedSteps>((most, { every, phase }) => every < most.every ? { every, phase } : most, {
    every: Infinity,
    phase: 0,
  });
}

/** Whether all steps in which a probe is due are among those in which samples are taken, and the others cost little. */
function isSampledAlong({ every, phase, neurons }: Probe, samples: WatchedSteps): boolean {
  if (every % samples.every !== 0 || phase % samples.every !== samples.phase) return false;
  return every === samples.every || neurons.length <= SAMPLED_ALONG;
}

/** The same steps, counted from a first one. */
function countedFrom(first: number, { every, phase }: WatchedSteps): WatchedSteps {
  return { every, phase: (phase - first % every + every) % every };
}

/** Steps between this one and the first, from it on, after which something is due. */
function untilDue({ every, phase }: WatchedSteps, step: number): number {
  return countedFrom(step, { every, phase }).phase;
}

/** Of each watched word what an order says of it. */
function wordsOf(
  offsets: ReadonlyMap<Probe, number>,
  rowWords: number,
  { images, wordIndex }: Sampled,
): Uint32Array {
  const words = new Uint32Array(3 * rowWords);
  let at = 0;
  for (const [{ variable, neurons }, offset] of offsets) {
    const field = FIELDS[variable as BlockVariable];
    neurons.forEach((i, k) => {
      const thread = images.findIndex(({ range: { first, size } }) => i < first + size);
      const { range: { first }, address: { block }, blockBytes } = images[thread];
      words.set([thread, 4 * wordIndex(i - first, field, block, blockBytes), 4 * (offset + k)], at);
      at += 3;
    });
  }
  return words;
}
