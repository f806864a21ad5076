/**
 * Participants: the simulators whose environments exist, and this library's engines.
 *
 * @module
 */

import type { Network } from "../../mod.ts";
import { ACCURATE_METHOD, DEFAULT_METHOD, referenceEngine, wasmEngine } from "../../mod.ts";
import { type Contender, contender, relaxedContender, withMethod } from "../contenders.ts";
import type { Found } from "../../simulators/environments.ts";
import type { RunWindow } from "./standard.ts";
import type { Skipped } from "./line.ts";
import type { Entrant } from "./measure.ts";
import { OwnContestant } from "./own_contestant.ts";
import { PeerProcess } from "./peer_process.ts";
import type { AbsentPeer, Peer } from "./peers.ts";

/** Name of the engine that others are compared with. */
export const STANDARD: string = wasmEngine.name;

/** Parts of the participants. */
export interface Field extends RunWindow {
  /** The simulators. */
  readonly peers: readonly Peer[];
  /** Those that cannot be measured. */
  readonly absent: readonly AbsentPeer[];
  /** Numbers of threads. */
  readonly threads: readonly number[];
  /** The environments by name. */
  readonly environments: ReadonlyMap<string, Found>;
  /** The network, and the file that holds it. */
  readonly network: Network;
  /** The network's file. */
  readonly networkFile: string;
  /** A folder for the spikes of a run. */
  readonly folder: string;
  /** The folder of the environments, in each of which is kept what its simulator builds. */
  readonly environmentsFolder: string;
}

/** Everybody who can take part, this library's engines first; and who cannot, with the reason. */
export function entrantsOf(field: Field): { readonly entrants: Entrant[]; readonly skipped: Skipped[] } {
  const skipped: Skipped[] = field.absent.map(({ name, reason }) => ({ title: name, reason }));
  const entrants = ownEntrants(field);
  for (const peer of field.peers) {
    const found = field.environments.get(peer.environment.name);
    const title = `${peer.title} ${peer.precision}`;
    if (found === undefined || "missing" in found) {
      skipped.push({ title, reason: found?.missing ?? "there is no environment for it" });
      continue;
    }
    const threads = field.threads.filter((count) => peer.threads.includes(count));
    if (threads.length === 0) {
      skipped.push({ title, reason: `it is measured with ${peer.threads.join(" or ")} threads` });
    }
    for (const count of threads) entrants.push(peerEntrant(peer, count, found.python, entrants.length, field));
  }
  return { entrants, skipped };
}

function ownEntrants({ threads, network, dt, steps }: Field): Entrant[] {
  const entrant = (contender: Contender, count: number): Entrant => ({
    contestant: new OwnContestant(contender, network, { dt, method: DEFAULT_METHOD, threads: count }, steps),
    integrator: contender.method === undefined ? "exponential Euler" : "accurate",
    ...contender.precision === "float64" && { like: {} },
  });
  const fast = [contender(wasmEngine), relaxedContender()];
  if (wasmEngine.methods.includes(ACCURATE_METHOD)) fast.push(withMethod(contender(wasmEngine), ACCURATE_METHOD));
  return [
    ...fast.flatMap((contender) => threads.map((count) => entrant(contender, count))),
    ...threads.includes(1) ? [entrant(contender(referenceEngine), 1)] : [],
  ];
}

function peerEntrant(
  { title, environment, precision, integrator, like, script, setting = "" }: Peer,
  threads: number,
  python: string,
  place: number,
  { networkFile, folder, environmentsFolder, dt, steps }: Field,
): Entrant {
  const build = [setting, precision, `${threads}-threads`].filter((part) => part !== "").join("-");
  const flags = {
    duration: steps * dt,
    dt,
    threads,
    precision,
    setting,
    folder: `${environmentsFolder}/${environment.name}/builds/${build}`,
  };
  const command = [
    python,
    "-B",
    new URL(script, import.meta.url).pathname,
    networkFile,
    "--wait",
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
  ];
  const identity = { title, isOwn: false, precision, integrator, threads };
  return {
    contestant: new PeerProcess({ identity, command, spikeFile: `${folder}/spikes-${place}.npz`, dt }),
    integrator,
    ...like !== undefined && { like },
  };
}
