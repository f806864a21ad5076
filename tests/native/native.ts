/**
 * The native engine of the tests, which keeps what it compiles in out/, and tests that need it: where it cannot run they are
 * skipped, and their names say why.
 *
 * @module
 */

import { type NativeEngine, nativeEngineWith } from "../../native/mod.ts";

/** The engine. */
export const native: NativeEngine = nativeEngineWith({ cache: new URL("../../out/native", import.meta.url).pathname });

const reason = await native.unavailable();

/** The widths of this machine [bit]; none where the engine cannot run. */
export const widths: Awaited<ReturnType<NativeEngine["widths"]>> = reason === undefined ? await native.widths() : [];

/** Registers a test of the native engine. */
export function nativeTest(name: string, check: () => Promise<void>): void {
  const skipped = reason === undefined ? "" : ` (skipped: ${reason})`;
  Deno.test({ name: name + skipped, ignore: reason !== undefined, fn: check });
}
