/**
 * Python environments: found where they have been made, and made where the user agrees.
 *
 * @module
 */

/** A Python environment. */
export interface Environment {
  /** Name of its folder. */
  readonly name: string;
  /** What is installed: a file in this folder. */
  readonly requirements: string;
  /** The oldest Python that it needs. */
  readonly from: readonly [major: number, minor: number];
  /** The first Python that is too new, where there is one. */
  readonly below?: readonly [major: number, minor: number];
}

/** Names under which Python is looked for on the PATH, the newest first. */
const PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python3.9", "python3"];

/** How environments may be made. */
export interface Making {
  /** Folder of all environments. */
  readonly folder: string;
  /** Pythons that may be used; none: those on the PATH. */
  readonly pythons: readonly string[];
  /** Asks whether environments of these names may be made. */
  readonly agree: (names: readonly string[]) => boolean;
  /** Told of each that is being made. */
  readonly onMaking: (name: string) => void;
}

/** The Python of an environment, or why there is none. */
export type Found = { readonly python: string } | { readonly missing: string };

/** The environments by name: those that are there, those that could be made, and why others are missing. */
export async function environmentsFor(
  wanted: readonly Environment[],
  { folder, pythons, agree, onMaking }: Making,
): Promise<ReadonlyMap<string, Found>> {
  const distinct = [...new Map(wanted.map((environment) => [environment.name, environment])).values()];
  const found = new Map<string, Found>();
  const absent: Environment[] = [];
  for (const environment of distinct) {
    const python = pythonIn(folder, environment);
    const isThere = await isFile(python) && !await isFile(unfinished(folder, environment));
    if (isThere && await isCurrent(folder, environment)) found.set(environment.name, { python });
    else absent.push(environment);
  }
  if (absent.length === 0) return found;
  const isAgreed = agree(absent.map(({ name }) => name));
  const known = isAgreed ? await versionsOf(pythons.length === 0 ? PYTHONS : pythons) : [];
  for (const environment of absent) {
    const { name } = environment;
    if (!isAgreed) {
      found.set(name, {
        missing: `there is no environment ${folder}/${name} of its requirements, and none is to be made (--yes)`,
      });
      continue;
    }
    const python = known.find(({ version }) => isSuited(version, environment))?.path;
    if (python === undefined && !await mayRun()) {
      found.set(name, { missing: "to make its environment, the permission to run programs is required (--allow-run)" });
      continue;
    }
    if (python === undefined) {
      found.set(name, { missing: `its environment needs ${range(environment)} (--python PATH)` });
      continue;
    }
    onMaking(name);
    found.set(name, await make(environment, python, folder));
  }
  return found;
}

function pythonIn(folder: string, { name }: Environment): string {
  const path = `${folder.replace(/\/$/, "")}/${name}/bin/python`;
  return path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
}

/** A file that is there while an environment is being made: one that was interrupted is made again. */
function unfinished(folder: string, { name }: Environment): string {
  return `${folder.replace(/\/$/, "")}/${name}.unfinished`;
}

/** The requirements that an environment was made with, kept in it. */
function madeWith(folder: string, { name }: Environment): string {
  return `${folder.replace(/\/$/, "")}/${name}/requirements.txt`;
}

/** Whether an environment was made with the requirements of today; one that somebody made by hand is taken as it is. */
async function isCurrent(folder: string, environment: Environment): Promise<boolean> {
  const kept = await Deno.readTextFile(madeWith(folder, environment)).catch(() => undefined);
  return kept === undefined || kept === await Deno.readTextFile(new URL(environment.requirements, import.meta.url));
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}

async function mayRun(): Promise<boolean> {
  return (await Deno.permissions.query({ name: "run" })).state === "granted";
}

type Version = readonly [major: number, minor: number];

/** The Pythons that can be run, with their versions. */
async function versionsOf(paths: readonly string[]): Promise<{ readonly path: string; readonly version: Version }[]> {
  const versions = await Promise.all(paths.map(async (path) => {
    const { success, output } = await outputOf(path, ["-c", "import sys; print(*sys.version_info[:2])"]);
    const [major, minor] = output.trim().split(" ").map(Number);
    return success && Number.isInteger(minor) ? [{ path, version: [major, minor] as const }] : [];
  }));
  return versions.flat();
}

/** Whether a Python of this version can have the environment. */
export function isSuited(version: Version, { from, below }: Environment): boolean {
  const number = ([major, minor]: Version) => 1000 * major + minor;
  return number(version) >= number(from) && (below === undefined || number(version) < number(below));
}

function range({ from, below }: Environment): string {
  return `Python ${from.join(".")} or newer${below === undefined ? "" : `, older than ${below.join(".")}`}`;
}

/** Makes an environment: whole, or not at all. */
async function make(environment: Environment, python: string, folder: string): Promise<Found> {
  const made = `${folder.replace(/\/$/, "")}/${environment.name}`;
  const requirements = new URL(environment.requirements, import.meta.url).pathname;
  await Deno.mkdir(folder, { recursive: true });
  const mark = unfinished(folder, environment);
  // What is there and was not begun here is somebody else's.
  const isOurs = await isFile(mark) || await isFile(madeWith(folder, environment));
  const isTaken = await Deno.stat(made).then(() => true, () => false) && !isOurs;
  if (isTaken) return { missing: `${made} is there, and is no environment` };
  await Deno.writeTextFile(mark, "");
  await Deno.remove(made, { recursive: true }).catch(() => {});
  const own = pythonIn(folder, environment);
  for (
    const [command, args] of [
      [python, ["-m", "venv", made]],
      [own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]],
    ] as const
  ) {
    const { success, output } = await outputOf(command, args);
    if (success) continue;
    await Deno.remove(made, { recursive: true }).catch(() => {});
    await Deno.remove(mark);
    return { missing: `its environment could not be made: ${output.trim().split("\n").at(-1)}` };
  }
  await Deno.copyFile(requirements, madeWith(folder, environment));
  await Deno.remove(mark);
  return { python: own };
}

async function outputOf(command: string, args: readonly string[]): Promise<{ success: boolean; output: string }> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args], stdin: "null" }).output();
    const text = new TextDecoder();
    return { success, output: text.decode(stdout) + text.decode(stderr) };
  } catch (error) {
    return { success: false, output: (error as Error).message };
  }
}
