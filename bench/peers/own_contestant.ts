/**
 * An engine of this library as a contestant.
 *
 * @module
 */

import { cpuUsage } from "node:process";
import {
  type Checkpoint,
  checkpointOf,
  divergedNeurons,
  joinedSpikes,
  methodOf,
  type Network,
  restore,
  shiftedSpikes,
  type Simulation,
  type Spikes,
  VERSION,
} from "../../mod.ts";
import type { Contender, RunOptions } from "../contenders.ts";
import { deliveredSynapses } from "../synapses.ts";
import type { Contestant, Identity, Preparation, Ran } from "./contestant.ts";

/** Parts of a run of the reference. */
const PARTS = 30;

/** An engine with the network, the options and the steps of a run. */
export class OwnContestant implements Contestant {
  readonly identity: Identity;
  #contender: Contender;
  #network: Network;
  #options: RunOptions;
  #steps: number;
  #simulation: Simulation | undefined;
  #beginning: Checkpoint | undefined;

  /** An engine that runs so many steps of the network. */
  constructor(contender: Contender, network: Network, options: RunOptions, steps: number) {
    const { name, precision, method = options.method } = contender;
    const { name: canonical, family } = methodOf(method);
    const integrator = family === "exponential Euler" ? family : canonical;
    this.identity = { title: name, isOwn: true, precision, integrator, threads: options.threads };
    this.#contender = contender;
    this.#network = network;
    this.#options = options;
    this.#steps = steps;
  }

  /** Makes the simulation, counts the synapses that it delivers through, and runs once so that code is compiled. */
  async prepare(): Promise<Preparation> {
    const begin = performance.now();
    const simulation = await this.#contender.create(this.#network, this.#options);
    this.#simulation = simulation;
    const buildSeconds = (performance.now() - begin) / 1000;
    this.#beginning = await checkpointOf(simulation);
    const synapses = await deliveredSynapses(simulation);
    if (!this.#contender.isReference) await this.run(false);
    return { version: VERSION, neurons: this.#network.neurons, synapses, buildSeconds, compileSeconds: 0 };
  }

  /** Runs from the beginning. */
  async run(withSpikes: boolean): Promise<Ran> {
    const simulation = this.#simulation!;
    await restore(simulation, this.#beginning!);
    const first = simulation.step, begin = performance.now(), before = cpuUsage();
    const spikes = await this.#advance(simulation);
    const simulateSeconds = (performance.now() - begin) / 1000;
    const { user, system } = cpuUsage(before); // µs
    const processorSeconds = (user + system) / 1e6;
    const nonFinite = divergedNeurons(await checkpointOf(simulation));
    return {
      simulateSeconds,
      processorSeconds,
      nonFinite,
      ...withSpikes && { spikes: shiftedSpikes(spikes, -first) },
    };
  }

  /** Does the steps; the reference's take seconds, so that a signal could not be heard, and are done in parts. */
  async #advance(simulation: Simulation): Promise<Spikes> {
    if (!this.#contender.isReference) return await simulation.advance(this.#steps);
    const parts: Spikes[] = [];
    for (let left = this.#steps; left > 0;) {
      const steps = Math.min(left, Math.ceil(this.#steps / PARTS));
      parts.push(await simulation.advance(steps));
      await new Promise((resolve) => setTimeout(resolve, 0));
      left -= steps;
    }
    return joinedSpikes(parts);
  }

  /** Ends its threads. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#simulation?.[Symbol.asyncDispose]();
  }
}
