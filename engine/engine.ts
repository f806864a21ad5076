/**
 * The fast engine: float32, WebAssembly SIMD, threads. The same bits on every machine and with every number of threads.
 *
 * Methods: exponential Euler, under BrainPy's names, `staggered`, `substepped`, `substepped_interpolated` and
 * `implicit_euler` (their equations are in reference/).
 *
 * Largest error of one step against the float64 reference, of the published networks from any state with v between the
 * reversal potentials (tests/engine/one_step_test.ts holds every method and variant to it):
 *
 *     dt [ms]                   0.001   0.01    0.05    0.1     0.2
 *     gates                     3e-7    4e-7    1e-6    2e-6    3e-6
 *     gates with sub-steps      5e-7    5e-7    5e-6    7e-6    1e-5
 *     v [mV]                    2e-4    5e-4    8e-4    1e-3    2e-3
 *     gE, gI, of the largest    3e-7 at any dt
 *
 * Of any other specification: gates 3e-6 times the square of the rows' width in 1/8 mV (potential_range.ts), with sub-steps
 * 1.5e-5 times that; v 1.2e-5 of the range that potentials can have; at dt up to 0.2 ms. At 1 ms gates have 1e-5 and 1.5e-4,
 * v 5e-5 and 1.5e-3: errors of a sub-step grow in the next one. At longer steps sub-steps have no bound, and a note says so
 * (tests/engine/any_specification_test.ts). What numbers it takes is in docs/limits.md. What a late spike has lost is kept
 * to 1/65535 of the most that it can have lost (tests/engine/late_spikes_test.ts).
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { type Engine, EngineUnavailableError, type Simulation, type SimulationOptions } from "../model/simulation.ts";
import { checkedOptions, withinMemory } from "./creation.ts";
import { simulationMemory } from "./memory.ts";
import { isSupported, moduleNamed } from "./modules.ts";
import { enginePlan } from "./plan.ts";
import type { RowFormat } from "./row_format.ts";
import { methodNames, schemeNamed } from "./methods.ts";
import { simulationOf } from "./simulation.ts";
import { teamOf } from "./team.ts";
import type { ThreadModules } from "./thread.ts";

/**
 * Options of the fast engine beyond those of every engine.
 *
 * @category Engines
 */
export interface WasmOptions extends SimulationOptions {
  /** Allows fused multiply-add: somewhat faster (docs/speed.md), but the bits depend on the processor. */
  readonly relaxed?: boolean;
  /** Format of the stored rows; chosen by size where it is left out. The result does not depend on it. */
  readonly format?: RowFormat;
  /**
   * Step that it begins at, so that stimulus and steps of spikes go on where a run had come to whose checkpoint it is given;
   * 0 where it is left out.
   */
  readonly firstStep?: number;
}

/**
 * The fast engine, with its options.
 *
 * @category Engines
 */
export interface WasmEngine extends Engine {
  /** As {@linkcode Engine.create}, with the options of this engine. */
  create(network: Network, options: WasmOptions): Promise<Simulation>;
}

/**
 * The fast engine.
 *
 * @category Engines
 */
export const wasmEngine: WasmEngine = {
  name: "wasm",
  precision: "float32",
  methods: methodNames,
  unavailable: () => Promise.resolve(reasonUnavailable()),
  memory: simulationMemory,
  create,
};

/** The note where fused multiply-add was asked for and cannot be had. */
const NOT_RELAXED = "this runtime has no relaxed SIMD, so the strict kernels are used";

function reasonUnavailable(): string | undefined {
  if (typeof WebAssembly !== "object") return "this runtime has no WebAssembly";
  return isSupported("updateStrict") ? undefined : "this runtime has no WebAssembly SIMD";
}

async function create(network: Network, options: WasmOptions): Promise<Simulation> {
  const { delay, firstStep, ...checked } = checkedOptions(network, options, methodNames), { dt, method } = checked;
  const reason = reasonUnavailable();
  if (reason !== undefined) throw new EngineUnavailableError(`Engine wasm cannot run here: ${reason}`);
  return await withinMemory(network, async () => {
    const plan = enginePlan(network, checked), { images, events } = plan;
    const scheme = schemeNamed(method), isAlone = images.length === 1;
    const isRelaxed = options.relaxed === true && isSupported(scheme.modules.relaxed);
    const notes = options.relaxed && !isRelaxed ? [...plan.notes, NOT_RELAXED] : plan.notes;
    const modules: ThreadModules = {
      update: await moduleNamed(scheme.modules[isRelaxed ? "relaxed" : "strict"]),
      updateName: plan.kernels.update,
      deliver: await moduleNamed(scheme.lateShares ? "deliverLate" : "deliver"),
      deliverName: plan.kernels.deliver,
      loop: await moduleNamed(
        scheme.lateShares ? (isAlone ? "loopLate" : "loopLateThreaded") : isAlone ? "loop" : "loopThreaded",
      ),
    };
    const team = await teamOf(images, modules, network.neurons, events.capacity);
    return simulationOf(network, { engine: "wasm", dt, method, delay, firstStep, ...plan, notes }, team);
  });
}
