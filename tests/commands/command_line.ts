/**
 * The command line as its users run it: a process of its own, in a folder of its own.
 *
 * @module
 */

const cli = new URL("../../cli.ts", import.meta.url);
const inTurn = new URL("./command_lines.ts", import.meta.url);

/** What a run of the command line leaves. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What one of several command lines leaves. */
export interface OutcomeInTurn extends Outcome {
  /** What is in the folder after it, by name. */
  readonly names: readonly string[];
}

/** A program with the permissions of the tasks, its working folder being `folder`. */
function program(folder: string, module: URL, args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: runArguments(module, args),
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

function runArguments(module: URL, args: readonly string[]): string[] {
  const permissions = ["--allow-read", "--allow-write", "--allow-sys=systemMemoryInfo"];
  return ["run", "--quiet", "--no-prompt", ...permissions, module.href, ...args];
}

/** What a program leaves when it has ended. */
export async function outcomeOf(program: Deno.Command): Promise<Outcome> {
  const { code, stdout, stderr } = await program.output();
  const text = new TextDecoder();
  return { status: code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** The command line, or another program, with the permissions of the tasks, its working folder being `folder`. */
export function command(folder: string, args: readonly string[], module: URL = cli): Deno.Command {
  return program(folder, module, args);
}

/** The command line as a shell starts it: `"$@"` in the script is the program with its arguments. */
export function inShell(folder: string, script: string, args: readonly string[]): Deno.Command {
  const program = [Deno.execPath(), ...runArguments(cli, args)];
  return new Deno.Command("bash", {
    args: ["-c", script, "cobahh", ...program],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs the command line. */
export async function cobahh(folder: string, ...args: string[]): Promise<Outcome> {
  return await outcomeOf(command(folder, args));
}

/** Runs several command lines one after the other, in one process. */
export async function cobahhInTurn(folder: string, lines: readonly (readonly string[])[]): Promise<OutcomeInTurn[]> {
  const { status, stdout, stderr } = await outcomeOf(program(folder, inTurn, [JSON.stringify(lines)]));
  if (status !== 0 || stderr !== "") throw new Error(`exit status ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Waits until something is so while a process runs.
 * @throws {Error} where the process ends before.
 */
export async function until(process: Deno.ChildProcess, isSo: () => Promise<boolean>): Promise<void> {
  let hasEnded = false;
  process.status.then(() => hasEnded = true);
  while (!await isSo()) {
    if (hasEnded) throw new Error("the process has ended before it came to that");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Gives work an empty folder, and removes it. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "cobahh-cli-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is in a folder, by name. */
export function namesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
}
