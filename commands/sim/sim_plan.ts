/**
 * Plan of `sim`: its flags, checked before anything is simulated or written.
 *
 * @module
 */

import {
  DEFAULT_METHOD,
  type Engine,
  type Network,
  type NetworkSpec,
  populationSizes,
  quoted,
  stepsOf,
  variablesOf,
} from "../../mod.ts";
import type { Arguments, Flags } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { engineNamed, firstWith } from "../engine_flag.ts";
import { requireNetworkMemory, requireRecordingMemory } from "../memory.ts";
import { type Monitor, monitorOf } from "./monitors.ts";
import { NETWORK_FILE_FLAGS, networkFileOf } from "../transfer/network_file.ts";
import { NETWORK_FLAGS, networkSpecOf } from "../network_flags.ts";

/** Formats that --format knows. */
export const FORMATS: readonly string[] = ["svg", "png", "csv", "json"];

/** The flags of the command. */
export const SIM_FLAGS: Flags = {
  values: [
    ...NETWORK_FLAGS,
    ...NETWORK_FILE_FLAGS,
    "duration",
    "dt",
    "method",
    "engine",
    "threads",
    "every",
    "out",
    "format",
  ],
  repeated: ["monitor"],
  switches: [],
};

/** Everything that the flags say, checked before anything is simulated or written. */
export interface SimPlan {
  /** The network's specification. */
  readonly spec: NetworkSpec;
  /** The network, where --network named a file of it. */
  readonly network: Network | undefined;
  readonly engine: Engine;
  /** Time step [ms]. */
  readonly dt: number;
  /** Integration method. */
  readonly method: string;
  /** Worker threads. */
  readonly threads: number;
  /** Simulated time [ms]. */
  readonly duration: number;
  /** What --monitor said. */
  readonly monitors: readonly Monitor[];
  /** Steps between two rows of a monitor. */
  readonly every: number;
  /** What should be known before the run, a sentence each. */
  readonly warnings: readonly string[];
  /** The folder for files. */
  readonly out: string;
  /** The formats of files. */
  readonly formats: readonly string[];
}

/**
 * The plan that the arguments come to.
 * @throws {BadUse} where they do not come to one.
 */
export async function simPlan(args: Arguments): Promise<SimPlan> {
  const every = args.number("every") ?? 1;
  if (!Number.isInteger(every) || every < 1) {
    throw new BadUse(`--every requires a positive integer of steps, received ${every}`);
  }
  const formats = args.someOf("format", FORMATS);
  const network = await networkFileOf(args);
  const spec = network?.spec ?? await networkSpecOf(args);
  const wanted = args.text("method") ?? DEFAULT_METHOD;
  const engine = await engineNamed(args.text("engine") ?? firstWith(wanted).name);
  const method = args.text("method") === undefined && !engine.methods.includes(wanted) ? engine.methods[0] : wanted;
  if (!engine.methods.includes(method)) {
    throw new BadUse(
      `--method requires one of ${engine.methods.join(", ")} with engine ${engine.name}, received ${quoted(method)}`,
    );
  }
  const dt = args.number("dt") ?? 0.1;
  if (!(dt > 0)) throw new BadUse(`--dt requires a positive number of ms, received ${dt}`);
  const duration = args.number("duration") ?? 100;
  const steps = await blamingInput(() => stepsOf(duration, dt));
  const threads = args.number("threads") ?? 1;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new BadUse(`--threads requires a positive integer, received ${threads}`);
  }
  const { excitatory, inhibitory } = network ?? populationSizes(spec), neurons = excitatory + inhibitory;
  const monitors = args.texts("monitor").map((text) => monitorOf(text, neurons, variablesOf(method)));
  await blamingInput(() => requireNetworkMemory(spec, { engine, dt, method, threads }));
  const monitored = monitors.reduce((sum, { neurons }) => sum + neurons.length, 0);
  const warnings = requireRecordingMemory({ neurons, duration, steps, monitored, every });
  return {
    spec,
    network,
    engine,
    dt,
    method,
    threads,
    duration,
    monitors,
    warnings,
    every,
    out: args.text("out") ?? "out",
    formats,
  };
}
