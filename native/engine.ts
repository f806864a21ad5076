/**
 * The native engine: the fast engine's step in C, compiled for this machine, with the same bits at any width of its vectors.
 *
 * @module
 */

import { checkedOptions, withinMemory } from "../engine/creation.ts";
import type { WasmOptions } from "../engine/engine.ts";
import { simulationMemory } from "../engine/memory.ts";
import { enginePlan, type Plan } from "../engine/plan.ts";
import { simulationOf } from "../engine/simulation.ts";
import { DEFAULT_METHOD, methodOf, namesOf } from "../model/methods.ts";
import type { Network } from "../model/network.ts";
import { received } from "../model/received.ts";
import { type Engine, EngineUnavailableError, type Simulation } from "../model/simulation.ts";
import { cacheFolder } from "./cache.ts";
import { type Compiler, findCompiler, type Width, widthsOf } from "./compiler.ts";
import { FORMATS, KERNELS, METHODS, RULES } from "./layout_header.ts";
import { libraryFile, openLibrary } from "./library.ts";
import { missingPermissions } from "./permissions.ts";
import { nativeTeam } from "./team.ts";
import type { Kernels } from "./thread.ts";

/** Every name of its methods. */
const methodNames = namesOf(METHODS);

/** Options of the native engine beyond those of every engine: as {@linkcode WasmOptions}, and the width. */
export interface NativeOptions extends WasmOptions {
  /** Width of vectors [bit]; the widest that the processor has where it is left out. The result does not depend on it. */
  readonly width?: Width;
}

/** The native engine, with its options. */
export interface NativeEngine extends Engine {
  /** As {@linkcode Engine.create}, with the options of this engine. */
  create(network: Network, options: NativeOptions): Promise<Simulation>;
  /** Widths that the processor has [bit], the widest first. */
  widths(): Promise<readonly Width[]>;
}

/** What a native engine is made with. */
export interface NativeSetup {
  /** Private folder for what is compiled; `cobahh` in the user's folder for caches where it is left out. */
  readonly cache?: string;
}

/** A native engine. */
export function nativeEngineWith({ cache }: NativeSetup): NativeEngine {
  let compiler: Promise<Compiler> | undefined;
  const found = () => compiler ??= findCompiler();
  const folder = () => cache ?? cacheFolder();

  async function library(method: string, width: Width | undefined, relaxed: boolean): Promise<[string, number]> {
    const compiler = await found(), lanes = (width ?? widthsOf(compiler)[0]) / 32;
    return [await libraryFile(compiler, { method: methodOf(method).name, lanes, relaxed }, folder()), lanes];
  }

  async function unavailable(): Promise<string | undefined> {
    if (Deno.build.os === "windows") return "its threads are those of POSIX, which Windows does not have";
    const missing = await missingPermissions(cache);
    if (missing.length > 0) return `it compiles C and runs it, which needs ${missing.join(" ")}`;
    try {
      await library(DEFAULT_METHOD, undefined, false);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async function create(network: Network, options: NativeOptions): Promise<Simulation> {
    const { delay, firstStep, ...checked } = checkedOptions(network, options, methodNames), { dt, method } = checked;
    const { relaxed = false, width } = options;
    const reason = await unavailable();
    if (reason !== undefined) throw new EngineUnavailableError(`Engine native cannot run here: ${reason}`);
    const widths = widthsOf(await found());
    if (width !== undefined && !widths.includes(width)) {
      throw new RangeError(
        `Cannot create simulation: width must be one of ${widths.join(", ")} bits, received ${received(width)}`,
      );
    }
    const [file, lanes] = await library(method, width, relaxed);
    return await withinMemory(network, () => {
      const plan = enginePlan(network, checked);
      const team = nativeTeam(
        plan.images,
        { kernels: kernelsOf(plan), lanes, neurons: network.neurons },
        openLibrary(file),
      );
      return Promise.resolve(simulationOf(network, { engine: "native", dt, method, delay, firstStep, ...plan }, team));
    });
  }

  return {
    name: "native",
    precision: "float32",
    methods: methodNames,
    unavailable,
    widths: async () => widthsOf(await found()),
    memory: simulationMemory,
    create,
  };
}

/** The native engine, which keeps what it compiles in the user's folder for caches. */
export const nativeEngine: NativeEngine = nativeEngineWith({});

/** The numbers of the kernels that the plan names. */
export function kernelsOf({ kernels: { update, deliver } }: Plan): Kernels {
  const words = update.split("_").slice(1), rule = words.pop()!;
  const numbers = {
    kernel: words.length === 1 ? 0 : (KERNELS as readonly string[]).indexOf(words.join("_")),
    rule: (RULES as readonly string[]).indexOf(rule),
    format: (FORMATS as readonly string[]).indexOf(deliver.slice("deliver_".length)),
  };
  if (Object.values(numbers).includes(-1)) throw new Error(`the native engine has no kernel ${update} or ${deliver}`);
  return numbers;
}
