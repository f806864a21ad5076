/**
 * An engine in a process of its own, in whatever language: a program that answers the requests of docs/engine-protocol.md
 * becomes an `Engine` that laws, comparisons and benchmarks take as they take any other.
 *
 * @module
 */

import type { Connectivity } from "../model/connectivity.ts";
import type { Network } from "../model/network.ts";
import { type Engine, EngineUnavailableError, type SimulationOptions } from "../model/simulation.ts";
import { synapseNotes } from "../model/methods.ts";
import { delaySteps } from "../model/delay.ts";
import { checkOptions } from "../model/simulation_checks.ts";
import { checkSupport } from "../model/support.ts";
import { Channel, Refusal } from "./channel.ts";
import { type OutgoingArray, whole } from "./frame.ts";
import { helloOf } from "./hello.ts";
import type { ProgramOptions } from "./program.ts";
import { eventsInTurn } from "../model/stimulus.ts";
import {
  type Ask,
  COMING,
  comingEvents,
  eventsBetween,
  type ProcessSimulation,
  simulationIn,
} from "./process_simulation.ts";

/** The version of the protocol. */
export const PROTOCOL = 1;

/** Synapses in a piece that is sent [targets]. */
const PIECE = 65_536;

/** An engine in another process. Disposing it ends the process. */
export interface ProcessEngine extends Engine, AsyncDisposable {
  /** Version of the simulator. */
  readonly version: string;
  /** What the program runs, in words. */
  readonly description: string;
  /** Largest number of threads that it can use. */
  readonly maxThreads: number;
  /** As {@linkcode Engine.create}, with the times that the program measures. */
  create(network: Network, options: SimulationOptions): Promise<ProcessSimulation>;
}

/**
 * Starts the program and asks what it is. In Deno this needs `--allow-run` for the program.
 *
 * ```ts ignore
 * import { processEngine } from "@cobahh/cobahh/process";
 * import { runLaws } from "@cobahh/cobahh/validation";
 *
 * await using engine = await processEngine({ command: "python3", args: ["my_engine.py"] });
 * for (const { law, status, reason = "" } of await runLaws(engine)) console.log(status, law.name, reason);
 * ```
 *
 * @throws {EngineUnavailableError} if the program cannot be started, or says that it cannot run here.
 * @throws {Error} if it ends, is silent, or answers something else.
 */
export async function processEngine(options: ProgramOptions): Promise<ProcessEngine> {
  const channel = await Channel.open(options);
  try {
    const hello = helloOf(
      (await asking(channel, options.command)("greet engine", { request: "hello", protocol: PROTOCOL })).fields,
    );
    return engineOn(channel, hello);
  } catch (error) {
    await channel.close();
    throw error;
  }
}

/** Asks the channel; what the program refuses becomes the error that an engine in this process would throw. */
function asking(channel: Channel, name: string): Ask {
  return async (action, fields, arrays) => {
    try {
      return await channel.request(action, fields, arrays);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === "range") throw new RangeError(error.message);
      if (error.kind === "unavailable") throw new EngineUnavailableError(error.message);
      throw new Error(`Cannot ${action}: engine ${name} has failed: ${error.message}`);
    }
  };
}

function engineOn(channel: Channel, hello: ReturnType<typeof helloOf>): ProcessEngine {
  const ask = asking(channel, hello.name);
  const { name, precision, methods, maxThreads } = hello;
  const engine: ProcessEngine = {
    ...hello,
    unavailable: () => Promise.resolve(undefined),
    async create(network, options) {
      checkOptions(options);
      const { dt, method = methods[0], threads = 1 } = options;
      if (!methods.includes(method)) {
        throw new RangeError(
          `Cannot create simulation: method must be one of ${methods.join(", ")}, received ${JSON.stringify(method)}`,
        );
      }
      checkSupport(engine, network, { dt, method });
      delaySteps(network.spec.synapses, { dt, method });
      const used = Math.min(threads, maxThreads);
      const { spec, neurons, excitatory, wE, wI, connectivity, initial } = network;
      const { fields } = await ask(
        "create simulation",
        { request: "create", spec, neurons, excitatory, wE, wI, dt, method, threads: used },
        {
          rowStart: rowStarts(connectivity),
          targets: { type: "u32", length: connectivity.synapses, pieces: rowPieces(connectivity) },
          v: whole(initial.v),
          m: whole(initial.m),
          h: whole(initial.h),
          n: whole(initial.n),
          gE: whole(initial.gE),
          gI: whole(initial.gI),
          ...comingEvents(eventsBetween(eventsInTurn(network, dt), 0, COMING)),
        },
      );
      const notes = [
        ...used < threads ? [`engine ${name} has at most ${maxThreads} threads`] : [],
        ...synapseNotes(method, spec.synapses),
      ];
      return simulationIn(ask, network, { dt, method, threads: used, engine: name, precision, notes }, fields);
    },
    [Symbol.asyncDispose]: () => channel.close(),
  };
  return engine;
}

/** The start of each row, and the number of synapses at the end. */
function rowStarts(connectivity: Connectivity): OutgoingArray {
  const starts = new Uint32Array(connectivity.neurons + 1);
  for (let i = 0; i < connectivity.neurons; i++) starts[i + 1] = starts[i] + connectivity.targets(i).length;
  return whole(starts);
}

/** The rows one after the other, a piece at a time, so that a network whose rows are drawn is never held as a whole. */
function* rowPieces(connectivity: Connectivity): Generator<Uint32Array> {
  const piece = new Uint32Array(PIECE);
  let length = 0;
  for (let i = 0; i < connectivity.neurons; i++) {
    const row = connectivity.targets(i);
    for (let k = 0; k < row.length;) {
      const part = row.subarray(k, k + PIECE - length);
      piece.set(part, length);
      length += part.length;
      k += part.length;
      if (length === PIECE) {
        yield piece;
        length = 0;
      }
    }
  }
  yield piece.subarray(0, length);
}
