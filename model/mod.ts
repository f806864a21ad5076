/**
 * The model: parameters, kinetics, specification and variants, the network, and the interface of engines.
 *
 * @module
 */

export { exp, exprelr, log } from "./elementary.ts";
export { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState, timeConstant } from "./kinetics.ts";
export { ionicCurrent, potassiumConductance, sodiumConductance, synapticCurrent } from "./membrane.ts";
export { milliseconds, timeOf } from "./milliseconds.ts";
export { isPrintable, printable, quoted, received } from "./received.ts";
export { assembleNetwork, buildNetwork, type InitialVariable, type Network, type NetworkParts } from "./network.ts";
export { networkWarnings } from "./network_warnings.ts";
export { PARAMETER_UNITS, type Parameters, PER_CAPACITANCE, PUBLISHED } from "./parameters.ts";
export type { Permutation, PermutationGrid } from "./permutation.ts";
export { philox4x32 } from "./random.ts";
export { refractorySteps } from "./refractory.ts";
export type { DealtRows, DrawnRows, RowProcedure } from "./row_procedure.ts";
export {
  effectiveProbability,
  effectiveWeights,
  fixedDegree,
  type PopulationSizes,
  populationSizes,
} from "./scaling.ts";
export {
  type Engine,
  EngineUnavailableError,
  type Probe,
  type Simulation,
  type SimulationOptions,
  type Spikes,
  STATE_VARIABLES,
  type StateVariable,
  type Support,
  UnwritableError,
  type Watch,
  type WatchedSteps,
  type Watcher,
  type Watching,
} from "./simulation.ts";
export { checkSupport } from "./support.ts";
export {
  ACCURATE_METHOD,
  DEFAULT_METHOD,
  distinctMethods,
  type IntegrationMethod,
  integrationMethods,
  type MethodFamily,
  methodOf,
  type SynapticStep,
  variablesOf,
} from "./methods.ts";
export { bytesInWords, expectedSynapses, networkMemory } from "./memory.ts";
export {
  checkNeurons,
  checkOptions,
  checkSteps,
  checkVariable,
  checkWatch,
  checkWrite,
  type WriteLimits,
} from "./simulation_checks.ts";
export type {
  ConnectionRule,
  ConnectivitySpec,
  Distribution,
  InitialState,
  NetworkSpec,
  SpikeSpec,
  StimulusSpec,
  SynapseSpec,
} from "./spec.ts";
export type { Connectivity } from "./connectivity.ts";
export { stimulusEvents } from "./stimulus.ts";
export { type StoredRows, storeRows } from "./stored_rows.ts";
export { specFromJson, specToJson, validateSpec } from "./validate_spec.ts";
export { cobaHh, type CobaHhOptions, type Variant, variants } from "./variants.ts";
