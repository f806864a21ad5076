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
export { NonFiniteRecorder } from "./non_finite_recorder.ts";
export { RateRecorder } from "./rate_recorder.ts";
export type { Observations, Recorder } from "./recorder.ts";
export type { NonFinite, PopulationRate, Provenance, Recording, Trace } from "./recording.ts";
export { run, type RunOptions, stepsOf } from "./run.ts";
export { sliceRecording } from "./slice_recording.ts";
export { spikeHash } from "./spike_hash.ts";
export { joinedSpikes, shiftedSpikes, spikesBetween } from "./spike_list.ts";
export { SpikeRecorder } from "./spike_recorder.ts";
export { TraceRecorder } from "./trace_recorder.ts";
export { VERSION } from "./version.ts";
