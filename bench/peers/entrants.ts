/**
 * Participants: the simulators whose environments exist, and this library's engines.
 *
 * @module
 */

import type { Network } from "../../mod.ts";
import { ACCURATE_METHOD, DEFAULT_METHOD, referenceEngine, wasmEngine } from "../../mod.ts";
import { type Contender, contender, relaxedContender, withMethod } from "../contenders.ts";
import { programOf } from "../../simulators/registry.ts";
import type { Found } from "../../simulators/environments.ts";
import { type RunWindow, withChoices } from "./standard.ts";
import type { Skipped } from "./line.ts";
import type { Entrant } from "./measure.ts";
import { OwnContestant } from "./own_contestant.ts";
import type { AbsentPeer, Peer } from "./peers.ts";
import { SimulatorContestant } from "./simulator_contestant.ts";

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
  /** The network. */
  readonly network: Network;
  /** The folder of the environments, in each of which is kept what its simulator builds. */
  readonly environmentsFolder: string;
}

/** Everybody who can take part, this library's engines first; and who cannot, with the reason. */
export function entrantsOf(field: Field): { readonly entrants: Entrant[]; readonly skipped: Skipped[] } {
  const skipped: Skipped[] = field.absent.map(({ name, reason }) => ({ title: name, reason }));
  const entrants = ownEntrants(field);
  for (const peer of field.peers) {
    const found = field.environments.get(peer.simulator.environment.name);
    const title = `${peer.simulator.title} ${peer.simulator.precision}`;
    if (found === undefined || "missing" in found) {
      skipped.push({ title, reason: found?.missing ?? "there is no environment for it" });
      continue;
    }
    const threads = field.threads.filter((count) => peer.threads.includes(count));
    if (threads.length === 0) {
      skipped.push({ title, reason: `it is measured with ${peer.threads.join(" or ")} threads` });
    }
    for (const count of threads) entrants.push(peerEntrant(peer, count, found.python, field));
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
  { simulator, integrator, like, choices, warmsUp }: Peer,
  threads: number,
  python: string,
  { network, environmentsFolder, dt, steps }: Field,
): Entrant {
  const { title, precision } = simulator, { command, args } = programOf(simulator, python, environmentsFolder);
  const identity = { title, isOwn: false, precision, integrator, threads };
  return {
    contestant: new SimulatorContestant({
      identity,
      command: [command, ...args],
      network: withChoices(network, choices(threads, dt)),
      dt,
      steps,
      ...warmsUp !== undefined && { warmsUp },
    }),
    integrator,
    ...like !== undefined && { like },
  };
}
