/**
 * What the flags of `sim` come to, checked before anything is simulated or written.
 *
 * @module
 */

import { cobaHh, type Engine, engines, type NetworkSpec, specFromJson, stepsOf } from "../mod.ts";
import type { Arguments, Flags } from "./arguments.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { readText } from "./read_text.ts";

/** Formats that --format knows. */
export const FORMATS: readonly string[] = ["svg", "png", "csv", "json"];

/** Flags that say which network; --spec says it all at once. */
const NETWORK_FLAGS = ["variant", "scale", "scaling", "seed"];

/** The flags of the command. */
export const SIM_FLAGS: Flags = {
  values: [...NETWORK_FLAGS, "spec", "duration", "dt", "method", "engine", "threads", "every", "out", "format"],
  repeated: ["monitor"],
  switches: ["help"],
};

/** Everything that the flags say, checked before anything is simulated or written. */
export interface SimPlan {
  /** The network. */
  readonly spec: NetworkSpec;
  /** The engine. */
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
  readonly monitors: readonly string[];
  /** Steps between two rows of a monitor. */
  readonly every: number;
  /** The folder for files. */
  readonly out: string;
  /** The formats of files. */
  readonly formats: readonly string[];
}

/**
 * The plan that the arguments come to.
 * @throws {BadUse} where they do not come to one.
 */
export async function planOf(args: Arguments): Promise<SimPlan> {
  const surplus = args.positional[0];
  if (surplus !== undefined) throw new BadUse(`sim takes flags only, received ${JSON.stringify(surplus)}`);
  const every = args.number("every") ?? 1;
  if (!Number.isInteger(every) || every < 1) {
    throw new BadUse(`--every requires a positive integer of steps, received ${every}`);
  }
  const formats = args.someOf("format", FORMATS);
  const spec = await specOf(args);
  const method = args.text("method") ?? "exp_auto";
  const engine = engineNamed(args.text("engine") ?? firstWith(method).name);
  if (!engine.methods.includes(method)) {
    throw new BadUse(
      `--method requires one of ${engine.methods.join(", ")} with engine ${engine.name}, received ${
        JSON.stringify(method)
      }`,
    );
  }
  const dt = args.number("dt") ?? 0.1;
  if (!(dt > 0)) throw new BadUse(`--dt requires a positive number of ms, received ${dt}`);
  const duration = args.number("duration") ?? 100;
  await blamingInput(() => stepsOf(duration, dt));
  const threads = args.number("threads") ?? 1;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new BadUse(`--threads requires a positive integer, received ${threads}`);
  }
  return {
    spec,
    engine,
    dt,
    method,
    threads,
    duration,
    monitors: args.texts("monitor"),
    every,
    out: args.text("out") ?? "out",
    formats,
  };
}

async function specOf(args: Arguments): Promise<NetworkSpec> {
  const file = args.text("spec");
  if (file === undefined) {
    const options = {
      variant: args.text("variant"),
      scale: args.number("scale"),
      scaling: args.text("scaling") as NetworkSpec["scaling"] | undefined,
      seed: args.number("seed"),
    };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    return await blamingInput(() => cobaHh(given));
  }
  const beside = NETWORK_FLAGS.find((name) => args.text(name) !== undefined);
  if (beside !== undefined) throw new BadUse(`--${beside} cannot be given beside --spec, which says it already`);
  const text = await readText(file);
  return await blamingInput(() => specFromJson(text));
}

/** The first engine that has the method; where none has, the one with most methods, for the complaint. */
function firstWith(method: string): Engine {
  return engines.find(({ methods }) => methods.includes(method)) ?? engines.at(-1)!;
}

function engineNamed(name: string): Engine {
  const engine = engines.find((engine) => engine.name === name);
  if (engine !== undefined) return engine;
  throw new BadUse(
    `--engine requires one of ${engines.map(({ name }) => name).join(", ")}, received ${JSON.stringify(name)}`,
  );
}
