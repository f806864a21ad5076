/**
 * Spikes in SONATA's report format: HDF5, a group /spikes/<population> with `timestamps` and `node_ids` (Dai et al. 2020,
 * PLoS Comput. Biol. 16:e1007696; AllenInstitute/sonata, docs/SONATA_DEVELOPER_GUIDE.md, "Spike file").
 *
 * Node ids begin at 0 in each population, where this network numbers all neurons in one row: so a reader of several
 * populations has to know the first neuron of each.
 *
 * @module
 */

import { quoted, received } from "../model/received.ts";
import { type Hdf5File, type Hdf5Node, nodeAt, readHdf5, writeHdf5 } from "./hdf5.ts";
import { timesFromColumns, type TimeUnit } from "./spike_columns.ts";
import type { SpikeTimes } from "./spike_times.ts";

/** How populations become one row of neurons. */
export interface SonataOptions {
  /** First neuron of each population that is read; from 0 on where the file has one population and this is left out. */
  readonly populations?: Readonly<Record<string, number>>;
  /** Unit of the times where the file does not say it: ms where it is left out. */
  readonly unit?: TimeUnit;
  /** Time step [ms], required where the unit is steps. */
  readonly dt?: number;
}

/** Units that the attribute `units` names. */
const UNITS: Readonly<Record<string, TimeUnit>> = {
  ms: "ms",
  millisecond: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  second: "s",
  seconds: "s",
};

/**
 * Spike times from a SONATA file.
 * @throws {SyntaxError} where the bytes are no such file, or populations are not told apart.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export async function spikeTimesFromSonata(bytes: Uint8Array, options: SonataOptions = {}): Promise<SpikeTimes> {
  return await readHdf5(
    bytes,
    (file) => joined(populationsOf(file, options).map(([name, first]) => populationSpikes(file, name, first, options))),
  );
}

/**
 * Spike times as a SONATA file. Each range of neurons becomes a population with node ids from 0 on; without ranges there
 * is one population, `network`. Sorting is left to the reader: its attribute has a type of its own, which the library of
 * HDF5 here cannot write, and it may be left out.
 */
export async function spikeTimesToSonata(
  { time, neuron }: SpikeTimes,
  populations: Readonly<Record<string, { readonly first: number; readonly count: number }>> = {
    network: { first: 0, count: Infinity },
  },
): Promise<Uint8Array> {
  return await writeHdf5((file) => {
    const spikes = file.create_group("spikes");
    for (const [name, { first, count }] of Object.entries(populations)) {
      const own = Array.from(neuron.keys()).filter((k) => neuron[k] >= first && neuron[k] < first + count);
      const group = spikes.create_group(name);
      const timestamps = group.create_dataset({
        name: "timestamps",
        data: Float64Array.from(own, (k) => time[k]),
        shape: [own.length],
      });
      // Of fixed length: libsonata cannot read the other kind.
      timestamps.create_attribute("units", "ms", null, "S2");
      const ids = BigUint64Array.from(own, (k) => BigInt(neuron[k] - first));
      group.create_dataset({ name: "node_ids", data: ids, shape: [own.length], dtype: "<Q" });
    }
  });
}

/** The populations that are to be read, with their first neurons. */
function populationsOf(file: Hdf5File, { populations }: SonataOptions): [name: string, first: number][] {
  const names = nodeAt(file, "spikes")?.keys?.();
  if (names === undefined) {
    throw new SyntaxError(
      `Cannot read spikes: a SONATA file with the group spikes is required, received one with ${
        file.keys().join(", ") || "nothing"
      }`,
    );
  }
  if (populations !== undefined) {
    const missing = Object.keys(populations).find((name) => !names.includes(name));
    if (missing === undefined) return Object.entries(populations);
    throw new SyntaxError(
      `Cannot read spikes: population must be one of ${names.join(", ")}, received ${quoted(missing)}`,
    );
  }
  if (names.length === 1) return [[names[0], 0]];
  throw new SyntaxError(
    `Cannot read spikes: with several populations the first neuron of each is required, received ${
      names.join(", ") || "no population"
    }`,
  );
}

function populationSpikes(file: Hdf5File, name: string, first: number, options: SonataOptions): SpikeTimes {
  const [timestamps, ids] = ["timestamps", "node_ids"].map((dataset) => {
    const node = nodeAt(file, `spikes/${name}/${dataset}`);
    if (ArrayBuffer.isView(node?.value)) return node as Hdf5Node & { value: ArrayLike<number | bigint> };
    throw new SyntaxError(`Cannot read spikes: population ${name} must have the numbers ${dataset}, received none`);
  });
  const unit = unitOf(timestamps, name);
  const spikes = timesFromColumns(
    Float64Array.from(timestamps.value, Number),
    Float64Array.from(ids.value, Number),
    options,
    unit,
  );
  return { time: spikes.time, neuron: spikes.neuron.map((id) => id + first) };
}

function unitOf(timestamps: Hdf5Node, name: string): TimeUnit | undefined {
  const said = timestamps.attrs.units?.value;
  if (said === undefined) return undefined;
  const unit = UNITS[String(said).toLowerCase()];
  if (unit !== undefined) return unit;
  throw new SyntaxError(
    `Cannot read spikes: units of population ${name} must be ms or s, received ${received(said)}`,
  );
}

function joined(parts: readonly SpikeTimes[]): SpikeTimes {
  const length = parts.reduce((sum, { time }) => sum + time.length, 0);
  const all = { time: new Float64Array(length), neuron: new Uint32Array(length) };
  let at = 0;
  for (const { time, neuron } of parts) {
    all.time.set(time, at);
    all.neuron.set(neuron, at);
    at += time.length;
  }
  return all;
}
