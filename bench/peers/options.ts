/**
 * The flags of `deno task peers`, parsed and checked before anything is installed or measured.
 *
 * @module
 */

import type { Arguments, Flags } from "../../commands/arguments.ts";
import { BadUse, blamingInput } from "../../commands/bad_use.ts";
import { quoted, stepsOf } from "../../mod.ts";
import { type AbsentPeer, absentPeers, type Peer, peerNames, peers } from "./peers.ts";

/** Time step of every run [ms]. */
export const DT = 0.1;

/** Defaults. */
const DURATION = 1000, ROUNDS = 5, PATIENCE = 30, ENVIRONMENTS = "out/environments";

/** Shortest run in which a rate can be judged [ms]. */
const SHORTEST = 200;

/** Help of the command. */
export const peersHelp: string = `Usage: deno task peers [flags]

Runs one network, seed-1 with the very same synapses and initial state, in other simulators and in this library's
engines, in turns, and prints one table. A run that is not this network (another number of synapses, a rate that its
integrator cannot give) has no speed. bench/peers/README.md says what is timed.

Every simulator needs a Python environment. It is made on first use, after asking, and needs Python (of several
versions), a C++ compiler and the network; what is missing is skipped by name.

What is measured
  --peer NAME          ${peerNames.join(", ")}; may be repeated [all]
  --threads N          may be repeated [1 and 2]
  --duration MS        biological time of a run, at least ${SHORTEST} ms [${DURATION}]
  --rounds N           turns of everybody [${ROUNDS}]
  --patience S         who has been timed for so many seconds takes part in no further round [${PATIENCE}]
  --seed N             of the network [1]

Environments
  --environments DIR   where they are, or are made; what simulators compile is kept there, too [${ENVIRONMENTS}]
  --python PATH        a Python to make them with; may be repeated [those on the PATH]
  --yes                make them without asking

What becomes of it
  --json FILE          write all figures (bench/peers/README.md documents them)
  --out FOLDER         draw time per neuron-step: peers.svg, peers.png

  --help               this text

Exit status: 0 done, 1 a run was wrong, 2 bad use.

Examples
  deno task peers --peer brian2 --yes
  deno task peers --threads 1 --json peers.json --out out
`;

/** Everything that the flags say. */
export interface PeersPlan {
  /** The simulators, each with the numbers of threads that were asked for. */
  readonly peers: readonly Peer[];
  /** Those that were asked for and cannot be measured. */
  readonly absent: readonly AbsentPeer[];
  /** Numbers of threads. */
  readonly threads: readonly number[];
  /** Biological time of a run [ms]. */
  readonly duration: number;
  /** Turns. */
  readonly rounds: number;
  /** Time after which a contestant takes part no more [s]. */
  readonly patience: number;
  /** Seed of the network. */
  readonly seed: number;
  /** Folder of the environments. */
  readonly environments: string;
  /** Pythons that environments may be made with; none: those on the PATH. */
  readonly pythons: readonly string[];
  /** Whether environments may be made without asking. */
  readonly isAgreed: boolean;
  /** File that figures are written to. */
  readonly json: string | undefined;
  /** Folder of the picture. */
  readonly out: string | undefined;
}

/** The flags of the command. */
export const PEERS_FLAGS: Flags = {
  values: ["duration", "rounds", "patience", "seed", "environments", "json", "out"],
  repeated: ["peer", "threads", "python"],
  switches: ["yes"],
};

/**
 * The plan that the flags describe.
 * @throws {BadUse} if they describe none.
 */
export async function peersPlan(args: Arguments): Promise<PeersPlan> {
  const names = args.texts("peer");
  for (const name of names) {
    if (peerNames.includes(name)) continue;
    throw new BadUse(`--peer requires one of ${peerNames.join(", ")}, received ${quoted(name)}`);
  }
  const isChosen = (name: string) => names.length === 0 || names.includes(name);
  const threads = args.texts("threads").length === 0
    ? [1, 2]
    : args.texts("threads").map((text) => positiveInteger("threads", Number(text)));
  const duration = args.number("duration") ?? DURATION;
  await blamingInput(() => stepsOf(duration, DT));
  if (duration < SHORTEST) throw new BadUse(`--duration requires at least ${SHORTEST} ms, received ${duration}`);
  const patience = args.number("patience") ?? PATIENCE;
  if (patience <= 0) throw new BadUse(`--patience requires a positive number of seconds, received ${patience}`);
  const seed = args.number("seed") ?? 1;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new BadUse(`--seed requires an integer in [0, 2^53), received ${seed}`);
  }
  return {
    peers: peers.filter(({ simulator: { name } }) => isChosen(name)),
    absent: absentPeers.filter(({ name }) => isChosen(name)),
    threads: [...new Set(threads)].sort((a, b) => a - b),
    duration,
    rounds: positiveInteger("rounds", args.number("rounds") ?? ROUNDS),
    patience,
    seed,
    environments: args.text("environments") ?? ENVIRONMENTS,
    pythons: args.texts("python"),
    isAgreed: args.has("yes"),
    json: args.text("json"),
    out: args.text("out"),
  };
}

function positiveInteger(flag: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new BadUse(`--${flag} requires a positive integer, received ${value}`);
}
