/**
 * The command line. Bad use ends with one line on stderr and exit status 2.
 *
 * @module
 */

import { BadUse } from "./commands/bad_use.ts";
import type { Command } from "./commands/command.ts";
import { exitWith } from "./commands/exit.ts";
import { say } from "./commands/say.ts";
import { quoted, VERSION } from "./mod.ts";

const help = `cobahh ${VERSION}: the COBA-HH network (Brette et al. 2007), simulated and validated

  deno task sim          simulate the network
  deno task plot         draw a saved recording
  deno task validate     check engines: laws, numbers made elsewhere, statistics of other simulators; a report
  deno task convergence  how far each method and time step is from the converged answer
  deno task compare      compare two recordings or spike files
  deno task judge        is this spike file a right simulation of that network, and if not, why
  deno task export       write the network for another simulator, with a script, or as a file
  deno task import       read a network, or spikes, of another program

Without a clone, where … is the address of the repository's files:

  deno run -A …/cli.ts sim
  deno install --global -A -n cobahh …/cli.ts    (then: cobahh sim)

Each command explains its flags with --help.
`;

/** The commands. Each is loaded when it is called: all of them, with their packages, take longer than a short simulation. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  sim: async () => (await import("./commands/sim/sim.ts")).sim,
  plot: async () => (await import("./commands/plot.ts")).plot,
  compare: async () => (await import("./commands/spikes/compare.ts")).compare,
  judge: async () => (await import("./commands/spikes/judge.ts")).judge,
  validate: async () => (await import("./commands/validate/validate.ts")).validate,
  convergence: async () => (await import("./commands/convergence/convergence.ts")).convergence,
  export: async () => (await import("./commands/transfer/export.ts")).exportCommand,
  import: async () => (await import("./commands/transfer/import.ts")).importCommand,
};

/** Runs the command that the arguments name and gives its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === "--version" || args.includes("--version")) {
    say(VERSION);
    return 0;
  }
  if (name === undefined || name === "--help") {
    say(help);
    return 0;
  }
  if (!Object.hasOwn(commands, name)) {
    throw new BadUse(`Unknown command ${quoted(name)}, the commands are ${Object.keys(commands).join(", ")}`);
  }
  const command = await commands[name]();
  return await command(args);
}

if (import.meta.main) await exitWith(() => main(Deno.args));
