/**
 * Whole runs as fixtures hold them: every spike that another program had, of a network of this library.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { networkBytes } from "../fixtures/network.ts";
import type { InitialVariable, Network } from "../model/network.ts";
import type { Spikes } from "../model/simulation.ts";
import { spikeHash } from "../record/spike_hash.ts";
import { unpackedSpikes } from "../validation/stored_spikes.ts";

/** A run of another program. */
export interface SpikeFixture {
  /** Steps of the run. */
  readonly steps: number;
  /** SHA-256 of the network that the program was given. */
  readonly network: string;
  /** SHA-256 of the spikes. */
  readonly sha256: string;
  /** Spikes of each step. */
  readonly counts: readonly number[];
  /** Neurons that fired, step after step; each is counted from the one before it in its step. */
  readonly neurons: readonly number[];
}

/** The content of a fixture file: JSON, gzipped where the name says so. */
export async function readFixture<T>(file: URL): Promise<T> {
  const bytes = new Blob([Deno.readFileSync(file)]);
  if (!file.pathname.endsWith(".gz")) return JSON.parse(await bytes.text());
  return await new Response(bytes.stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Requires the very network that the program was given: synapses, and the initial values of these variables. */
export async function assertSameNetwork(
  network: Network,
  variables: readonly InitialVariable[],
  expected: string,
  file: string,
): Promise<void> {
  const digest = await crypto.subtle.digest("SHA-256", networkBytes(network, variables));
  assertEquals(
    new Uint8Array(digest).toHex(),
    expected,
    "The fixture is outdated, nothing else is known: edges or initial values are no longer those that the program was " +
      `given. Make ${file} again, see the README beside it`,
  );
}

/** The spikes of a run. */
export async function spikesOf({ counts, neurons, sha256 }: SpikeFixture): Promise<Spikes> {
  const spikes = unpackedSpikes(counts, neurons);
  assertEquals(await spikeHash(spikes), sha256, "the fixture is not read as it was written");
  return spikes;
}

/** Requires the same spikes; the complaint is the first place where they are not. */
export function assertSameSpikes(actual: Spikes, expected: Spikes, program: string): void {
  const spike = ({ step, neuron }: Spikes, k: number) =>
    k < step.length ? `(step ${step[k]}, neuron ${neuron[k]})` : "no more spikes";
  for (let k = 0; k < Math.max(actual.step.length, expected.step.length); k++) {
    if (actual.step[k] === expected.step[k] && actual.neuron[k] === expected.neuron[k]) continue;
    throw new Error(
      `after ${k} equal spikes ${program} has ${spike(expected, k)}, the engine ${spike(actual, k)}`,
    );
  }
}
