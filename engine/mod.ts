/**
 * The fast engine: float32, WebAssembly SIMD, threads.
 *
 * @module
 */

export { type WasmEngine, wasmEngine, type WasmOptions } from "./engine.ts";
export { ROW_FORMATS, type RowFormat } from "./row_format.ts";
