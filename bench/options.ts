/**
 * The flags of the benchmark, parsed and checked before anything is measured.
 *
 * @module
 */

import type { Arguments, Flags } from "../commands/arguments.ts";
import { BadUse, blamingInput } from "../commands/bad_use.ts";
import { ENGINE_NAMES, engineNamed, requireAvailable } from "../commands/engine_flag.ts";
import { requireNetworkMemory } from "../commands/memory.ts";
import {
  cobaHh,
  DEFAULT_METHOD,
  type Engine,
  engines,
  type NetworkSpec,
  quoted,
  stepsOf,
  variants,
  wasmEngine,
} from "../mod.ts";
import { type Contender, contender, relaxedContender, withMethods } from "./contenders.ts";

/** Time step of every run [ms]: the one at which rates are published. */
export const DT = 0.1;

/** Seed of every network. */
export const SEED = 1;

/** Length of the verified window [ms], where --duration does not say. */
const DURATION = 500;

/** Shortest window in which a rate can be judged [ms]. */
const SHORTEST = 50;

/** Scales of each rule, where --scale does not say. */
const SCALES = { "in-degree": [0.25, 1, 4, 10], weights: [1, 4] } as const;

/** The same for the suite `kernel`, where only the length of the rows matters. */
const KERNEL_SCALES = [1, 4, 10];

/** The suites. */
const SUITES = ["steps", "kernel"];

/** Help of the command. */
export const benchHelp: string = `Usage: deno task bench [flags]

Measures the speed of the engines on COBA-HH networks of different size. Every run is verified first: a run whose firing
rate, number of NaN, number of synapses or repetition is wrong has no speed, and the exit status is 1.
Without flags: scales 0.25, 1, 4, 10 with constant in-degree, and 1, 4 with the notebook's rule.

What is measured
  --suite NAME       steps: whole steps; kernel: update, delivery, creation alone; may be repeated [steps]
  --scale X          size relative to 4000 neurons; may be repeated; with both rules unless --scaling says which
  --scaling RULE     in-degree: inputs per neuron kept, and so the activity; weights: connection probability kept,
                     weights / scale
  --variant NAME     published version: ${Object.keys(variants).join(", ")} [seed-1]
  --engine NAME      ${ENGINE_NAMES}; may be repeated [all that have the method]
  --relaxed          the fast engine with fused multiply-add as well
  --threads N        worker threads [1]
  --method NAME      integration method; may be repeated: then all are measured in turns, and the column price says how
                     many times the first one's time the others take [exp_auto]
  --duration MS      verified time, at least ${SHORTEST} ms, after as much (at most 500 ms) of transient [${DURATION}]

What becomes of it
  --json FILE        write all figures (bench/README.md documents them)
  --compare FILE     old figures, as --json wrote them, beside the new ones
  --out FOLDER       draw time per neuron-step against neurons: throughput.svg, throughput.png

  --help             this text

Exit status: 0 done, 1 a run was wrong, 2 bad use.

Examples
  deno task bench --scale 4
  deno task bench --engine wasm --threads 2 --json new.json --compare old.json
  deno task bench --suite kernel --scale 1 --relaxed
  deno task bench --suite kernel --scale 1 --engine wasm --method exp_auto --method staggered
`;

/** Everything that the flags say. */
export interface BenchPlan {
  /** Names of the suites that run. */
  readonly suites: readonly string[];
  /** Networks of the suite `steps`. */
  readonly steps: readonly NetworkSpec[];
  /** Networks of the suite `kernel`. */
  readonly kernel: readonly NetworkSpec[];
  readonly contenders: readonly Contender[];
  /** Published version. */
  readonly variant: string;
  /** Integration methods; the others' prices are in terms of the first. */
  readonly methods: readonly string[];
  /** Worker threads. */
  readonly threads: number;
  /** Length of the verified window [ms]. */
  readonly duration: number;
  /** File that figures are written to. */
  readonly json: string | undefined;
  /** File of old figures. */
  readonly compare: string | undefined;
  /** Folder of the picture. */
  readonly out: string | undefined;
}

