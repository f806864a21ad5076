/**
 * The fast engine: float32, WebAssembly SIMD, threads. The same bits on every machine and with every number of threads.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { refractorySteps } from "../model/refractory.ts";
import { type Engine, EngineUnavailableError, type Simulation, type SimulationOptions } from "../model/simulation.ts";
import { checkOptions } from "../model/simulation_checks.ts";
import { stimulusEvents } from "../model/stimulus.ts";
import { constantBytes } from "./constants.ts";
import { gateTable } from "./gate_table.ts";
import { moduleBytes, moduleNamed } from "./modules.ts";
import { rangesOf } from "./ranges.ts";
import type { RowFormat } from "./row_format.ts";
import { rowsOf } from "./rows_of.ts";
import { scalesOf } from "./scales.ts";
import { sharedLayout } from "./shared_memory.ts";
import { simulationOf } from "./simulation.ts";
import { reasonForOneThread } from "./team.ts";
import type { ThreadModules } from "./thread.ts";
import { type Common, threadImage } from "./thread_image.ts";

/** Options of the fast engine beyond those of every engine. */
export interface WasmOptions extends SimulationOptions {
  /** Allows fused multiply-add: about a fifth faster, but the bits depend on the processor. */
  readonly relaxed?: boolean;
  /** Format of the stored rows; chosen by size where it is left out. The result does not depend on it. */
  readonly format?: RowFormat;
}

/** Names of exponential Euler. */
const METHODS: readonly string[] = ["exp_auto", "exp_euler", "exp_euler_auto", "exponential_euler"];

/** The fast engine, with its options. */
export interface WasmEngine extends Engine {
  /** As {@linkcode Engine.create}, with the options of this engine. */
  create(network: Network, options: WasmOptions): Promise<Simulation>;
}

/** The fast engine. */
export const wasmEngine: WasmEngine = {
  name: "wasm",
  precision: "float32",
  methods: METHODS,
  unavailable: () => Promise.resolve(reasonUnavailable()),
  create,
};

function reasonUnavailable(): string | undefined {
  if (typeof WebAssembly !== "object") return "this runtime has no WebAssembly";
  return WebAssembly.validate(moduleBytes("updateStrict")) ? undefined : "this runtime has no WebAssembly SIMD";
}

async function create(network: Network, options: WasmOptions): Promise<Simulation> {
  const { dt, method = "exp_auto", threads = 1, relaxed = false, format } = options;
  checkOptions(options);
  if (!METHODS.includes(method)) {
    throw new RangeError(
      `Cannot create simulation: method must be one of ${METHODS.join(", ")}, received ${JSON.stringify(method)}`,
    );
  }
  const reason = reasonUnavailable();
  if (reason !== undefined) throw new EngineUnavailableError(`Engine wasm cannot run here: ${reason}`);
  const oneThread = threads > 1 ? reasonForOneThread() : undefined;
  const ranges = rangesOf(network.neurons, oneThread === undefined ? threads : 1);
  const scales = scalesOf(network.spec, dt);
  const pause = refractorySteps(network.spec.spike, dt);
  const common: Common = {
    network,
    constants: constantBytes(network, dt, scales, pause),
    table: gateTable(network.spec, dt, scales),
    events: stimulusEvents(network, dt),
    firsts: ranges.map(({ first }) => first),
    sharedLists: sharedLayout(network.neurons, ranges.length).lists,
  };
  const rows = rowsOf(network.connectivity, ranges, format);
  const images = ranges.map((range, thread) => threadImage(common, thread, range, (at) => rows.place(thread, at)));
  const modules: ThreadModules = {
    update: await moduleNamed(relaxed ? "updateRelaxed" : "updateStrict"),
    updateName: updateNameOf(network, pause),
    deliver: await moduleNamed("deliver"),
    deliverName: rows.kernel,
    loop: await moduleNamed(ranges.length === 1 ? "loop" : "loopThreaded"),
  };
  return simulationOf(
    network,
    { dt, method, scales, notes: oneThread === undefined ? fewerRanges(threads, ranges.length) : [oneThread] },
    images,
    modules,
  );
}

function fewerRanges(asked: number, used: number): string[] {
  return used < asked ? [`the network is too small for ${asked} threads, so ${used} are used`] : [];
}

/** Name of the update kernel of a network. */
function updateNameOf({ spec: { synapses, spike } }: Network, pause: number): string {
  const decay = synapses.order === "add-use-decay" ? "after" : "before";
  const rule = spike.rule === "crossing" && pause > 0 ? "refractoryCrossing" : spike.rule;
  return `update_${decay}_${synapses.current}_${rule}`;
}
