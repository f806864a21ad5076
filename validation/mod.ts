/**
 * Laws that every engine of the network obeys: its own, yours, or another simulator behind the same interface. They need
 * no test framework and no permission, and throw an error that says what was expected and what came. Convergence in dt:
 * what methods and time steps differ by on the same networks. And comparisons of spikes that are there already, of whatever
 * simulator: one by one where that can be asked, by statistics where it cannot.
 *
 * ```ts
 * import { runLaws } from "@cobahh/cobahh/validation";
 * import { wasmEngine } from "@cobahh/cobahh";
 *
 * const results = await runLaws(wasmEngine, { methods: ["exp_auto"], only: ({ isSlow }) => !isSlow });
 * const broken = results.filter(({ status }) => status === "failed");
 * if (broken.length > 0) throw new Error(broken.map(({ reason }) => reason).join("\n"));
 * ```
 *
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes, wasmEngine } from "@cobahh/cobahh";
 * import { compareSpikes, observedSpikes, verdictOf } from "@cobahh/cobahh/validation";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.25 }));
 * const observed = [];
 * for (const engine of [referenceEngine, wasmEngine]) {
 *   await using simulation = await engine.create(network, { dt: 0.1 }); // ms
 *   observed.push(observedSpikes(await run(simulation, 20, { spikes: spikes() }))); // 20 ms
 * }
 * console.log(verdictOf(compareSpikes(observed[0], observed[1])).sentence);
 * ```
 *
 * @module
 */

export {
  type ConvergenceRow,
  convergenceRows,
  type ConvergenceRun,
  type Estimate,
  estimate,
  type NeededStep,
  type RunKey,
  type RunStatistics,
  stepWithin,
} from "./convergence.ts";
export type { Alternative, Hypothesis, SimulatorChoices, ToldSteps } from "./spikes/hypothesis.ts";
export { judge, judgeReading } from "./spikes/judge.ts";
export type { FileAsRead, Judgement, JudgeOptions } from "./spikes/judgement.ts";
export { findMisreading, type Misreading } from "./spikes/misreading.ts";
export type { AsRead, Reading } from "./spikes/reading.ts";
export { IDS_FILE, misreadingSentence, type ReadingFlags, type Wording } from "./spikes/misreading_words.ts";
export { type Numbering, numbersOf } from "./spikes/numbering.ts";
export { onlyOf } from "./spikes/recorded.ts";
export type { Remainder } from "./spikes/remainder.ts";
export type { TimedSpikes } from "./spikes/timed_spikes.ts";
export { type Law, LawError } from "./laws/law.ts";
export { type LawOptions, laws } from "./laws/laws.ts";
export { type LawResult, runLaws, type RunLawsOptions } from "./laws/run_laws.ts";
export {
  agreementOf,
  type AgreementOptions,
  type DistributionAgreement,
  type NetworkSet,
  type SetAgreement,
  type StatisticAgreement,
} from "./spikes/agreement.ts";
export {
  type CompareOptions,
  compareSpikes,
  type DistributionDifference,
  type SpikeComparison,
  type StatisticDifference,
} from "./spikes/comparison.ts";
export { DISTRIBUTION_NAMES, DISTRIBUTIONS } from "./spikes/distances.ts";
export {
  decide,
  type Decision,
  type EquivalenceOutcome,
  ERROR_RATE,
  type HeldDifference,
  type MeasuredDifference,
  outcomeOf,
  pairedDifference,
  POWER,
  unpairedDifference,
} from "./spikes/equivalence.ts";
export { DISTRIBUTION_MARGINS, type DistributionName, type Margin, marginOf, MARGINS } from "./spikes/margins.ts";
export type { ExactAgreement } from "./spikes/exact_search.ts";
export { type FirstDifference, firstDifference, sharedFraction } from "./spikes/first_difference.ts";
export {
  type Extent,
  type NetworkStatistics,
  networkStatistics,
  spreadOf,
  type Statistic,
  STATISTIC_NAMES,
  type StatisticName,
  STATISTICS,
} from "./spikes/network_statistics.ts";
export { cutAt, observedDuration, type ObservedSpikes, observedSpikes } from "./spikes/observed_spikes.ts";
export { type AsSimulator, asSimulators, type RosettaSimulator } from "./spikes/as_simulator.ts";
export { ISI_EDGES, type SpikeDistributions, spikeDistributions } from "./spikes/spike_distributions.ts";
export {
  distributionsFromJson,
  type MethodAndStep,
  type StoredDistributions,
  type StoredRun,
} from "./spikes/stored_distributions.ts";
export { type StoredSpikes, storedSpikesFromJson } from "./spikes/stored_spikes.ts";
export type { StatisticalAgreement } from "./spikes/statistical_search.ts";
export { type Verdict, verdictOf, type VerdictOutcome } from "./spikes/verdict.ts";

// What networks, engines and spikes are made of, so that this entry point is complete in itself.
export type { EffectSize } from "../analysis/effect_size.ts";
export type { KolmogorovSmirnov } from "../analysis/kolmogorov_smirnov.ts";
export type { ObservedRun } from "../analysis/spike_window.ts";
export type { InitialVariable, Network } from "../model/network.ts";
export type { Parameters } from "../model/parameters.ts";
export type { Permutation, PermutationGrid } from "../model/permutation.ts";
export type { DealtRows, DrawnRows, RowProcedure } from "../model/row_procedure.ts";
export type { PopulationSizes } from "../model/scaling.ts";
export type { Engine, Simulation, SimulationOptions, Spikes, StateVariable } from "../model/simulation.ts";
export type {
  ConnectionRule,
  ConnectivitySpec,
  Distribution,
  InitialState,
  NetworkSpec,
  SpikeSpec,
  StimulusSpec,
  SynapseSpec,
} from "../model/spec.ts";
export type { Connectivity } from "../model/connectivity.ts";
export type { CobaHhOptions } from "../model/variants.ts";
