/**
 * The standard of a run: the reference engine, on the same synapses and initial state.
 *
 * If a simulator integrates as this library can, its spikes should be the reference's, one by one; float32 and other
 * integrators can only have a rate that their kind of integration gives. The kinds differ by far: at 0.1 ms exponential Euler
 * fires 15 to 19 % slower than accurate integration.
 *
 * @module
 */

import {
  DEFAULT_METHOD,
  isiStatistics,
  meanRate,
  type Network,
  referenceEngine,
  spikeHash,
  type Spikes,
} from "../../mod.ts";
import type { Choices, Integrator } from "./peers.ts";

/** The steps that are judged. */
export interface RunWindow {
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps of a run. */
  readonly steps: number;
}

/** The beginning of a run, which is not counted [ms]: the first volley. */
const TRANSIENT = 100;

/** The reference's method that is accurate at 0.1 ms: within 1 % of the converged rate. */
const ACCURATE = "substepped_interpolated";

/**
 * Largest difference of the rates of two runs on the same synapses by chance: each window of T adds 0.9 Hz √s / √T (see
 * ../bands.ts), and a right run is to be refused once in 16,000.
 */
const WANDER = 0.9 * Math.SQRT2, SDS = 4;

/** Largest difference between accurate integrators: spikes are detected otherwise, and delays differ by a step or two. */
const ACCURATE_SPREAD = 0.03;

/** Rates that are right. */
export interface RateBand {
  /** Lowest [Hz]. */
  readonly low: number;
  /** Highest [Hz]. */
  readonly high: number;
}

/** Rate [Hz] and mean CV [1] of the spikes after the transient. */
export function activityOf(spikes: Spikes, { neurons }: Network, { dt, steps }: RunWindow): {
  readonly rate: number;
  readonly cv: number;
} {
  const start = Math.round(TRANSIENT / dt);
  const window = { neurons, dt, start, stop: steps };
  return { rate: meanRate(spikes, window), cv: isiStatistics(spikes, window).meanCv };
}

/** The reference's runs of one network, each made when it is first asked for. */
export class RateStandard {
  #network: Network;
  #window: RunWindow;
  #runs = new Map<string, Promise<Spikes>>();

  /** Judges runs of this network. */
  constructor(network: Network, window: RunWindow) {
    this.#network = network;
    this.#window = window;
  }

  /** Hash of the spikes of the network with these choices. */
  async hashLike(like: Choices): Promise<string> {
    return await spikeHash(await this.#spikes(DEFAULT_METHOD, like));
  }

  /** The rates that such an integrator can have on this network. */
  async band(integrator: Integrator): Promise<RateBand> {
    const slow = () => this.#rate(DEFAULT_METHOD), accurate = () => this.#rate(ACCURATE);
    const [low, high] = integrator === "exponential Euler"
      ? [await slow(), await slow()]
      : [integrator === "implicit Euler" ? await slow() : await accurate(), await accurate() * (1 + ACCURATE_SPREAD)];
    const { steps, dt } = this.#window;
    const chance = SDS * WANDER / Math.sqrt((steps * dt - TRANSIENT) / 1000);
    const factor = integrator === "exponential Euler" ? 1 : 1 - ACCURATE_SPREAD;
    return { low: Math.max(0, low * factor - chance), high: high + chance };
  }

  async #rate(method: string): Promise<number> {
    return activityOf(await this.#spikes(method, {}), this.#network, this.#window).rate;
  }

  #spikes(method: string, like: Choices): Promise<Spikes> {
    const key = JSON.stringify([method, like]);
    const run = this.#runs.get(key) ?? this.#run(method, like);
    this.#runs.set(key, run);
    return run;
  }

  async #run(method: string, like: Choices): Promise<Spikes> {
    const { dt, steps } = this.#window;
    const network = Object.keys(like).length === 0 ? this.#network : withChoices(this.#network, like);
    await using simulation = await referenceEngine.create(network, { dt, method });
    return await simulation.advance(steps);
  }
}

/** The same network with other semantics of a step. */
export function withChoices(network: Network, { synapses, spike }: Choices): Network {
  const { spec } = network;
  return {
    ...network,
    spec: { ...spec, synapses: { ...spec.synapses, ...synapses }, spike: { ...spec.spike, ...spike } },
  };
}
