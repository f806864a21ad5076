/**
 * The command line. Bad use ends with one line on stderr and exit status 2.
 *
 * @module
 */

import { BadUse } from "./commands/bad_use.ts";
import type { Command } from "./commands/command.ts";
import { exitWith } from "./commands/exit.ts";
import { compare } from "./commands/spikes/compare.ts";
import { convergence } from "./commands/convergence/convergence.ts";
import { judge } from "./commands/spikes/judge.ts";
import { exportCommand } from "./commands/transfer/export.ts";
import { importCommand } from "./commands/transfer/import.ts";
import { plot } from "./commands/plot.ts";
import { sim } from "./commands/sim/sim.ts";
import { say } from "./commands/say.ts";
import { validate } from "./commands/validate/validate.ts";
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

Each command explains its flags with --help.
`;

const commands: Readonly<Record<string, Command>> = {
  sim,
  plot,
  compare,
  judge,
  validate,
  convergence,
  export: exportCommand,
  import: importCommand,
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
  return await commands[name](args);
}

if (import.meta.main) await exitWith(() => main(Deno.args));
