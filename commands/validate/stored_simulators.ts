/**
 * Other simulators' networks in the fixtures: distributions of many, and the spikes of one.
 *
 * @module
 */

import { buildNetwork, cobaHh, type Recording, VERSION } from "../../mod.ts";
import {
  distributionsFromJson,
  type StoredDistributions,
  type StoredSpikes,
  storedSpikesFromJson,
} from "../../validation/mod.ts";
import { BadUse } from "../bad_use.ts";

/** Stored data of another simulator. */
export interface StoredSimulator {
  /** The distributions of its runs. */
  readonly stored: StoredDistributions;
  /** A run of one of this library's networks, to be looked at, where there is one. */
  readonly recording?: Recording;
}

/** Their folder, relative to this file. */
const FIXTURES = new URL("../../fixtures/", import.meta.url);

/**
 * Every simulator, by folder.
 * @throws {BadUse} where there are no fixtures.
 */
export async function storedSimulators(): Promise<StoredSimulator[]> {
  const simulators: StoredSimulator[] = [];
  const folders = await Array.fromAsync(Deno.readDir(FIXTURES), ({ name }) => name).catch(() => {
    throw new BadUse("--statistics requires the folder fixtures/ of the repository, which packages do not have");
  });
  for (const folder of folders.sort()) {
    const distributions = await fixtureText(`${folder}/distributions.json.gz`);
    if (distributions === undefined) continue;
    const spikes = await fixtureText(`${folder}/spikes.json.gz`);
    simulators.push({
      stored: distributionsFromJson(distributions),
      ...(spikes !== undefined && { recording: recordingOf(storedSpikesFromJson(spikes)) }),
    });
  }
  return simulators;
}

/** The text of a file of the fixtures, gzipped or not, or undefined where there is none. */
export async function fixtureText(name: string): Promise<string | undefined> {
  const bytes = await Deno.readFile(new URL(name, FIXTURES)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  if (!name.endsWith(".gz")) return new TextDecoder().decode(bytes);
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

function recordingOf({ tool, version, cobaHh: options, dt, steps, spikes }: StoredSpikes): Recording {
  const { spec, excitatory, neurons, connectivity } = buildNetwork(cobaHh(options));
  return {
    provenance: {
      version: VERSION,
      spec,
      excitatory,
      inhibitory: neurons - excitatory,
      synapses: connectivity.synapses,
      engine: `${tool} ${version.match(/ (\d[\w.]*)/)?.[1] ?? ""}`.trim(),
      precision: "float64",
      method: "its own",
      dt,
      threads: 1,
    },
    start: 0,
    stop: steps,
    aborted: false,
    observed: { spikes: { kind: "spikes", ...spikes } },
  };
}
