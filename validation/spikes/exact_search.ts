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
  /** Why it could not be run, where it could not. */
  readonly failed?: string;
}

/** Progress of the search. */
export interface SearchOptions {
  /** A float64 engine that has exponential Euler, any specification, and reads and writes its state. */
  readonly engine: Engine;
  /** Steps that are compared at most. */
  readonly steps: number;
  /** The neurons that the spikes are of; every one where they are left out. */
  readonly recorded?: Uint32Array | undefined;
  /** Choices that may be different at once; 3 where it is left out. */
  readonly rounds?: number;
  /** Called with the fraction of the search that is done at least. */
  readonly onProgress?: (fraction: number) => void;
}

/** Steps between two comparisons. */
const BATCH = 10;

/** Spikes more that another choice has to explain before it is built upon: where two are needed, one explains little. */
const BETTER = 2;

/** Steps past the present first difference that an alternative may go on for: enough to tell which is better. */
const MARGIN = 300;

/** Agreement of one hypothesis with the spikes in [0, limit) steps. */
async function exactAgreement(
  engine: Engine,
  given: Network,
  changes: readonly Alternative[],
  hypothesis: Hypothesis,
  spikes: Spikes,
  limit: number,
  recorded: Uint32Array | undefined,
): Promise<ExactAgreement> {
  const told = { changes, hypothesis };
  try {
    await using run = await runHypothesis(engine, networkOf(hypothesis, given), hypothesis);
    const step: number[] = [], neuron: number[] = [];
    let common = 0;
    for (let done = 0; done < limit;) {
      const piece = spikesOfNeurons(await run.advance(Math.min(BATCH, limit - done)), recorded);
      done += Math.min(BATCH, limit - done);
      step.push(...piece.step);
      neuron.push(...piece.neuron);
      for (;; common++) {
        const mine = step[common] < done ? step[common] : Infinity;
        const other = spikes.step[common] < done ? spikes.step[common] : Infinity;
        if (mine === Infinity && other === Infinity) break;
        if (mine !== other || neuron[common] !== spikes.neuron[common]) {
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
  { engine, steps, recorded, rounds = 3, onProgress }: SearchOptions,
): Promise<ExactAgreement[]> {
  const found = [await exactAgreement(engine, given, [], base, spikes, steps, recorded)];
  let best = found[0];
  for (let round = 0; round < rounds && best.differsAt !== undefined; round++) {
    const before = best, limit = Math.min(steps, best.differsAt + MARGIN);
    const tried = alternatives(before.hypothesis, engine.methods)
      .filter(({ axis }) => !before.changes.some((change) => change.axis === axis));
    for (const [k, alternative] of tried.entries()) {
      const changes = [...before.changes, alternative];
      const agreement = await exactAgreement(engine, given, changes, alternative.hypothesis, spikes, limit, recorded);
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
      const { changes, hypothesis } = agreement;
      const whole = await exactAgreement(engine, given, changes, hypothesis, spikes, steps, recorded);
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
