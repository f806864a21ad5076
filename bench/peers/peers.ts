/**
 * The other simulators: what each runs, and what it needs. Versions are those of their requirement files.
 *
 * @module
 */

import { cobaHh, type CobaHhOptions } from "../../mod.ts";
import type { Environment } from "../../simulators/environments.ts";

/** Integration of a simulator, which decides its expected firing rate. */
export type Integrator = "exponential Euler" | "implicit Euler" | "adaptive" | "accurate";

/** A simulator as it is measured. */
export interface Peer {
  /** What --peer calls it. */
  readonly name: string;
  /** What the table calls it. */
  readonly title: string;
  /** Its Python environment: the name of a folder. */
  readonly environment: Environment;
  /** Its run script, in this folder. */
  readonly script: string;
  /** What else its script is told, see its README. */
  readonly setting?: string;
  /** Numbers that the state is made of. */
  readonly precision: "float64" | "float32";
  /** How it integrates. */
  readonly integrator: Integrator;
  /** Numbers of threads that it can be run with. */
  readonly threads: readonly number[];
  /** What this library's network must be like to have the very same spikes; left out where no choice makes it so. */
  readonly like?: Pick<CobaHhOptions, "synapses" | "spike">;
}

/** A simulator that is known and cannot be measured. */
export interface AbsentPeer {
  /** What --peer calls it. */
  readonly name: string;
  /** Why it is not measured. */
  readonly reason: string;
}

const brian2: Environment = { name: "brian2", requirements: "brian2/requirements.txt", from: [3, 13] };
const nest: Environment = { name: "nest", requirements: "nest/requirements.txt", from: [3, 11] };
const neuron: Environment = { name: "neuron", requirements: "neuron/requirements.txt", from: [3, 11] };
const notebooks: Environment = {
  name: "brainpy-2.4.4",
  requirements: "brainpy/requirements-2.4.4.txt",
  from: [3, 9],
  below: [3, 12],
};
const newest: Environment = { name: "brainpy-2.9.0", requirements: "brainpy/requirements-2.9.0.txt", from: [3, 12] };

/** Brian's order within a step and its spike rule; the initial state is the network's. */
const asBrian: Peer["like"] = (({ synapses, spike }) => ({ synapses, spike }))(cobaHh({ variant: "brian2" }));

const brainpy = (title: string, environment: Environment, precision: Peer["precision"]): Peer => ({
  name: environment.name,
  title,
  environment,
  script: "brainpy/run.py",
  precision,
  integrator: "exponential Euler",
  threads: [1, 2],
  ...precision === "float64" && { like: {} },
});

/** The simulators. */
export const peers: readonly Peer[] = [
  brainpy("BrainPy 2.4.4", notebooks, "float32"),
  brainpy("BrainPy 2.4.4", notebooks, "float64"),
  brainpy("BrainPy 2.9.0", newest, "float32"),
  brainpy("BrainPy 2.9.0", newest, "float64"),
  {
    name: "brian2",
    title: "Brian 2 C++",
    environment: brian2,
    script: "brian2/run.py",
    precision: "float64",
    integrator: "exponential Euler",
    threads: [1, 2],
    like: asBrian,
  },
  {
    name: "neuron",
    title: "NEURON",
    environment: neuron,
    script: "neuron/run.py",
    precision: "float64",
    integrator: "implicit Euler",
    threads: [1, 2],
  },
  {
    name: "coreneuron",
    title: "CoreNEURON",
    environment: neuron,
    script: "neuron/run.py",
    setting: "coreneuron",
    precision: "float64",
    integrator: "implicit Euler",
    threads: [1, 2],
  },
  {
    name: "nest",
    title: "NEST",
    environment: nest,
    script: "nest/run.py",
    precision: "float64",
    integrator: "adaptive",
    threads: [1, 2],
  },
];

/** Simulators that would be here if they could be installed as the others are. */
export const absentPeers: readonly AbsentPeer[] = [
  { name: "genn", reason: "GeNN is not on the Python Package Index" },
];

/** Values of --peer. */
export const peerNames: readonly string[] = [
  ...new Set([...peers, ...absentPeers].map(({ name }) => name)),
];
