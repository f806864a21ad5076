/**
 * The other simulators: what each runs, and what it needs. Versions are those of their requirement files.
 *
 * @module
 */

import { cobaHh, type CobaHhOptions } from "../../mod.ts";
import { type RegisteredSimulator, simulatorNamed } from "../../simulators/registry.ts";

/** Integration of a simulator, which decides its expected firing rate. */
export type Integrator = "exponential Euler" | "implicit Euler" | "adaptive" | "accurate";

/** A simulator as it is measured. */
export interface Peer {
  /** The simulator. */
  readonly simulator: RegisteredSimulator;
  /** How it integrates. */
  readonly integrator: Integrator;
  /** Numbers of threads that it can be run with. */
  readonly threads: readonly number[];
  /** What its network is like, other than the published one, with this many threads and dt [ms]. */
  readonly choices: (threads: number, dt: number) => Choices;
  /** Whether its first run compiles. */
  readonly warmsUp?: boolean;
  /** What this library's network must be like to have the very same spikes; left out where no choice makes it so. */
  readonly like?: Choices;
}

/** Choices of a network. */
export type Choices = Pick<CobaHhOptions, "synapses" | "spike">;

/** A simulator that is known and cannot be measured. */
export interface AbsentPeer {
  /** What --peer calls it. */
  readonly name: string;
  /** Why it is not measured. */
  readonly reason: string;
}

/** Brian's order within a step and its spike rule; the initial state is the network's. */
const asBrian: Choices = (({ synapses, spike }) => ({ synapses, spike }))(cobaHh({ variant: "brian2" }));

/** The shortest delay that NEURON takes [steps]: with threads it needs more than one. */
const NEURON_DELAY = (threads: number) => threads === 1 ? 1 : 2;

/** NEST's rule of spikes, and its shortest delay. */
const NEST = { spike: { rule: "peak", threshold: -33, refractory: 2 }, delay: 1 } as const;

const peer = (
  name: string,
  integrator: Integrator,
  others: Partial<Pick<Peer, "like" | "choices" | "warmsUp">> = {},
): Peer => ({ simulator: simulatorNamed(name)!, integrator, threads: [1, 2], choices: () => ({}), ...others });

/** The simulators. */
export const peers: readonly Peer[] = [
  ...["brainpy-2.4.4", "brainpy-2.4.4-float64", "brainpy-2.9.0", "brainpy-2.9.0-float64"].map((name) =>
    peer(name, "exponential Euler", { warmsUp: true, ...name.endsWith("float64") && { like: {} } })
  ),
  peer("brian2-standalone", "exponential Euler", { like: asBrian, choices: () => asBrian }),
  peer("neuron", "implicit Euler", { choices: (threads, dt) => ({ synapses: { delay: NEURON_DELAY(threads) * dt } }) }),
  peer("coreneuron", "implicit Euler", {
    choices: (threads, dt) => ({ synapses: { delay: NEURON_DELAY(threads) * dt } }),
  }),
  peer("nest", "adaptive", { choices: (_, dt) => ({ spike: NEST.spike, synapses: { delay: NEST.delay * dt } }) }),
];

/** Simulators that would be here if they could be installed as the others are. */
export const absentPeers: readonly AbsentPeer[] = [
  { name: "genn", reason: "GeNN is not on the Python Package Index" },
];

/** Values of --peer. */
export const peerNames: readonly string[] = [
  ...peers.map(({ simulator: { name } }) => name),
  ...absentPeers.map(({ name }) => name),
];
