/**
 * Contenders: engines as they are measured, with the options that make them different.
 *
 * @module
 */

import { type Engine, type Network, type RowFormat, type Simulation, wasmEngine, type WasmOptions } from "../mod.ts";

/** Options with which a contender makes a simulation. */
export interface RunOptions {
  /** Time step [ms]. */
  readonly dt: number;
  /** Integration method. */
  readonly method: string;
  /** Worker threads. */
  readonly threads: number;
}

/** An engine with its options. */
export interface Contender {
  /** What stands in the table: "wasm", "wasm relaxed", "reference". */
  readonly name: string;
  /** Precision of the state. */
  readonly precision: "float64" | "float32";
  /** Its integration method; that of the run where it is left out. */
  readonly method?: string;
  /** Whether the others are compared with it. It is slow, so it does fewer steps. */
  readonly isReference: boolean;
  /** A simulation of the network. */
  create(network: Network, options: RunOptions): Promise<Simulation>;
}

/** Name of the engine that the others are compared with. */
export const REFERENCE = "reference";

/** An engine as it is. */
export function contender(engine: Engine): Contender {
  return {
    name: engine.name,
    precision: engine.precision,
    isReference: engine.name === REFERENCE,
    create: (network, options) => engine.create(network, options),
  };
}

/** A contender with a method of its own. */
export function withMethod(contender: Contender, method: string): Contender {
  return { ...contender, method, create: (network, options) => contender.create(network, { ...options, method }) };
}

/** Everything that is measured side by side: every contender with every method. */
export function withMethods(contenders: readonly Contender[], methods: readonly string[]): Contender[] {
  return methods.flatMap((method) => contenders.map((contender) => withMethod(contender, method)));
}

/** The fast engine with options of its own. */
function fastContender(name: string, own: Pick<WasmOptions, "relaxed" | "format">): Contender {
  return {
    name: `${wasmEngine.name} ${name}`,
    precision: wasmEngine.precision,
    isReference: false,
    create: (network, options) => wasmEngine.create(network, { ...options, ...own }),
  };
}

/** The fast engine with fused multiply-add. */
export function relaxedContender(): Contender {
  return fastContender("relaxed", { relaxed: true });
}

/** The fast engine with rows in a format. */
export function formatContender(format: RowFormat): Contender {
  return fastContender(format, { format });
}
