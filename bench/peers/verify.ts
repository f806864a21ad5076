/**
 * Verification: reasons why a run is not a run of this network.
 *
 * @module
 */

import { type Network, spikeHash, type Spikes } from "../../mod.ts";
import type { Contestant, Preparation } from "./contestant.ts";
import { activityOf, type RateStandard, type RunWindow } from "./standard.ts";
import type { PeerLine } from "./line.ts";
import type { Integrator, Peer } from "./peers.ts";

/** Findings of a first run. */
export type Finding =
  & Pick<PeerLine, "rate" | "cv" | "hash" | "isIdentical">
  & { readonly failures: readonly string[] };

/** Reasons why the prepared network is another one; none if it is this one. */
export function preparationFailures({ neurons, synapses }: Preparation, network: Network): string[] {
  const expected = network.connectivity.synapses;
  return [
    ...neurons === network.neurons ? [] : [`it has ${neurons} neurons, the network ${network.neurons}`],
    ...synapses === expected ? [] : [`it has ${synapses} synapses, the network ${expected}`],
  ];
}

/** Looks at the spikes of a first run. */
export async function judged(
  { identity }: Contestant,
  spikes: Spikes,
  network: Network,
  window: RunWindow,
  rateStandard: RateStandard,
  { integrator, like }: { readonly integrator: Integrator; readonly like?: Peer["like"] },
): Promise<Finding> {
  const { rate, cv } = activityOf(spikes, network, window);
  const hash = await spikeHash(spikes);
  const isIdentical = like === undefined ? null : hash === await rateStandard.hashLike(like);
  const { low, high } = await rateStandard.band(integrator);
  const isRight = rate >= low && rate <= high;
  const failures = isRight ? [] : [
    `rate ${rate.toFixed(1)} Hz, which must be in ${low.toFixed(1)} to ${high.toFixed(1)} Hz on these synapses ` +
    `(${identity.isOwn ? identity.integrator : integrator})`,
  ];
  return { rate, cv: Number.isNaN(cv) ? null : cv, hash, isIdentical, failures };
}
