/**
 * Checking an engine against its laws, one after the other, to the end.
 *
 * @module
 */

import { type Engine, UnwritableError } from "../../model/simulation.ts";
import type { Law } from "./law.ts";
import { type LawOptions, laws } from "./laws.ts";

/**
 * Result of a law.
 *
 * @category Laws
 */
export interface LawResult {
  /** The law that was checked. */
  readonly law: Law;
  /** Whether it holds, or says nothing here. */
  readonly status: "passed" | "failed" | "skipped";
  /** Why it was skipped, or what was expected and what came where it failed. */
  readonly reason?: string;
}

/**
 * Selection of laws, and the progress callback.
 *
 * @category Laws
 */
export interface RunLawsOptions extends LawOptions {
  /** Which laws are checked; all where it is left out. Others are not in the results. */
  readonly only?: (law: Law) => boolean;
  /** Called after each law; what it returns is awaited. */
  readonly onProgress?: (
    progress: { readonly done: number; readonly total: number; readonly result: LawResult },
  ) => unknown;
}

/**
 * Checks an engine against its laws. What goes wrong is in the results.
 *
 * ```ts
 * import { runLaws } from "@cobahh/cobahh/validation";
 * import { wasmEngine } from "@cobahh/cobahh";
 *
 * const results = await runLaws(wasmEngine, { only: (law) => law.name.includes("sorted") });
 * for (const { law, status, reason = "" } of results) console.log(status, law.name, reason);
 * ```
 * @throws {RangeError} if there is nothing to check: the engine has no method, or supports no value of a choice.
 *
 * @category Laws
 */
export async function runLaws(engine: Engine, options: RunLawsOptions = {}): Promise<LawResult[]> {
  const { only = () => true, onProgress, ...which } = options;
  const chosen = (await laws(engine, which)).filter(only);
  const results: LawResult[] = [];
  for (const law of chosen) {
    const result = await resultOf(law);
    results.push(result);
    await onProgress?.({ done: results.length, total: chosen.length, result });
  }
  return results;
}

async function resultOf(law: Law): Promise<LawResult> {
  if (law.skipped !== undefined) return { law, status: "skipped", reason: law.skipped };
  try {
    await law.check();
    return { law, status: "passed" };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof UnwritableError) return { law, status: "skipped", reason: cause.message };
    return { law, status: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}