/** The flags of the command. */
export const BENCH_FLAGS: Flags = {
  values: ["scaling", "variant", "threads", "duration", "json", "compare", "out"],
  repeated: ["suite", "scale", "engine", "method"],
  switches: ["relaxed"],
};

/**
 * The plan that the flags describe.
 * @throws {BadUse} if they describe none.
 */
export async function benchPlan(args: Arguments, available: readonly Engine[] = engines): Promise<BenchPlan> {
  const suites = args.texts("suite").length === 0 ? ["steps"] : args.texts("suite");
  for (const suite of suites) requireOneOf("suite", SUITES, suite);
  const duration = args.number("duration") ?? DURATION;
  await blamingInput(() => stepsOf(duration, DT));
  if (duration < SHORTEST) throw new BadUse(`--duration requires at least ${SHORTEST} ms, received ${duration}`);
  const threads = args.number("threads") ?? 1;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new BadUse(`--threads requires a positive integer, received ${threads}`);
  }
  const methods = args.texts("method").length === 0 ? [DEFAULT_METHOD] : [...new Set(args.texts("method"))];
  const variant = args.text("variant") ?? "seed-1";
  return {
    suites,
    ...await networksOf(args, variant),
    contenders: withMethods(await contendersOf(args, methods, available), methods),
    variant,
    methods,
    threads,
    duration,
    json: args.text("json"),
    compare: args.text("compare"),
    out: args.text("out"),
  };
}

function requireOneOf(flag: string, known: readonly string[], value: string): void {
  if (known.includes(value)) return;
  throw new BadUse(`--${flag} requires one of ${known.join(", ")}, received ${quoted(value)}`);
}

async function networksOf(args: Arguments, variant: string): Promise<Pick<BenchPlan, "steps" | "kernel">> {
  const rules = Object.keys(SCALES) as NetworkSpec["scaling"][];
  const rule = args.text("scaling");
  if (rule !== undefined) requireOneOf("scaling", rules, rule);
  const scales = args.texts("scale").map((text) => {
    const scale = Number(text);
    if (!(scale > 0 && scale < Infinity)) throw new BadUse(`--scale requires a positive number, received ${text}`);
    return scale;
  });
  const specs = (scaling: NetworkSpec["scaling"], defaults: readonly number[]) =>
    (scales.length > 0 ? scales : defaults).map((scale) => {
      const spec = cobaHh({ variant, scale, scaling, seed: SEED });
      requireNetworkMemory(spec);
      return spec;
    });
  return await blamingInput(() => ({
    steps: rules.filter((name) => rule === undefined || name === rule).flatMap((name) => specs(name, SCALES[name])),
    kernel: specs((rule ?? "weights") as NetworkSpec["scaling"], KERNEL_SCALES),
  }));
}

async function contendersOf(
  args: Arguments,
  methods: readonly string[],
  available: readonly Engine[],
): Promise<Contender[]> {
  const names = args.texts("engine");
  const chosen = names.length === 0
    ? available.filter((engine) => methods.every((method) => engine.methods.includes(method)))
    : await Promise.all(
      [...new Set(names)].map((name) => available.find((engine) => engine.name === name) ?? engineNamed(name)),
    );
  if (chosen.length === 0) {
    const names = methods.map((method) => JSON.stringify(method)).join(", ");
    throw new BadUse(`--method ${names} is known to no engine`);
  }
  const contenders: Contender[] = [];
  for (const engine of chosen) {
    for (const method of methods) requireOneOf("method", engine.methods, method);
    await requireAvailable(engine);
    contenders.push(contender(engine));
    if (engine.name === wasmEngine.name && args.has("relaxed")) contenders.push(relaxedContender());
  }
  if (args.has("relaxed") && !contenders.some(({ name }) => name.endsWith("relaxed"))) {
    throw new BadUse(`--relaxed requires engine ${wasmEngine.name}, which is not measured`);
  }
  return contenders;
}
