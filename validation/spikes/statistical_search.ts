/**
 * Search for the choice that explains the statistics of a file best, if its spikes cannot be the same one by one: another integrator, other
 * random numbers, float32.
 *
 * @module
 */

import { ACCURATE_METHOD, DEFAULT_METHOD, methodOf } from "../../model/methods.ts";
import type { Engine } from "../../model/simulation.ts";
import type { Network } from "../../model/network.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { alternatives } from "./alternatives.ts";
import { compareSpikes, type SpikeComparison } from "./comparison.ts";
import { type Alternative, type Hypothesis, networkOf, runHypothesis } from "./hypothesis.ts";
import { observedDuration, type ObservedSpikes } from "./observed_spikes.ts";

/**
 * Agreement of a hypothesis with the statistics of a file.
 *
 * @category Comparison of spikes
 */
export interface StatisticalAgreement {
  /** The choices by which it is different from what was asked about; none for that itself. */
  readonly changes: readonly Alternative[];
  /** What the run was simulated with. */
  readonly hypothesis: Hypothesis;
  /** Name of the engine that it was run by. */
  readonly engine: string;
  /** Root mean square of the differences in deviations; NaN where there is one without a value. */
  readonly distance: number;
  /** Neurons of the run whose potential was not a finite number at its end; 0 where it is left out. */
  readonly nonFinite?: number;
  /** The comparison, the file being A. */
  readonly comparison: SpikeComparison;
}

/** Progress of the search. */
export interface StatisticalOptions {
  /** The engines, the first that has a method being taken. */
  readonly engines: readonly Engine[];
  /** Time at the beginning that statistics leave out [ms]. */
  readonly skip: number;
  /** Whether the file is a run of the very network, not only of the model. */
  readonly isSameNetwork: boolean;
  /** Whether other choices are tried as well. */
  readonly hasAlternatives: boolean;
  /** Called with the fraction of the search that is done. */
  readonly onProgress?: (fraction: number) => void;
}

/** Axes that have no say in statistics. */
const SILENT_AXES = ["time of spikes", "time step, rounded", "autapses"];

/** Steps of a batch: hosts can report and be stopped in between. */
const BATCH = 2000;

/** Agreement of the statistics of what is asked about and of what is different from it in one choice, the best first. */
export async function statisticalSearch(
  given: Network,
  base: Hypothesis,
  observed: ObservedSpikes,
  options: StatisticalOptions,
): Promise<StatisticalAgreement[]> {
  const methods = options.engines.flatMap(({ methods }) => methods);
  const plain = { axis: "", choice: "as specified", hypothesis: base };
  const accurate = [ACCURATE_METHOD].filter((method) => methods.includes(method) && base.method !== method).map((
    method,
  ) => ({
    axis: "method",
    choice: methodOf(method).title,
    hypothesis: { ...base, method },
  }));
  const tried: Alternative[] = [
    plain,
    ...(options.hasAlternatives
      ? alternatives(base, [DEFAULT_METHOD, ACCURATE_METHOD]).filter(({ axis }) => !SILENT_AXES.includes(axis))
      : accurate),
  ].filter(({ hypothesis: { method } }) => methods.includes(method));
  const found: StatisticalAgreement[] = [];
  for (const [k, alternative] of tried.entries()) {
    const changes = alternative === plain ? [] : [alternative];
    const agreement = await firstAgreement(given, changes, alternative.hypothesis, observed, options);
    if (agreement !== undefined) found.push(agreement);
    options.onProgress?.((k + 1) / tried.length);
  }
  return found.sort((a, b) =>
    (Number.isNaN(a.distance) ? 1 : 0) - (Number.isNaN(b.distance) ? 1 : 0) || a.distance - b.distance
  );
}

/** The agreement by the first engine that takes the hypothesis; undefined where none does. */
async function firstAgreement(
  given: Network,
  changes: readonly Alternative[],
  hypothesis: Hypothesis,
  observed: ObservedSpikes,
  options: StatisticalOptions,
): Promise<StatisticalAgreement | undefined> {
  for (const engine of options.engines.filter(({ methods }) => methods.includes(hypothesis.method))) {
    try {
      return await agreementOf(engine, given, changes, hypothesis, observed, options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

async function agreementOf(
  engine: Engine,
  given: Network,
  changes: readonly Alternative[],
  hypothesis: Hypothesis,
  observed: ObservedSpikes,
  { skip, isSameNetwork }: StatisticalOptions,
): Promise<StatisticalAgreement> {
  const network = networkOf(hypothesis, given);
  const { dt } = observed.provenance, steps = Math.round(observedDuration(observed) / dt);
  await using run = await runHypothesis(engine, network, hypothesis);
  const pieces = [];
  for (let done = 0; done < steps; done += BATCH) pieces.push(await run.advance(Math.min(BATCH, steps - done)));
  const spikes = joinedSpikes(pieces);
  const nonFinite = await run.nonFinite();
  const { excitatory, inhibitory } = network;
  const mine = { spikes, start: 0, stop: steps, provenance: { excitatory, inhibitory, dt } };
  const isChangedNetwork = changes.some(({ axis }) => axis === "connection rule" || axis === "multapses");
  const comparison = compareSpikes(observed, mine, {
    skip,
    isSameNetwork: isSameNetwork && !isChangedNetwork,
    // What is ranked only needs no interval of its own.
    hasBlocks: changes.every(({ axis }) => axis === "method"),
  });
  const deviations = comparison.statistics.map(({ deviations }) => deviations);
  const distance = Math.sqrt(deviations.reduce((sum, x) => sum + x * x, 0) / deviations.length);
  const divergence = nonFinite === 0 ? {} : { nonFinite };
  return { changes, hypothesis, engine: engine.name, distance, ...divergence, comparison };
}
