/**
 * Recordings of realistic shape, made of formulas: a volley at 6 ms, then irregular firing at 37 Hz.
 *
 * @module
 */

import {
  cobaHh,
  type NetworkSpec,
  type Observations,
  type Provenance,
  type RecordedSpikes,
  type Recording,
  type Trace,
  VERSION,
} from "../../mod.ts";

/** The specification that the synthetic recordings name. */
export const SPEC: NetworkSpec = cobaHh();

/** Where the synthetic recordings say they come from. */
export const PROVENANCE: Provenance = {
  version: VERSION,
  spec: SPEC,
  excitatory: 3200,
  inhibitory: 800,
  synapses: 320_000,
  engine: "wasm",
  precision: "float32",
  method: "exp_auto",
  dt: 0.1,
  threads: 1,
};

/** Numbers in [0, 1) from a 32-bit linear congruential generator: the same on every run. */
export function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** A recording of `duration` [ms] and nothing observed but what is given. */
export function recordingOf<Observed extends Observations>(
  duration: number,
  observed: Observed,
  parts: Partial<Omit<Recording, "observed">> = {},
): Recording<Observed> {
  return { provenance: PROVENANCE, start: 0, stop: Math.round(duration / 0.1), aborted: false, ...parts, observed };
}

/** About 37 spikes per neuron and second over `duration` [ms], with a volley of a third of the neurons at 6 ms. */
export function networkRecording(duration: number, seed = 1): Recording<{ spikes: RecordedSpikes }> {
  const random = lcg(seed), events: [number, number][] = [];
  for (let neuron = 0; neuron < 4000; neuron++) {
    let time = 6 + 1.2 * (random() + random() + random() - 1.5);
    if (random() < 0.35) events.push([Math.floor(time / 0.1), neuron]);
    const silent = random() < 0.3, mean = 8 + 12 * random();
    while (!silent) {
      time += 4 - mean * Math.log(1 - random()) + 3 * Math.sin(time / 12);
      if (!(time < duration)) break;
      if (time > 0) events.push([Math.floor(time / 0.1), neuron]);
    }
  }
  return recordingOf(duration, { spikes: spikesOf(events) });
}

/** Spikes from pairs of step and neuron, sorted. */
export function spikesOf(events: readonly (readonly [number, number])[]): RecordedSpikes {
  const sorted = [...events].sort(([step, neuron], [step2, neuron2]) => step - step2 || neuron - neuron2);
  return {
    kind: "spikes",
    step: Uint32Array.from(sorted, ([step]) => step),
    neuron: Uint32Array.from(sorted, ([, neuron]) => neuron),
  };
}

/** A trace from a formula of time [ms] and neuron. */
export function traceOf(
  variable: Trace["variable"],
  neurons: readonly number[],
  steps: number,
  value: (time: number, neuron: number) => number,
): Trace {
  const step = Uint32Array.from({ length: steps }, (_, k) => k), values = new Float64Array(steps * neurons.length);
  for (let row = 0; row < steps; row++) {
    neurons.forEach((neuron, column) => values[row * neurons.length + column] = value(row * 0.1, neuron));
  }
  return { kind: "trace", variable, neurons: Uint32Array.from(neurons), step, values };
}

/** Neurons over 100 ms with four action potentials each: spikes, and v, gates and conductances of plausible shape. */
export function neuronRecording(neurons: readonly number[] = [17, 3300]): Recording {
  const spikes = (neuron: number): number[] => [6, 31, 48, 79].map((time) => time + neuron % 7);
  const response = (rest: number, jump: number, tau: number) => (time: number, neuron: number): number =>
    spikes(neuron).filter((spike) => time > spike).reduce(
      (g, spike) => g + jump * Math.exp((spike - time) / tau),
      rest,
    );
  const v = (time: number, neuron: number): number =>
    response(0, 105, 0.4)(time, neuron) - response(0, 15, 6)(time, neuron) - 62 + 3 * Math.sin(time / 5 + neuron);
  return recordingOf(100, {
    spikes: spikesOf(
      neurons.flatMap((neuron) => spikes(neuron).map((time) => [Math.round(10 * time), neuron] as const)),
    ),
    v: traceOf("v", neurons, 1000, v),
    m: traceOf("m", neurons, 1000, response(0.05, 0.9, 0.5)),
    h: traceOf("h", neurons, 1000, (time, neuron) => 0.8 - response(0, 0.7, 5)(time, neuron)),
    n: traceOf("n", neurons, 1000, response(0.1, 0.7, 3)),
    gE: traceOf("gE", neurons, 1000, (time, neuron) => 40 + 20 * Math.sin(time / 9 + neuron)),
    gI: traceOf("gI", neurons, 1000, (time, neuron) => 200 + 90 * Math.cos(time / 13 + neuron)),
  });
}
