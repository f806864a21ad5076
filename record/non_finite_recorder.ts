/**
 * Watch for neurons whose membrane potential is no longer a finite number. (A gate or a conductance that is not finite
 * makes the potential so in the next step.)
 *
 * @module
 */

import type { Simulation } from "../model/simulation.ts";
import { FARTHEST_POTENTIAL } from "./diverged_neurons.ts";
import type { Recorder } from "./recorder.ts";
import type { NonFinite } from "./recording.ts";
import { requireEvery, type Sampling } from "./sampling.ts";

/**
 * A watch for neurons whose membrane potential is no longer a finite number: it looks at every neuron's v every `every` steps
 * and after the last step.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, explainDivergence, nonFinite, referenceEngine, run } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.5, method: "rk4" }); // ms; too coarse
 * const recording = await run(simulation, 10, { lost: nonFinite() });
 * console.log(`${recording.observed.lost.neurons.length} neurons: ${explainDivergence(recording).join("; ")}`);
 * ```
 *
 * @throws {RangeError} where `every` is not a positive integer.
 * @category Recording
 */
export function nonFinite({ every = 1 }: Sampling = {}): Recorder<NonFinite> {
  requireEvery("watch potentials", every);
  return new NonFiniteRecorder(every);
}

class NonFiniteRecorder implements Recorder<NonFinite> {
  readonly every: number;
  readonly isForLost = true;
  #neurons: number[] = [];
  #step: number[] = [];
  #seen: Uint8Array = new Uint8Array(0);
  #beyond = 0;
  #start = 0;

  constructor(every: number) {
    this.every = every;
  }

  start(simulation: Simulation): void {
    this.#neurons = [];
    this.#step = [];
    this.#seen = new Uint8Array(simulation.network.neurons);
    this.#beyond = 0;
    this.#start = simulation.step;
  }

  async sample(simulation: Simulation, step: number): Promise<void> {
    const v = await simulation.read("v");
    this.#beyond = 0;
    for (let i = 0; i < v.length; i++) {
      if (Math.abs(v[i]) <= FARTHEST_POTENTIAL) continue;
      if (Number.isFinite(v[i])) {
        this.#beyond++;
        continue;
      }
      if (this.#seen[i] === 1) continue;
      this.#seen[i] = 1;
      this.#neurons.push(i);
      this.#step.push(step);
    }
  }

  /** Looks a last time, after the last step if there was one. */
  async finish(simulation: Simulation): Promise<void> {
    if (simulation.step > this.#start) await this.sample(simulation, simulation.step - 1);
  }

  observation(): NonFinite {
    return {
      kind: "nonFinite",
      neurons: Uint32Array.from(this.#neurons),
      step: Uint32Array.from(this.#step),
      every: this.every,
      beyond: this.#beyond,
    };
  }
}
