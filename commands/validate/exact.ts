/**
 * Spike for spike: engines that make a simulator's steps in float64 against its lists of spikes.
 *
 * @module
 */

import { buildNetwork, cobaHh, type Engine, joinedSpikes, spikeHash, type Spikes, spikesBetween } from "../../mod.ts";
import { withProgress } from "../progress.ts";
import type { LeftOut, StatisticsPlan } from "./statistics.ts";
import { makesSteps, type StoredList, storedLists } from "./stored_lists.ts";

/** A list of a simulator and what an engine makes of the network. */
export interface ExactComparison {
  /** The simulator and its version. */
  readonly simulator: { readonly tool: string; readonly version: string };
  /** The network, in words. */
  readonly network: string;
  /** The engine, its method and time step. */
  readonly ours: { readonly engine: string; readonly method: string; readonly dt: number };
  /** The beginning that was compared. */
  readonly compared: { readonly spikes: number; readonly milliseconds: number };
  /** The longest beginning with the simulator's spikes, every one of them. */
  readonly same: { readonly spikes: number; readonly milliseconds: number };
  /** Whether that is all that was compared. */
  readonly outcome: "identical" | "different";
}

/** The beginning of a list that is compared unless what is slow is asked for, too [ms]. */
const BEGINNING = 300;

/** Steps between two reports of progress. */
const BATCH = 200;

/** Compares every engine with every list of a simulator whose steps it makes; `onComparison` is told of each. */
export async function compareLists(
  { engines, methods, variants, hasSlow }: Omit<StatisticsPlan, "seeds" | "repeats" | "threads">,
  onComparison: (exact: readonly ExactComparison[], leftOut: readonly LeftOut[]) => Promise<void> = async () => {},
  lists?: readonly StoredList[],
): Promise<{ exact: ExactComparison[]; leftOut: LeftOut[] }> {
  const exact: ExactComparison[] = [], leftOut: LeftOut[] = [];
  for (const list of lists ?? await storedLists()) {
    if (variants !== undefined && !variants.includes(list.cobaHh.variant ?? "seed-1")) continue;
    if (methods !== undefined && !methods.includes(list.method)) continue;
    for (const engine of engines.filter((engine) => makesSteps(engine, list.tool))) {
      const what = `${list.tool}, ${list.title}, against ${engine.name}`;
      try {
        const length = hasSlow ? Infinity : BEGINNING;
        exact.push(await withProgress(what, (update) => compareList(engine, list, length, update)));
      } catch (error) {
        // An engine may not have what the network needs.
        if (!(error instanceof RangeError)) throw error;
        leftOut.push({ what, why: error.message });
      }
      await onComparison(exact, leftOut);
    }
  }
  return { exact, leftOut };
}

async function compareList(
  engine: Engine,
  { tool, version, title, cobaHh: options, dt, method, beginnings }: StoredList,
  length: number,
  onProgress: (fraction: number) => void,
): Promise<ExactComparison> {
  const compared = beginnings.filter(({ steps }, k) => k === 0 || steps * dt <= length + dt / 2);
  const { steps: all, spikes: count } = compared[compared.length - 1];
  await using simulation = await engine.create(buildNetwork(cobaHh(options)), { dt, method });
  const parts: Spikes[] = [];
  for (let done = 0; done < all; done += BATCH) {
    parts.push(await simulation.advance(Math.min(BATCH, all - done)));
    onProgress(done / all);
  }
  const spikes = joinedSpikes(parts);
  let same = { steps: 0, spikes: 0 };
  for (const { steps, spikes: count, sha256 } of compared) {
    if (await spikeHash(spikesBetween(spikes, 0, steps)) !== sha256) break;
    same = { steps, spikes: count };
  }
  const milliseconds = (steps: number) => Math.round(steps * dt);
  return {
    simulator: { tool, version },
    network: title,
    ours: { engine: engine.name, method, dt },
    compared: { spikes: count, milliseconds: milliseconds(all) },
    same: { spikes: same.spikes, milliseconds: milliseconds(same.steps) },
    outcome: same.steps === all ? "identical" : "different",
  };
}
