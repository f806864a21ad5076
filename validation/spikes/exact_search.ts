/**
 * Search for the choice that explains a list of spikes exactly. In float64 the spikes of two right implementations are the same one by
 * one, and a choice that is made differently shows within some ms: the list that stays the same longest is the best
 * explanation, and one that stays the same throughout is the right one.
 *
 * @module
 */

import type { Engine, Spikes } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { alternatives } from "./alternatives.ts";
import { spikesOfNeurons } from "./recorded.ts";
import { type Alternative, type Hypothesis, type HypothesisRun, networkOf, runHypothesis } from "./hypothesis.ts";

/**
 * Agreement of a hypothesis with the spikes of a file.
 *
 * @category Comparison of spikes
 */
export interface ExactAgreement {
  /** Choices by which the hypothesis is different from what was asked about; none for that itself. */
  readonly changes: readonly Alternative[];
  /** What the run was simulated with. */
  readonly hypothesis: Hypothesis;
  /** Spikes at the beginning that are the same. */
  readonly common: number;
  /** Step of the first difference; undefined where there is none up to the limit. */
  readonly differsAt?: number;
  /** Neurons of the run whose potential was not a finite number where the comparison ended; 0 where it is left out. */
  readonly nonFinite?: number;
  /** Whether the file has none of the spikes of its last step, as files of the simulator have not. */
  readonly lacksLastStep?: true;
  /** Why it could not be run, where it could not. */
  readonly failed?: string;
}

/** Progress of the search. */
export interface SearchOptions {
  /** A float64 engine that has exponential Euler, any specification, and reads and writes its state. */
  readonly engine: Engine;
  /** Steps that are compared at most. */
  readonly steps: number;
  /** Steps of the file, whose last one some simulators do not write; as many as are compared where they are left out. */
  readonly end?: number;
  /** What is tried before everything that is different in one choice, and held to all steps. */
  readonly first?: readonly Alternative[];
  /** The neurons that the spikes are of; every one where they are left out. */
  readonly recorded?: Uint32Array | undefined;
  /** Choices that may be different at once; 3 where it is left out. */
  readonly rounds?: number;
  /** Called with the fraction of the search, or of a run that has agreed so far, that is done at least. */
  readonly onProgress?: (fraction: number) => void;
}

/** Steps between two comparisons. */
const BATCH = 10;

/** Spikes more that another choice has to explain before it is built upon: where two are needed, one explains little. */
const BETTER = 2;

/** Spikes at the beginning that are not the same by chance. */
export const TELLING = 100;

/** Steps past the present first difference that an alternative may go on for: enough to tell which is better. */
const MARGIN = 300;

/** Agreement of one hypothesis with the spikes in [0, limit) steps. */
export async function exactAgreement(
  given: Network,
  { changes, hypothesis }: Pick<ExactAgreement, "changes" | "hypothesis">,
  spikes: Spikes,
  limit: number,
  { engine, recorded, end, onProgress }: Omit<SearchOptions, "steps">,
): Promise<ExactAgreement> {
  const told = { changes, hypothesis };
  const isComplete = changes.every(({ simulator }) => simulator?.hasLastStep ?? true);
  try {
    await using run = await runHypothesis(engine, networkOf(hypothesis, given), hypothesis);
    const step: number[] = [], neuron: number[] = [];
    let common = 0;
    for (let done = 0; done < limit;) {
      const piece = spikesOfNeurons(await run.advance(Math.min(BATCH, limit - done)), recorded);
      done += Math.min(BATCH, limit - done);
      step.push(...piece.step);
      neuron.push(...piece.neuron);
      onProgress?.(done / limit);
      for (;; common++) {
        const mine = step[common] < done ? step[common] : Infinity;
        const other = spikes.step[common] < done ? spikes.step[common] : Infinity;
        if (mine === Infinity && other === Infinity) break;
        if (mine !== other || neuron[common] !== spikes.neuron[common]) {
          const isMissingStep = other === Infinity && mine === limit - 1 && limit === end &&
            spikes.step[common - 1] < mine;
          if (!isComplete && isMissingStep) return { ...told, common, lacksLastStep: true, ...await divergence(run) };
          return { ...told, common, differsAt: Math.min(mine, other), ...await divergence(run) };
        }
      }
    }
    return { ...told, common, ...await divergence(run) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...told, common: 0, differsAt: 0, failed: error.message };
  }
}

async function divergence(run: HypothesisRun): Promise<{ nonFinite?: number }> {
  const nonFinite = await run.nonFinite();
  return nonFinite === 0 ? {} : { nonFinite };
}

/**
 * Agreement of what is asked about and of everything that is different from it in one choice, the best first; then of what
 * is different from the best in one more, as long as that explains more.
 */
export async function exactSearch(
  given: Network,
  base: Hypothesis,
  spikes: Spikes,
  options: SearchOptions,
): Promise<ExactAgreement[]> {
  const { engine, steps, first = [], rounds = 3, onProgress } = options;
  const { onProgress: _, ...quiet } = options;
  const found = [await exactAgreement(given, { changes: [], hypothesis: base }, spikes, steps, options)];
  let best = found[0];
  for (const alternative of best.differsAt === undefined ? [] : first) {
    const asked = { changes: [alternative], hypothesis: alternative.hypothesis };
    const agreement = await exactAgreement(given, asked, spikes, steps, options);
    found.push(agreement);
    if (isBetter(agreement, best)) best = agreement;
    if (agreement.differsAt === undefined && agreement.common > 0) break;
  }
  // It has to explain much before single choices are built upon it instead of upon what was asked about.
  if (best.differsAt !== undefined && best.common < Math.max(TELLING, 2 * found[0].common)) best = found[0];
  for (let round = 0; round < rounds && best.differsAt !== undefined; round++) {
    const before = best, limit = Math.min(steps, best.differsAt + MARGIN);
    const tried = alternatives(before.hypothesis, engine.methods)
      .filter(({ axis }) => !before.changes.some((change) => change.axis === axis));
    for (const [k, alternative] of tried.entries()) {
      const changes = [...before.changes, alternative];
      const asked = { changes, hypothesis: alternative.hypothesis };
      const agreement = await exactAgreement(given, asked, spikes, limit, quiet);
      found.push(agreement);
      if (isBetter(agreement, best)) best = agreement;
      onProgress?.((round + (k + 1) / tried.length) / rounds);
      if (agreement.differsAt === undefined && limit === steps) break;
    }
    // What was the same as far as it was run goes on to the end.
    for (
      const agreement of found.filter(({ differsAt, changes }) => differsAt === undefined && changes.length > round)
    ) {
      if (limit === steps) break;
      const whole = await exactAgreement(given, agreement, spikes, steps, options);
      found[found.indexOf(agreement)] = whole;
      if (best === agreement || isBetter(whole, best)) best = whole;
    }
    if (best === before) break;
  }
  return found.sort((a, b) => reach(b) - reach(a) || b.common - a.common || a.changes.length - b.changes.length);
}

/** Whether it explains more, and not by chance. */
function isBetter(a: ExactAgreement, b: ExactAgreement): boolean {
  if (a.differsAt === undefined) return b.differsAt !== undefined || a.common > b.common;
  return b.differsAt !== undefined && a.common >= b.common + BETTER;
}

function reach({ differsAt }: ExactAgreement): number {
  return differsAt ?? Infinity;
}
