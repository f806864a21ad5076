/**
 * A folder that is private to the user, for libraries that have been compiled: whoever could write into it could have this
 * process run anything.
 *
 * @module
 */

/** Environment variables that say where the user's caches are. */
export const CACHE_VARIABLES: readonly string[] = ["XDG_CACHE_HOME", "HOME"];

/** Permission bits of anybody but the owner; of writing, for these. */
const OTHERS = 0o077, OTHERS_WRITE = 0o022;

/**
 * The user's folder for what can be made again.
 * @throws {Error} where the environment names none.
 */
export function cacheFolder(): string {
  const [own, home] = CACHE_VARIABLES.map((name) => Deno.env.get(name));
  if (own) return `${own}/cobahh`;
  if (home) return `${home}/${Deno.build.os === "darwin" ? "Library/Caches" : ".cache"}/cobahh`;
  throw new Error(`there is no folder for what it compiles (neither ${CACHE_VARIABLES.join(" nor ")} is set)`);
}

/**
 * Makes the folder where it is missing, for the user alone.
 * @throws {Error} where it is somebody else's, or others may look into it.
 */
export async function makePrivate(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const { isDirectory, mode, uid } = await Deno.lstat(folder);
  const probe = await Deno.makeTempFile({ dir: folder, prefix: "probe-" });
  const { uid: user } = await Deno.lstat(probe).finally(() => Deno.remove(probe));
  if (isDirectory && uid === user && ((mode ?? 0) & OTHERS) === 0) return;
  throw new Error(`${folder} has to be a folder of this user that nobody else can open (mode 0700)`);
}

/**
 * Whether the file is in the private folder.
 * @throws {Error} where it is not a file of this user, or others may write it.
 */
export async function isThere(file: string, folder: string): Promise<boolean> {
  try {
    const [{ isFile, mode, uid }, { uid: user }] = [await Deno.lstat(file), await Deno.lstat(folder)];
    if (isFile && uid === user && ((mode ?? 0) & OTHERS_WRITE) === 0) return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  throw new Error(`${file} has to be a file of this user that nobody else can write`);
}
