/**
 * Other simulators' lists of spikes in the fixtures, and the methods of this library that make the same steps.
 *
 * @module
 */

import { type CobaHhOptions, DEFAULT_METHOD, type Engine, spikeHash, spikesBetween } from "../../mod.ts";
import { storedSpikesFromJson } from "../../validation/mod.ts";
import { fixtureText } from "./stored_simulators.ts";

/** The beginning of a run: its steps, its spikes, and their hash. */
export interface StoredBeginning {
  readonly steps: number;
  readonly spikes: number;
  readonly sha256: string;
}

/** The spikes of a run of a simulator, as hashes of longer and longer beginnings. */
export interface StoredList {
  /** The simulator. */
  readonly tool: string;
  /** Version of the simulator. */
  readonly version: string;
  /** The network, in words. */
  readonly title: string;
  /** Options of `cobaHh` that describe the network. */
  readonly cobaHh: CobaHhOptions;
  /** Time step [ms]. */
  readonly dt: number;
  /** The method that makes the simulator's steps. */
  readonly method: string;
  /** The beginnings, the shortest first. */
  readonly beginnings: readonly StoredBeginning[];
}

/** Time from the end of one beginning to that of the next, where a list is stored spike by spike [ms]. */
const APART = 100;

/** The methods that make a simulator's steps; docs/rosetta.md says why. */
const OWN_METHOD: Readonly<Record<string, string>> = {
  "Brian 2": DEFAULT_METHOD,
  NEST: "adaptive_rkf45",
  NEURON: "implicit_euler",
};

/**
 * Whether an engine makes a simulator's steps by one of these methods, its own where they are left out, so that it is held to
 * the simulator's spikes and not only to its statistics. Rounding to float32 moves spikes.
 */
export function makesSteps({ precision, methods }: Engine, tool: string, chosen: readonly string[] = methods): boolean {
  const own = OWN_METHOD[tool];
  return precision === "float64" && methods.includes(own) && chosen.includes(own);
}

/** Every list of the fixtures. */
export async function storedLists(): Promise<StoredList[]> {
  return [await brianList(), ...await listsOf("nest"), ...await listsOf("neuron")].flat();
}

/** The lists of a simulator that are stored as hashes. */
async function listsOf(folder: string): Promise<StoredList[]> {
  const text = await fixtureText(`${folder}/exact.json`);
  if (text === undefined) return [];
  const { tool, version, dt, networks }: Pick<StoredList, "tool" | "version" | "dt"> & {
    readonly networks: readonly Pick<StoredList, "title" | "cobaHh" | "beginnings">[];
  } = JSON.parse(text);
  return networks.map(({ title, cobaHh, beginnings }) => {
    return { tool, version, title, cobaHh, dt, method: OWN_METHOD[tool], beginnings };
  });
}

/** Brian 2's list, which is stored spike by spike. */
async function brianList(): Promise<StoredList[]> {
  const text = await fixtureText("brian2/spikes.json.gz");
  if (text === undefined) return [];
  const { tool, version, cobaHh, dt, steps, spikes } = storedSpikesFromJson(text);
  const beginnings: StoredBeginning[] = [];
  for (let until = 0; until < steps;) {
    until = Math.min(until + Math.round(APART / dt), steps);
    const part = spikesBetween(spikes, 0, until);
    beginnings.push({ steps: until, spikes: part.step.length, sha256: await spikeHash(part) });
  }
  const title = "variant brian2, as Brian 2 ships it";
  return [{ tool, version, title, cobaHh, dt, method: OWN_METHOD[tool], beginnings }];
}
