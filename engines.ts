/**
 * The engines, in the order in which the command line lists them. A new engine is one folder and one entry here; tests,
 * benchmarks and the command line find it in this list.
 *
 * @module
 */

import { wasmEngine } from "./engine/engine.ts";
import type { Engine } from "./model/simulation.ts";
import { referenceEngine } from "./reference/engine.ts";

/**
 * Every engine of this package.
 *
 * @category Engines
 */
export const engines: readonly Engine[] = [wasmEngine, referenceEngine];
