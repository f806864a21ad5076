/**
 * A simulator as a contestant: a program that speaks the engine protocol, and measures the time of the simulation itself.
 *
 * @module
 */

import { type Network, shiftedSpikes, type Spikes, type StateVariable } from "../../mod.ts";
import { type ProcessEngine, processEngine, type ProcessSimulation } from "../../process/mod.ts";
import { type Contestant, ContestantError, type Identity, type Preparation, type Ran } from "./contestant.ts";

/** A program and its run. */
export interface SimulatorRun {
  /** Who it is. */
  readonly identity: Identity;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** The network, with the choices of the simulator. */
  readonly network: Network;
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps of a run. */
  readonly steps: number;
  /** Whether the first run compiles. */
  readonly warmsUp?: boolean;
}

/** Potentials beyond this are those of no membrane [mV]. */
const BEYOND = 1000;

/** A simulator in a process of its own. */
export class SimulatorContestant implements Contestant {
  readonly identity: Identity;
  #options: SimulatorRun;
  #engine: ProcessEngine | undefined;
  #simulation: ProcessSimulation | undefined;
  #hasRun = false;

  /** A simulator that has not been started yet. */
  constructor(options: SimulatorRun) {
    this.identity = options.identity;
    this.#options = options;
  }

  /** Starts it, and waits until the network is ready. */
  prepare(): Promise<Preparation> {
    return this.#told(async () => {
      const { command: [command, ...args], network, dt, identity: { threads }, warmsUp = false } = this.#options;
      this.#engine = await processEngine({ command, args, env: { COBAHH_THREADS: String(threads) } });
      const simulation = await this.#engine.create(network, { dt, method: this.#engine.methods[0], threads });
      this.#simulation = simulation;
      if (simulation.threads !== threads) throw new ContestantError(`it has ${simulation.threads} threads at most`);
      const compileSeconds = warmsUp ? (await this.#run()).simulateSeconds - (await this.#run()).simulateSeconds : 0;
      return {
        version: this.#engine.version,
        neurons: network.neurons,
        synapses: simulation.synapses,
        buildSeconds: simulation.buildSeconds,
        compileSeconds: Math.max(0, compileSeconds) + (simulation.compileSeconds || 0),
      };
    });
  }

  /** Has it run once. */
  run(withSpikes: boolean): Promise<Ran> {
    return this.#told(async () => {
      const { spikes, ...ran } = await this.#run();
      return { ...ran, ...withSpikes && { spikes } };
    });
  }

  /** Runs, from the beginning if the simulator takes a whole state; else from where the last run has ended. */
  async #run(): Promise<Ran & { readonly spikes: Spikes }> {
    const simulation = this.#simulation!, { network, steps } = this.#options;
    const { initial, neurons } = network;
    if (this.#hasRun && isWhole(simulation)) {
      for (const variable of simulation.writable) {
        const values = variable in initial ? initial[variable as keyof typeof initial] : new Float64Array(neurons);
        await simulation.write(variable, values);
      }
    }
    this.#hasRun = true;
    const first = simulation.step, spikes = await simulation.advance(steps);
    const v = await simulation.read("v");
    return {
      simulateSeconds: simulation.seconds,
      processorSeconds: simulation.processorSeconds,
      nonFinite: v.filter((v) => !(Math.abs(v) <= BEYOND)).length,
      spikes: shiftedSpikes(spikes, -first),
    };
  }

  /** Ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine?.[Symbol.asyncDispose]();
  }

  /** What the program says of its failure is the contestant's. */
  async #told<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw new ContestantError(error instanceof Error ? error.message : String(error));
    }
  }
}

const WHOLE: readonly StateVariable[] = ["v", "m", "h", "n", "gE", "gI", "spike"];

function isWhole({ writable }: ProcessSimulation): boolean {
  return WHOLE.every((variable) => writable.includes(variable));
}
