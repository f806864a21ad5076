/**
 * Commands: arguments are parsed, --help explains, and an argument that is not a flag is refused if none is taken.
 *
 * @module
 */

import { quoted } from "../mod.ts";
import { Arguments, type Flags } from "./arguments.ts";
import { BadUse } from "./bad_use.ts";
import { takeEnvironmentFlags, withEnvironmentFlags, withSimulatorHelp } from "./engine_flag.ts";
import { say } from "./say.ts";

/** A command: takes its arguments and gives its exit status. */
export type Command = (argv: readonly string[]) => Promise<number>;

/** Parts of a command. */
export interface CommandParts {
  /** The word that calls it. */
  readonly name: string;
  /** What --help prints. */
  readonly help: string;
  /** Its flags, besides --help. */
  readonly flags: Flags;
  /** Whether it takes arguments that are not flags. */
  readonly takesFiles?: boolean;
  /** What it does with its arguments; gives the exit status. */
  readonly run: (args: Arguments) => Promise<number>;
}

/** A command of these parts. */
export function command({ name, help, flags, takesFiles = false, run }: CommandParts): Command {
  return async (argv) => {
    // A literal -- comes from `deno task sim -- --scale 2`.
    const given = argv[0] === "--" ? argv.slice(1) : argv;
    const known = withEnvironmentFlags(flags);
    const args = new Arguments(given, { ...known, switches: [...known.switches, "help"] });
    takeEnvironmentFlags(args);
    if (args.has("help")) {
      say(known === flags ? help : withSimulatorHelp(help));
      return 0;
    }
    const [surplus] = args.positional;
    if (surplus !== undefined && !takesFiles) {
      throw new BadUse(`${name} takes flags only, received ${quoted(surplus)}`);
    }
    return await run(args);
  };
}
