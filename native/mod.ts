/**
 * An engine with the fast engine's results, bit for bit, as much faster as this machine's vectors are wide: its step is a
 * little C, which the system's compiler makes at the first use. An entry point of its own, because it asks Deno for permissions.
 *
 * ```ts ignore
 * import { nativeEngine } from "@cobahh/cobahh/native";
 *
 * await using simulation = await nativeEngine.create(network, { dt: 0.1, threads: 2 });
 * ```
 *
 * @module
 */

export { type NativeEngine, nativeEngine, nativeEngineWith, type NativeOptions, type NativeSetup } from "./engine.ts";
export type { Width } from "./compiler.ts";
export { requestPermissions } from "./permissions.ts";
