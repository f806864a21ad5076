/**
 * The two columns that spikes have in every file, as numbers: names, units, index base.
 *
 * @module
 */

import { GrowingArray } from "../record/growing_array.ts";
import type { SimulatorName } from "./simulator_files.ts";
import type { SpikeTimes } from "./spike_times.ts";
import { msPer, type TimeUnit, unitInName } from "./time_units.ts";

/**
 * Options of a reader for what the file does not say.
 *
 * @category Spike files
 */
export interface ColumnOptions {
  /** Name of the time column or array; one of the usual names where it is left out. In CSV also its position, from 0. */
  readonly time?: string | number;
  /** Name of the neuron column or array, as `time`. */
  readonly neuron?: string | number;
  /** Unit of the times; what the file says, else ms, where it is left out. */
  readonly unit?: TimeUnit;
  /** Time step [ms], required where the unit is steps. */
  readonly dt?: number;
  /** Index of the first neuron in the file, 0 where it is left out; 1 for NEST's and MATLAB's. */
  readonly firstIndex?: number;
  /** Neurons of the network, where they are known: they help to tell neurons from times. */
  readonly neurons?: number;
  /** What has written the file, and so how it is to be read; found out where the bytes show it. */
  readonly from?: SimulatorName;
  /** First neuron of each population that is read, by its name, where a file numbers each of them from 0. */
  readonly populations?: Readonly<Record<string, number>>;
}

/** Usual names of times, in lower case without units, the clearest first. */
export const TIME_NAMES: readonly string[] = [
  "time",
  "times",
  "t",
  "timestamps",
  "timestamp",
  "ts",
  "spike_times",
  "spike_time",
  "spiketimes",
  "spiketime",
  "spike_timestamps",
  "spike_t",
  "event_times",
  "spkt",
  "tvec",
  "step",
  "steps",
  "timestep",
  "timesteps",
  "time_in",
  "spike",
];

/** Usual names of neurons, in lower case, the clearest first. */
export const NEURON_NAMES: readonly string[] = [
  "neuron",
  "neurons",
  "neuron_id",
  "neuron_ids",
  "neuronid",
  "neuron_index",
  "neuron_idx",
  "sender",
  "senders",
  "gid",
  "gids",
  "node_id",
  "node_ids",
  "nodeid",
  "cell_id",
  "cell_ids",
  "cellid",
  "cell",
  "cells",
  "cell_index",
  "spkid",
  "idvec",
  "spike_ids",
  "spike_gids",
  "source",
  "source_id",
  "unit",
  "unit_id",
  "channel",
  "addr",
  "address",
  "node",
  "i",
  "id",
  "ids",
  "idx",
  "index",
  "indices",
];

/** Names of what a multimeter samples, in lower case: with them, times are those of samples. */
const SAMPLED =
  /^(v|v_?m|vm|u|v_?rec|potential|membrane_potential|g_?(e|i|ex|in|exc|inh)|act_[mn]|inact_h|i_syn.*|voltage)$/;

/** The first of the names, in the order of the usual ones, that is one of these; or undefined. */
export function usualName(names: readonly string[], usual: readonly string[]): string | undefined {
  const bare = names.map(bareName);
  const found = usual.find((name) => bare.includes(name));
  return found === undefined ? undefined : names[bare.indexOf(found)];
}

/** A column's name without its unit, in lower case: "time_ms" and "Time [ms]" are "time". */
export function bareName(name: string): string {
  return unitInName(name).bare;
}

/** The names of samples of a state variable among these. */
export function sampledNames(names: readonly string[]): string[] {
  return names.filter((name) => SAMPLED.test(bareName(name)));
}

/** Spikes that come piece by piece, checked and in ms. */
export class SpikeCollector {
  #time = new GrowingArray((n) => new Float64Array(n));
  #neuron = new GrowingArray((n) => new Uint32Array(n));
  #factor: number;
  #firstIndex: number;
  #count = 0;

  /** A collector of times of this unit. */
  constructor({ firstIndex = 0, dt, unit }: ColumnOptions, said: TimeUnit = "ms") {
    this.#factor = msPer(unit ?? said, dt);
    this.#firstIndex = firstIndex;
  }

  /**
   * Appends spikes; `shift` is added to their neurons.
   * @throws {RangeError} where a value is no time or no neuron.
   */
  push(time: ArrayLike<number>, neuron: ArrayLike<number>, shift: number = 0): void {
    const times = new Float64Array(time.length), neurons = new Uint32Array(time.length);
    converted(time, neuron, times, neurons, this.#factor, this.#firstIndex - shift, this.#count, this.#firstIndex);
    this.#time.append(times);
    this.#neuron.append(neurons);
    this.#count += time.length;
  }

  /** The spikes of the lines so far. */
  spikes(): SpikeTimes {
    return { time: this.#time.values(), neuron: this.#neuron.values() };
  }
}

/**
 * Spike times from columns of numbers; `said` is the unit that the file says.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export function timesFromColumns(
  time: ArrayLike<number>,
  neuron: ArrayLike<number>,
  options: ColumnOptions,
  said: TimeUnit = "ms",
): SpikeTimes {
  const { firstIndex = 0 } = options;
  const factor = msPer(options.unit ?? said, options.dt);
  if (time.length !== neuron.length) {
    throw new RangeError(
      `Cannot read spikes: one neuron per time is required, received ${time.length} times and ${neuron.length} neurons`,
    );
  }
  const spikes = { time: new Float64Array(time.length), neuron: new Uint32Array(time.length) };
  converted(time, neuron, spikes.time, spikes.neuron, factor, firstIndex, 0, firstIndex);
  return spikes;
}

function converted(
  time: ArrayLike<number>,
  neuron: ArrayLike<number>,
  times: Float64Array,
  neurons: Uint32Array,
  factor: number,
  origin: number,
  before: number,
  firstIndex: number,
): void {
  for (let k = 0; k < time.length; k++) {
    const index = neuron[k] - origin;
    if (!(Number.isInteger(index) && neuron[k] >= firstIndex && index >= 0 && index < 0xffffffff)) {
      throw new RangeError(
        `Cannot read spikes: neurons must be integers from ${firstIndex} on, received ${neuron[k]} of spike ${
          before + k
        }`,
      );
    }
    if (!Number.isFinite(time[k])) {
      throw new RangeError(
        `Cannot read spikes: times must be finite numbers, received ${time[k]} of spike ${before + k}`,
      );
    }
    times[k] = time[k] * factor;
    neurons[k] = index;
  }
}
