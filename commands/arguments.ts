/**
 * Command-line arguments: what is known is parsed and typed, what is not is refused.
 *
 * @module
 */

// The file that deno.json calls @std/cli: a command line that is run by URL has no import map.
import { parseArgs } from "../links/cli/mod.ts";
import { quoted } from "../mod.ts";
import { BadUse } from "./bad_use.ts";

/** The flags of a command: those with a value, those without, and those that may be given more than once. */
export interface Flags {
  /** Flags with a value. */
  readonly values: readonly string[];
  /** Flags with a value that may be repeated. */
  readonly repeated?: readonly string[];
  /** Flags without a value. */
  readonly switches: readonly string[];
}

/** Parsed arguments. */
export class Arguments {
  /** Arguments that are no flags. */
  readonly positional: readonly string[];
  #args: Record<string, unknown>;

  /**
   * Parses the arguments of a command.
   * @throws {BadUse} at an unknown flag, a flag without its value, or a flag given twice.
   */
  constructor(args: readonly string[], flags: Flags) {
    const { values, repeated = [], switches } = flags;
    const known = [...values, ...repeated, ...switches];
    this.#args = parseArgs(joinNegativeNumbers(args, [...values, ...repeated]), {
      string: [...values, ...repeated, "_"],
      boolean: switches,
      collect: [...values, ...repeated],
      unknown: (argument, key) => {
        if (key === undefined) return true;
        throw new BadUse(
          `Unknown flag ${argument.split("=")[0].slice(0, 60)}, the flags are ${known.map((f) => `--${f}`).join(" ")}`,
        );
      },
    });
    this.positional = (this.#args._ as (string | number)[]).map(String);
    for (const name of values) {
      const given = this.#args[name] as string[];
      if (given.length > 1) throw new BadUse(`--${name} must be given once, received ${given.join(" and ")}`);
    }
    for (const name of [...values, ...repeated]) {
      if ((this.#args[name] as string[]).includes("")) throw new BadUse(`--${name} requires a value, received none`);
    }
  }

  /** The value of a flag, or undefined where it was not given. */
  text(name: string): string | undefined {
    return this.texts(name)[0];
  }

  /** Every value of a repeated flag. */
  texts(name: string): readonly string[] {
    return (this.#args[name] as string[] | undefined) ?? []; // none of a flag that the command does not have
  }

  /**
   * The number that a flag was given, or undefined.
   * @throws {BadUse} where it is not a finite number.
   */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) {
      throw new BadUse(`--${name} requires a number, received ${quoted(text)}`);
    }
    return value;
  }

  /**
   * The names in the comma-separated list that a flag was given; all of them where it was not given.
   * @throws {BadUse} where one is not known.
   */
  someOf(name: string, known: readonly string[]): readonly string[] {
    const chosen = this.text(name)?.split(",") ?? known;
    const unknown = chosen.find((choice) => !known.includes(choice));
    if (unknown === undefined) return chosen;
    throw new BadUse(`--${name} requires some of ${known.join(",")}, received ${quoted(unknown)}`);
  }

  /** Whether a switch was given. */
  has(name: string): boolean {
    return this.#args[name] === true;
  }
}

/** `--duration -5` means a negative number, not a flag named 5. */
function joinNegativeNumbers(args: readonly string[], valued: readonly string[]): string[] {
  const joined: string[] = [];
  for (let k = 0; k < args.length; k++) {
    const isValued = args[k].startsWith("--") && valued.includes(args[k].slice(2));
    if (isValued && /^-[\d.]/.test(args[k + 1] ?? "")) joined.push(`${args[k]}=${args[++k]}`);
    else joined.push(args[k]);
  }
  return joined;
}
