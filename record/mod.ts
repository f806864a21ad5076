/**
 * Observing a run: recorders, the run itself, and the recording that it leaves.
 *
 * @module
 */

export { type Checkpoint, checkpointOf, restore } from "./checkpoint.ts";
export { divergedNeurons, FARTHEST_POTENTIAL } from "./diverged_neurons.ts";
export { spikesToCsv, spikesToCsvPieces } from "./csv.ts";
export { recordingFromJson, recordingFromJsonPieces, recordingToJson, recordingToJsonPieces } from "./json.ts";
export { mergeRecordings } from "./merge_recordings.ts";
export { nonFinite } from "./non_finite_recorder.ts";
export { nonFiniteOf, rateOf, spikesOf, tracesOf } from "./observed.ts";
export { populationRate, type RateBins } from "./rate_recorder.ts";
export type { ObservedBy, Recorder, Recorders } from "./recorder.ts";
export type {
  NonFinite,
  Observation,
  Observations,
  PopulationRate,
  Provenance,
  RecordedSpikes,
  Recording,
  Trace,
} from "./recording.ts";
export { run, type RunOptions, stepsOf } from "./run.ts";
export type { Sampling } from "./sampling.ts";
export { sliceRecording } from "./slice_recording.ts";
export { spikeHash } from "./spike_hash.ts";
export { joinedSpikes, shiftedSpikes, spikesBetween } from "./spike_list.ts";
export { spikes } from "./spike_recorder.ts";
export { trace } from "./trace_recorder.ts";
export { VERSION } from "./version.ts";
export type { Watched } from "./watched.ts";
