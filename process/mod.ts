/**
 * Engines in other processes, written in any language: a program that answers a few requests on standard input and output
 * is an `Engine` like any other. docs/engine-protocol.md specifies the requests. Needs `--allow-run` for the program.
 *
 * @module
 */

export { type ProcessEngine, processEngine, PROTOCOL } from "./process_engine.ts";
export type { ProcessSimulation } from "./process_simulation.ts";
export type { ProgramOptions } from "./program.ts";

// What networks, engines and spikes are made of, so that this entry point is complete in itself.
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
