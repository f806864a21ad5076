/**
 * The simulators: what the command line calls them, and what each needs to run behind the engine protocol. Versions are those
 * of the requirement files.
 *
 * @module
 */

import type { Environment } from "./environments.ts";

/** A simulator that can be an engine. */
export interface RegisteredSimulator {
  /** What `--engine` calls it. */
  readonly name: string;
  /** What tables call it. */
  readonly title: string;
  /** Its Python environment. */
  readonly environment: Environment;
  /** Its program, in this folder. */
  readonly script: string;
  /** Whether the program is given a folder of its own for what it compiles, before its other arguments. */
  readonly compiles: boolean;
  /** Arguments of the program. */
  readonly args: readonly string[];
  /** Precision of its state. */
  readonly precision: "float64" | "float32";
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

const brainpy = (environment: Environment, precision: "float64" | "float32"): RegisteredSimulator => ({
  name: precision === "float32" ? environment.name : `${environment.name}-float64`,
  title: environment.name.replace("brainpy-", "BrainPy "),
  environment,
  script: "brainpy/engine.py",
  compiles: false,
  args: [precision],
  precision,
});

/** Every simulator, by the name that `--engine` knows. */
export const SIMULATORS: readonly RegisteredSimulator[] = [
  brainpy(notebooks, "float32"),
  brainpy(notebooks, "float64"),
  brainpy(newest, "float32"),
  brainpy(newest, "float64"),
  {
    name: "brian2",
    title: "Brian 2",
    environment: brian2,
    script: "brian2/engine.py",
    compiles: true,
    args: [],
    precision: "float64",
  },
  {
    name: "brian2-standalone",
    title: "Brian 2 C++",
    environment: brian2,
    script: "brian2/standalone.py",
    compiles: true,
    args: [],
    precision: "float64",
  },
  {
    name: "neuron",
    title: "NEURON",
    environment: neuron,
    script: "neuron/engine.py",
    compiles: true,
    args: [],
    precision: "float64",
  },
  {
    name: "coreneuron",
    title: "CoreNEURON",
    environment: neuron,
    script: "neuron/engine.py",
    compiles: true,
    args: ["coreneuron"],
    precision: "float64",
  },
  {
    name: "nest",
    title: "NEST",
    environment: nest,
    script: "nest/engine.py",
    compiles: false,
    args: [],
    precision: "float64",
  },
];

/** The simulator of this name, or undefined. */
export function simulatorNamed(name: string): RegisteredSimulator | undefined {
  return SIMULATORS.find((simulator) => simulator.name === name);
}

/** The program and its arguments, with the Python of its environment; `folder` is that of all environments. */
export function programOf(
  { script, compiles, args, name, environment }: RegisteredSimulator,
  python: string,
  folder: string,
): { readonly command: string; readonly args: readonly string[] } {
  const build = `${folder.replace(/\/$/, "")}/${environment.name}/builds/${name}`;
  return {
    command: python,
    args: ["-B", new URL(script, import.meta.url).pathname, ...compiles ? [build] : [], ...args],
  };
}
