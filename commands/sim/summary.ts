/**
 * The summary of a run, for reading in a terminal.
 *
 * @module
 */

import {
  explainDivergence,
  firstSpike,
  fixedDegree,
  meanRate,
  type Network,
  networkWarnings,
  type NonFinite,
  type Observations,
  populations,
  printable,
  type RecordedSpikes,
  type Recording,
  silentFraction,
  spikeHash,
  type Spikes,
  spikeWindow,
} from "../../mod.ts";

import { reasonOf } from "../failure.ts";

/**
 * The longest time step [ms] in which an action potential, about a millisecond long, can still be seen. The published
 * network fires at 42 Hz; by exponential Euler or the substepped method at 1 ms it fires at 25 or 5 Hz, at 0.5 ms at 31 to 35.
 */
const LONGEST_STEP = 0.5;

/** Wall times of a run [s]. */
export interface WallTimes {
  /** Building the network and creating the simulation. */
  readonly build: number;
  /** Stepping, recorders included. */
  readonly run: number;
}

/** Observations of every run. */
export interface SimObservations extends Observations {
  /** Spikes of every neuron. */
  readonly spikes: RecordedSpikes;
  /** Neurons that diverged. */
  readonly nonFinite: NonFinite;
}

function whole(x: number): string {
  return x.toLocaleString("en-US");
}

/** A number for reading: at most `digits` digits after the point, none of them a trailing zero. */
function short(x: number, digits = 3): string {
  return String(Number(x.toFixed(digits)));
}

/** Connectivity in words. */
function connectivityWords(network: Network): string {
  const { spec, excitatory, inhibitory } = network;
  const { rule, probability, autapses, multapses } = spec.connectivity;
  const e = fixedDegree(spec, excitatory), i = fixedDegree(spec, inhibitory);
  const degree = {
    "projection-out-degree": `${e} E and ${i} I targets each`,
    "out-degree": `${fixedDegree(spec, excitatory + inhibitory)} targets each`,
    "bernoulli": `each pair with p ${short(network.connectivity.synapses / network.neurons ** 2, 5)}`,
    "in-degree": `${e} E and ${i} I inputs each`,
    "explicit": "given edges",
  }[rule];
  const kinds = `autapses ${autapses ? "allowed" : "excluded"}, multapses ${multapses ? "allowed" : "excluded"}`;
  return `${rule}, p ${probability} at scale 1: ${degree}; ${kinds}`;
}

/** The scaling rule, in words. */
function scalingWords({ spec, wE, wI }: Network): string {
  const rule = spec.scaling === "weights" ? "p kept, weights / scale" : "p / scale, weights kept";
  const unit = spec.parameters.cM === 1 ? "nS/pF" : "nS";
  return `${spec.scaling} (${rule}): wE ${short(wE, 6)}, wI ${short(wI, 6)} ${unit}`;
}

/** A warning where the time step is too long for a spike. */
function stepWarnings(dt: number): string[] {
  if (dt <= LONGEST_STEP) return [];
  return [
    `steps of ${dt} ms cannot resolve an action potential, which lasts about 1 ms: spikes are missed and rates are wrong ` +
    `(--dt ${LONGEST_STEP} or less; published runs take 0.1)`,
  ];
}

/** The hash of the spikes; of too many at once there is none. */
async function hashWords(spikes: Spikes): Promise<string> {
  try {
    return `${await spikeHash(spikes)} (spike train)`;
  } catch (error) {
    return `not computed: ${reasonOf(error)}`;
  }
}

/** The lines of the summary; warnings and what went wrong come last. */
export async function summaryLines(
  recording: Recording<SimObservations>,
  network: Network,
  wall: WallTimes,
  notes: readonly string[],
): Promise<string[]> {
  const { provenance, start, stop } = recording;
  const { spec, excitatory, inhibitory, dt } = provenance;
  const { spikes } = recording.observed;
  const isEmpty = stop === start;
  const steps = stop - start;
  const nonFinite = recording.observed.nonFinite.neurons.length;
  const hasDiverged = explainDivergence(recording).length > 0;
  const excitatorySpikes = spikes.neuron.reduce((count, i) => i < excitatory ? count + 1 : count, 0);
  const window = isEmpty ? undefined : spikeWindow(recording);
  const population = (name: "excitatory" | "inhibitory", size: number) => {
    const count = name === "excitatory" ? excitatorySpikes : spikes.neuron.length - excitatorySpikes;
    if (window === undefined || size === 0) return `${whole(count)}`;
    return `${whole(count)} (${meanRate(spikes, window, populations(provenance)[name]).toFixed(1)} Hz)`;
  };
  const first = window === undefined ? NaN : firstSpike(spikes, window);
  const silent = window === undefined ? 1 : silentFraction(spikes, window);
  const neurons = excitatory + inhibitory;
  const speed = steps === 0 || hasDiverged
    ? ""
    : `, ${short(wall.run * 1e9 / (neurons * steps), 1)} ns per neuron and step, ${
      short(wall.run * 1000 / (steps * dt), 2)
    } s per simulated second`;
  return [
    `COBA-HH ${printable(spec.variant)}, scale ${spec.scale}, seed ${spec.seed}: ${whole(neurons)} neurons ` +
    `(${whole(excitatory)} E, ${whole(inhibitory)} I), ${whole(provenance.synapses)} synapses`,
    `  connectivity  ${connectivityWords(network)}`,
    `  scaling       ${scalingWords(network)}`,
    `  run           ${
      short(steps * dt, 6)
    } ms in steps of ${dt} ms, ${provenance.method}, engine ${provenance.engine} ` +
    `(${provenance.precision}, ${provenance.threads} thread${provenance.threads === 1 ? "" : "s"})`,
    `  spikes        E ${population("excitatory", excitatory)}, I ${population("inhibitory", inhibitory)}`,
    `  first spike   ${Number.isNaN(first) ? "none" : `${short(first, 6)} ms`}`,
    `  silent        ${whole(Math.round(silent * neurons))} of ${whole(neurons)} neurons (${short(100 * silent, 1)} %)`,
    `  not finite    ${whole(nonFinite)} neurons`,
    `  wall time     ${wall.run.toFixed(2)} s (network built in ${wall.build.toFixed(2)} s)${speed}`,
    `  SHA-256       ${await hashWords(spikes)}`,
    ...notes.map((note) => `  note          ${note}`),
    ...[...stepWarnings(dt), ...networkWarnings(network)].map((warning) => `  warning       ${warning}`),
    ...explainDivergence(recording).map((sentence) => `  diverged      ${sentence}`),
  ];
}
