/**
 * Plan of `convergence`: the networks, the methods with their time steps, and every run.
 *
 * @module
 */

import { type Engine, largestStableStep, type NetworkSpec, quoted, stepsOf } from "../../mod.ts";
import type { RunKey } from "../../validation/mod.ts";
import type { Arguments, Flags } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { engineNamed, firstWith } from "../engine_flag.ts";
import { NETWORK_FLAGS, networkSpecOf } from "../network_flags.ts";

/** Formats that --format knows. */
export const FORMATS: readonly string[] = ["md", "json", "svg", "png"];

/** Defaults of the flags. */
export const DEFAULTS = {
  methods: ["exp_auto", "exp_auto@0.00625", "staggered", "substepped", "substepped_interpolated"],
  steps: [0.2, 0.1, 0.05, 0.025, 0.0125],
  reference: { method: "rk4", dt: 0.05 },
  seeds: 10,
  duration: 5000,
  transient: 500,
} as const;

/** Most networks of a study. */
const MOST_SEEDS = 1000;

/** The flags of the command. */
export const CONVERGENCE_FLAGS: Flags = {
  values: [...NETWORK_FLAGS, "seeds", "methods", "dt", "reference", "duration", "transient", "engine", "out", "format"],
  switches: [],
};

/** A method at a time step, and the engine that has it. */
export interface Contender {
  /** Integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  readonly engine: Engine;
}

/** A run that the study needs. */
export interface Job extends Contender, RunKey {}

/** The study that the flags come to. */
export interface ConvergencePlan {
  /** The network; its seed is the first. */
  readonly spec: NetworkSpec;
  /** Seeds of the networks. */
  readonly seeds: readonly number[];
  /** Time that counts [ms], after the transient. */
  readonly duration: number;
  /** Time before [ms]. */
  readonly transient: number;
  /** What is compared, in the order of the table; the last is the reference. */
  readonly contenders: readonly Contender[];
  /** What the others are compared with. */
  readonly reference: Contender;
  /** Why some of what was asked for is not run, a sentence each. */
  readonly notes: readonly string[];
  /** The folder for files. */
  readonly out: string;
  /** The formats of files. */
  readonly formats: readonly string[];
}

/**
 * The plan that the arguments come to.
 * @throws {BadUse} where they do not come to one.
 */
export async function convergencePlan(args: Arguments): Promise<ConvergencePlan> {
  const formats = args.someOf("format", FORMATS);
  const spec = await networkSpecOf(args);
  if (spec.stimulus.kind === "events") {
    throw new BadUse("convergence requires a stimulus at times that do not depend on dt, received one in steps");
  }
  const seeds = args.number("seeds") ?? DEFAULTS.seeds;
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > MOST_SEEDS) {
    throw new BadUse(`--seeds requires an integer in [1, ${MOST_SEEDS}], received ${seeds}`);
  }
  const duration = args.number("duration") ?? DEFAULTS.duration;
  const transient = args.number("transient") ?? DEFAULTS.transient;
  for (const [flag, time] of [["duration", duration], ["transient", transient]] as const) {
    if (!(time > 0)) throw new BadUse(`--${flag} requires a positive number of ms, received ${time}`);
  }
  const engine = args.text("engine") === undefined ? undefined : await engineNamed(args.text("engine")!);
  const contender = async (method: string, dt: number): Promise<Contender> => {
    const chosen = engine ?? firstWith(method);
    if (!chosen.methods.includes(method)) {
      throw new BadUse(
        `convergence requires methods among ${chosen.methods.join(", ")}, received ${quoted(method)}`,
      );
    }
    if (!(dt > 0)) throw new BadUse(`--dt requires positive numbers of ms, received ${dt}`);
    await blamingInput(() => [stepsOf(duration, dt), stepsOf(transient, dt)]);
    return { method, dt, engine: chosen };
  };
  const reference = await contender(...referenceOf(args));
  const notes: string[] = [], contenders: Contender[] = [];
  for (const entry of args.text("methods")?.split(",") ?? DEFAULTS.methods) {
    const [method, only] = entry.includes("@") ? methodAt(entry, "--methods") : [entry];
    for (const dt of only === undefined ? stepsIn(args) : [only]) {
      const one = await contender(method, dt);
      const largest = largestStableStep(method, spec.parameters);
      if (dt > largest) {
        notes.push(
          `${method} is unstable at ${dt} ms (it needs ${largest.toPrecision(2)} ms or less), and not run there`,
        );
      } else if (!contenders.some((other) => isSame(other, one)) && !isSame(reference, one)) {
        contenders.push(one);
      }
    }
  }
  return {
    spec,
    seeds: Array.from({ length: seeds }, (_, k) => spec.seed + k),
    duration,
    transient,
    contenders: [...contenders, reference],
    reference,
    notes,
    out: args.text("out") ?? "out/convergence",
    formats,
  };
}

function isSame(a: Contender, b: Contender): boolean {
  return a.method === b.method && a.dt === b.dt;
}

/** The time steps that --dt lists. */
function stepsIn(args: Arguments): readonly number[] {
  return args.text("dt")?.split(",").map((text) => numberIn(text, "--dt")) ?? DEFAULTS.steps;
}

/** The method and the time step that --reference names. */
function referenceOf(args: Arguments): [method: string, dt: number] {
  const text = args.text("reference");
  if (text === undefined) return [DEFAULTS.reference.method, DEFAULTS.reference.dt];
  return methodAt(text, "--reference");
}

/** A method and its time step, written as METHOD@DT. */
function methodAt(text: string, flag: string): [method: string, dt: number] {
  const [method, dt, ...others] = text.split("@");
  if (dt === undefined || others.length > 0) {
    throw new BadUse(`${flag} requires METHOD@DT such as rk4@0.05, received ${quoted(text)}`);
  }
  return [method, numberIn(dt, flag)];
}

function numberIn(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new BadUse(`${flag} requires a number of ms, received ${quoted(text)}`);
}

/** Every run, network by network, so that what is finished early is complete for the first networks. */
export function jobsOf({ seeds, contenders }: ConvergencePlan): Job[] {
  return seeds.flatMap((seed) => contenders.map((contender) => ({ ...contender, seed })));
}
