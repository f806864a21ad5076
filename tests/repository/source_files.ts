/**
 * The source files of this repository, for tests that look at them instead of running them.
 *
 * @module
 */

/** The root of the repository. */
export const root: URL = new URL("../../", import.meta.url);

/** Paths, relative to the root, of every TypeScript file in the folder and below it. */
export function filesBelow(folder: string): string[] {
  const files: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, root))) {
    if (isDirectory) files.push(...filesBelow(`${folder}${name}/`));
    else if (name.endsWith(".ts")) files.push(folder + name);
  }
  return files.sort();
}

/** Folders at the root that are not hidden, each with a slash at its end. */
export function folders(): string[] {
  return Array.from(Deno.readDirSync(root))
    .filter(({ name, isDirectory }) => isDirectory && !name.startsWith("."))
    .map(({ name }) => `${name}/`)
    .sort();
}

/** The text of a file. */
export function textOf(file: string): string {
  return Deno.readTextFileSync(new URL(file, root));
}

/** TypeScript without its comments; good enough for code whose strings hold no comment. */
export function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
