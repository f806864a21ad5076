/**
 * The past of a simulation: checkpoints now and then, from which the course of any neuron is found by simulating again.
 *
 * @module
 */

import type { Network } from "../model/mod.ts";
import type { Checkpoint } from "../record/checkpoint.ts";
import { type Intervention, type LiveOptions, LiveSimulation, type Samples } from "./live_simulation.ts";

/** Steps after which a search looks whether it is still wanted. */
const CHUNK = 100;

/** State at a step, of a network. */
interface Mark {
  readonly step: number;
  readonly state: Checkpoint;
  readonly network: Network;
}

/** Checkpoints of a run. */
export class Past {
  readonly #options: LiveOptions;
  readonly #reach: number;
  readonly #every: number;
  #marks: Mark[] = [];
  #interventions: { readonly step: number; readonly what: Intervention }[] = [];

  /** The past of a simulation with these options, for as many steps as `reach`, with a checkpoint every so many. */
  constructor(options: LiveOptions, reach: number, every: number) {
    this.#options = { ...options, threads: 1 };
    this.#reach = reach;
    this.#every = every;
  }

  /** Steps after which another checkpoint is due. */
  get due(): number {
    return this.#marks.length === 0 ? 0 : this.#marks[this.#marks.length - 1].step + this.#every;
  }

  /** Keeps a checkpoint of a simulation, and forgets what nobody reaches back to any more. */
  async mark(live: LiveSimulation): Promise<void> {
    const { step, network } = live.simulation;
    this.#marks.push({ step, state: await live.checkpoint(), network });
    const earliest = this.#markBefore(step - this.#reach);
    this.#marks = this.#marks.filter(({ step }) => step >= earliest.step);
    this.#interventions = this.#interventions.filter(({ step }) => step >= earliest.step);
  }

  /** Remembers what was done to the simulation at this step. */
  note(step: number, what: Intervention): void {
    this.#interventions.push({ step, what });
  }

  /**
   * The course of a neuron between two steps, looked at every so many steps; undefined where it is no longer wanted before it
   * is found.
   */
  async samplesOf(
    neuron: number,
    { from, end, every }: { readonly from: number; readonly end: number; readonly every: number },
    isWanted: () => Promise<boolean>,
  ): Promise<Samples | undefined> {
    const begin = this.#markBefore(from);
    await using live = await LiveSimulation.at(begin.step, begin.state, begin.network, this.#options);
    const parts: Samples[] = [];
    const pending = this.#interventions.filter(({ step }) => step >= begin.step && step < end);
    while (live.simulation.step < end) {
      while (pending.length > 0 && pending[0].step === live.simulation.step) {
        await live.intervene(pending.shift()!.what);
      }
      const { step } = live.simulation, next = Math.min(end, pending[0]?.step ?? end, step + CHUNK);
      parts.push((await live.advance(next - step, neuron, every)).samples);
      if (!await isWanted()) return undefined;
    }
    return {
      neuron,
      step: Uint32Array.from(parts.flatMap(({ step }) => [...step])),
      values: Float32Array.from(parts.flatMap(({ values }) => [...values])),
    };
  }

  /** The last checkpoint at this step or before; the first where there is none. */
  #markBefore(step: number): Mark {
    return this.#marks.findLast((mark) => mark.step <= step) ?? this.#marks[0];
  }
}
