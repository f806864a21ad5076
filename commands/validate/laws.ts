/**
 * The laws and fixtures of `validate`: every chosen engine with every chosen method.
 *
 * @module
 */

import type { Engine } from "../../mod.ts";
import { type LawResult, runLaws } from "../../validation/mod.ts";
import { withProgress } from "../progress.ts";

/** Results of an engine's laws. */
export interface EngineLaws {
  /** Name of the engine. */
  readonly engine: string;
  /** Precision of its state. */
  readonly precision: string;
  /** Every law. */
  readonly results: readonly {
    readonly name: string;
    readonly source: string;
    readonly status: LawResult["status"];
    readonly reason?: string;
  }[];
}

/** Laws to check, and of what. */
export interface LawsPlan {
  readonly engines: readonly Engine[];
  /** The methods; each of an engine's where it is left out. */
  readonly methods?: readonly string[];
  /** Whether laws that take seconds are checked, too. */
  readonly hasSlow: boolean;
}

/** Checks the laws of each engine, with progress; what has come of them so far is given to `onLaw` after each law. */
export async function checkLaws(
  { engines, methods, hasSlow }: LawsPlan,
  onLaw: (soFar: readonly EngineLaws[]) => Promise<void> = async () => {},
): Promise<EngineLaws[]> {
  const all: { engine: string; precision: string; results: EngineLaws["results"][number][] }[] = [];
  for (const engine of engines) {
    const { name, precision } = engine, results: EngineLaws["results"][number][] = [];
    const own = methods?.filter((method) => engine.methods.includes(method));
    all.push({ engine: name, precision, results });
    await withProgress(`laws of ${name}`, (update) =>
      runLaws(engine, {
        ...(own === undefined ? {} : { methods: own }),
        only: ({ isSlow }) => hasSlow || !isSlow,
        onProgress: async ({ done, total, result: { law, status, reason } }) => {
          results.push({ name: law.name, source: law.source, status, ...(reason === undefined ? {} : { reason }) });
          update(done / total);
          await onLaw(all);
        },
      }));
  }
  return all;
}

/** Counts of an engine's results. */
export function lawCounts({ results }: EngineLaws): Readonly<Record<LawResult["status"], number>> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of results) counts[status]++;
  return counts;
}
