/**
 * Networks and spikes for other programs, and theirs: CSV, NPZ, SONATA and this library's recordings.
 *
 * ```ts
 * import { readSpikeFile, spikeTimesToNpz, toSteps } from "@cobahh/cobahh/interchange";
 *
 * const bytes = spikeTimesToNpz({ time: Float64Array.of(38.9, 113.7), neuron: Uint32Array.of(0, 0) }); // ms
 * const { times } = await readSpikeFile(bytes);
 * console.log(toSteps(times, 0.1).step); // [389, 1137]
 * ```
 *
 * @module
 */

export type { ByteSource } from "./byte_source.ts";
export { EXPORT_TARGETS, exportNetwork, type ExportTarget } from "./export_network.ts";
export { contentBytes, type ExportedFile } from "./exported_file.ts";
export { networkFromCsv, networkToCsv } from "./network_csv.ts";
export { type NetworkFileOptions, networkFromNpz, networkToNpz } from "./network_npz.ts";
export { networkFromSonata, networkToSonata } from "./network_sonata.ts";
export { type NpyArray, npyFromBytes, npyToBytes, type NpyValues } from "./npy.ts";
export type { NpyHeader } from "./npy_header.ts";
export { type NpzFile, npzFile, npzFromBytes, npzToBytes } from "./npz.ts";
export { SIMULATOR_FILES, SIMULATOR_NAMES, type SimulatorFile, type SimulatorName } from "./simulator_files.ts";
export type { ColumnOptions } from "./spike_columns.ts";
export type { LayoutOptions } from "./text_table.ts";
export { type CsvOptions, spikeTimesFromCsv, spikeTimesToCsv } from "./spike_csv.ts";
export { readSpikeFile, type SpikeFile, type SpikeFileOptions, type SpikeFormat } from "./spike_file.ts";
export { type NpzOptions, spikeTimesFromNpz, spikeTimesToNpz } from "./spike_npz.ts";
export { type SonataOptions, spikeTimesFromSonata, spikeTimesToSonata } from "./spike_sonata.ts";
export { TIME_UNITS, type TimeUnit } from "./time_units.ts";
export { type SpikeTimes, type StepOptions, toSteps, toTimes } from "./spike_times.ts";

// What networks, spikes and recordings are made of, so that this entry point is complete in itself.
export type { InitialVariable, Network } from "../model/network.ts";
export type { Parameters } from "../model/parameters.ts";
export type { DealtRows, DrawnRows, RowProcedure } from "../model/row_procedure.ts";
export type { Permutation, PermutationGrid } from "../model/permutation.ts";
export type { Spikes, StateVariable } from "../model/simulation.ts";
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
export type {
  NonFinite,
  Observation,
  Observations,
  PopulationRate,
  Provenance,
  RecordedSpikes,
  Recording,
  Trace,
} from "../record/recording.ts";
