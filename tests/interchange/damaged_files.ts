/**
 * Files of networks and spikes, each with what it holds, to be damaged.
 *
 * @module
 */

import { assertEquals, assertGreater } from "@std/assert";
import {
  contentBytes,
  networkFromCsv,
  networkFromNpz,
  networkFromSonata,
  networkToCsv,
  networkToNpz,
  networkToSonata,
  readSpikeFile,
  spikeTimesToNpz,
  spikeTimesToSonata,
} from "../../interchange/mod.ts";
import { buildNetwork, cobaHh, type Network, storeRows } from "../../mod.ts";
import { type Damage, damaged, readOrRefused } from "./damage.ts";

/** A file, and what is read from it, damaged or not. */
export interface DamagedFile {
  /** What it is, in words. */
  readonly name: string;
  /** Its bytes. */
  readonly bytes: () => Promise<Uint8Array>;
  /** What is read from such bytes, as plain data that can be compared. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** Damages of each kind in the slow test: HDF5 takes longer to open. */
  readonly many: number;
}

const spec = cobaHh({ variant: "nest", scale: 0.025, seed: 7 });
const network = buildNetwork(spec);
const times = {
  time: Float64Array.from({ length: 300 }, (_, k) => Math.round(k * 7.3) / 10),
  neuron: Uint32Array.from({ length: 300 }, (_, k) => (k * 37) % 100),
};

function plain({ neurons, excitatory, wE, wI, initial, connectivity }: Network): unknown {
  const { offsets, storedTargets } = storeRows(connectivity);
  return { neurons, excitatory, wE, wI, initial, offsets, storedTargets };
}

const csv = () => Object.fromEntries(networkToCsv(network).map(({ name, content }) => [name, contentBytes(content)]));
const sonataFiles = Object.fromEntries(
  (await networkToSonata(network)).map(({ name, content }) => [name, contentBytes(content)]),
);

/** The files. */
export const damagedFiles: readonly DamagedFile[] = [
  {
    name: "a network as NPZ",
    bytes: () => Promise.resolve(contentBytes(networkToNpz(network))),
    read: (bytes) => plain(networkFromNpz(bytes)),
    many: 600,
  },
  {
    name: "synapses as gzipped CSV",
    bytes: () => Promise.resolve(csv()["synapses.csv.gz"]),
    read: (bytes) => plain(networkFromCsv(spec, bytes)),
    many: 600,
  },
  {
    name: "spikes as NPZ",
    bytes: () => Promise.resolve(spikeTimesToNpz(times)),
    read: async (bytes) => (await readSpikeFile(bytes)).times,
    many: 600,
  },
  {
    name: "edges as SONATA",
    bytes: () => Promise.resolve(sonataFiles["edges.h5"]),
    read: async (bytes) => plain(await networkFromSonata(spec, bytes)),
    many: 150,
  },
  {
    name: "nodes as SONATA",
    bytes: () => Promise.resolve(sonataFiles["nodes.h5"]),
    read: async (bytes) => plain(await networkFromSonata(spec, sonataFiles["edges.h5"], bytes)),
    many: 150,
  },
  {
    name: "spikes as SONATA",
    bytes: () => spikeTimesToSonata(times),
    read: async (bytes) => (await readSpikeFile(bytes)).times,
    many: 150,
  },
];

/** Damages a file `count` times in each way: it is refused in a sentence, or read as it was. */
export async function survives({ name, bytes, read }: DamagedFile, count: number): Promise<void> {
  const whole = await bytes(), expected = await read(whole);
  let refused = 0;
  for (const kind of ["flip", "cut", "overwrite"] as const satisfies Damage[]) {
    for (let seed = 0; seed < count; seed++) {
      const found = await readOrRefused(() => read(damaged(whole, kind, seed)));
      if (found === undefined) refused++;
      else assertEquals(found, expected, `${name}: ${kind} ${seed}`);
    }
  }
  assertGreater(refused, count, name); // all that are cut, and some
}
