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
import type { ReadSpikes } from "./spike_csv.ts";
import { timesFromColumns } from "./spike_columns.ts";
import type { SpikeTimes } from "./spike_times.ts";
import { recordedOf, recordedWords } from "./recorded_ids.ts";
import { TIME_UNITS, type TimeUnit, unitNamed } from "./time_units.ts";
import type { ByteSource } from "./byte_source.ts";
import { requireSameCheck, writeCheck } from "./hdf5_check.ts";

/**
 * Options that map populations to neuron numbers.
 *
 * @category Spike files
 */
export interface SonataOptions {
  /** First neuron of each population that is read; from 0 on where the file has one population and this is left out. */
  readonly populations?: Readonly<Record<string, number>>;
  /** Unit of the times where the file does not say it: ms where it is left out. */
  readonly unit?: TimeUnit;
  /** Time step [ms], required where the unit is steps. */
  readonly dt?: number;
  /** Index of the first neuron in the file, 0 where it is left out. */
  readonly firstIndex?: number;
}

/** A population of a file: where its two datasets are. */
interface Population {
  readonly name: string;
  readonly group: string;
  readonly ids: "node_ids" | "gids";
  readonly first: number;
}

/**
 * Spike times from a SONATA file.
 * @throws {SyntaxError} where the bytes are no such file, or populations are not told apart.
 * @throws {RangeError} where a value is no time or no neuron.
 * @category Spike files
 */
export async function spikeTimesFromSonata(
  bytes: Uint8Array | ByteSource,
  options: SonataOptions = {},
): Promise<SpikeTimes> {
  return (await spikesFromSonata(bytes, options)).times;
}

/** The same, with what is to be said of it. */
export async function spikesFromSonata(
  bytes: Uint8Array | ByteSource,
  options: SonataOptions = {},
): Promise<ReadSpikes> {
  return await readHdf5(bytes, (file) => {
    const { populations, notes } = populationsOf(file, options);
    const times = joined(populations.map((population) => populationSpikes(file, population, options)));
    const lists = populations.map(({ group }) => nodeAt(file, `${group}/mapping/node_ids`)?.value);
    if (!lists.every((list) => ArrayBuffer.isView(list))) return { times, notes };
    const ids = lists.flatMap((list, k) =>
      Array.from(list as unknown as ArrayLike<number | bigint>, (id) => Number(id) + populations[k].first)
    );
    const recorded = recordedOf(ids, times, options.firstIndex ?? 0);
    return recorded === undefined ? { times, notes } : { times, notes: [...notes, recordedWords(recorded)], recorded };
  });
}

/**
 * Spike times as a SONATA file. Each range of neurons becomes a population with node ids from 0 on; without ranges there
 * is one population, `network`. Sorting is left to the reader: its attribute has a type of its own, which the library of
 * HDF5 here cannot write, and it may be left out.
 *
 * @category Spike files
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
      const times = Float64Array.from(own, (k) => time[k]);
      const timestamps = group.create_dataset({ name: "timestamps", data: times, shape: [own.length] });
      // Of fixed length: libsonata cannot read the other kind.
      timestamps.create_attribute("units", "ms", null, "S2");
      const ids = Float64Array.from(own, (k) => neuron[k] - first);
      const integers = BigUint64Array.from(ids, BigInt);
      group.create_dataset({ name: "node_ids", data: integers, shape: [own.length], dtype: "<Q" });
      writeCheck(group, [times, ids]);
    }
  });
}

/** The populations that are to be read, with their first neurons. */
function populationsOf(
  file: Hdf5File,
  { populations }: SonataOptions,
): { populations: Population[]; notes: string[] } {
  const names = nodeAt(file, "spikes")?.keys?.();
  if (names === undefined) {
    throw new SyntaxError(
      `Cannot read spikes: a SONATA file with the group spikes is required, received one with ${
        listed(file.keys()) || "nothing"
      }${file.keys().some((name) => ["nodes", "edges"].includes(name)) ? " (a network, which import reads)" : ""}`,
    );
  }
  // Before 2018 the format had no populations: two datasets in the group itself.
  if (names.includes("timestamps")) {
    if (populations !== undefined) {
      throw new SyntaxError(
        "Cannot read spikes: a file with populations is required by the first neurons of populations, received one " +
          "without (--population has no effect)",
      );
    }
    const ids = names.includes("node_ids") ? "node_ids" : "gids";
    const notes = ["read as SONATA before 2018: one population, without a name"];
    return { populations: [{ name: "spikes", group: "spikes", ids, first: 0 }], notes };
  }
  const named = (name: string, first: number): Population => {
    const ids = nodeAt(file, `spikes/${name}`)?.keys?.().includes("gids") ? "gids" : "node_ids";
    return { name, group: `spikes/${name}`, ids, first };
  };
  if (populations !== undefined) {
    const missing = Object.keys(populations).find((name) => !names.includes(name));
    if (missing !== undefined) {
      throw new SyntaxError(
        `Cannot read spikes: population must be one of ${listed(names)}, received ${quoted(missing)}`,
      );
    }
    const left = names.filter((name) => !Object.hasOwn(populations, name));
    return {
      populations: Object.entries(populations).map(([name, first]) => named(name, first)),
      notes: left.length === 0 ? [] : [`not used: the populations ${listed(left)}`],
    };
  }
  if (names.length === 1) return { populations: [named(names[0], 0)], notes: [] };
  throw new SyntaxError(
    `Cannot read spikes: with several populations the first neuron of each is required, received ${
      listed(names) || "no population"
    } (--population NAME=FIRST,NAME=FIRST)`,
  );
}

function listed(names: readonly string[]): string {
  return names.slice(0, 12).map((name) => quoted(name).slice(1, -1)).join(", ");
}

function populationSpikes(
  file: Hdf5File,
  { name, group, ids: idsName, first }: Population,
  options: SonataOptions,
): SpikeTimes {
  const [timestamps, ids] = ["timestamps", idsName].map((dataset) => {
    const node = nodeAt(file, `${group}/${dataset}`);
    if (ArrayBuffer.isView(node?.value)) return node as Hdf5Node & { value: ArrayLike<number | bigint> };
    throw new SyntaxError(`Cannot read spikes: population ${name} must have the numbers ${dataset}, received none`);
  });
  const times = Float64Array.from(timestamps.value, Number), neurons = Float64Array.from(ids.value, Number);
  requireSameCheck(nodeAt(file, group), [times, neurons]);
  const spikes = timesFromColumns(times, neurons, options, unitOf(timestamps, name));
  return first === 0 ? spikes : { time: spikes.time, neuron: spikes.neuron.map((id) => id + first) };
}

function unitOf(timestamps: Hdf5Node, name: string): TimeUnit | undefined {
  const said = timestamps.attrs.units?.value;
  if (said === undefined) return undefined;
  const unit = typeof said === "string" ? unitNamed(said) : undefined;
  if (unit !== undefined) return unit;
  throw new SyntaxError(
    `Cannot read spikes: units of population ${name} must be one of ${TIME_UNITS.join(", ")}, received ${
      received(said)
    }`,
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
