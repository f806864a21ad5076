/**
 * Licences of everything that the page's bundle contains: this library's, and those of the packages that its modules
 * import, as the packages themselves have them.
 *
 * @module
 */

import { Failure } from "../commands/failure.ts";

/** Fields of the output of `deno info --json` that are needed here. */
interface ModuleGraph {
  readonly modules: readonly { readonly specifier: string }[];
  readonly npmPackages?: Readonly<Record<string, Package>>;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  readonly localPath: string;
}

/** Names of files with a licence. */
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/** The texts of all licences, for programs whose graphs `deno info --json` has printed. */
export async function licencesOf(graphs: readonly string[]): Promise<string> {
  const packages = new Map<string, Package>();
  for (const graph of graphs) {
    const { modules, npmPackages = {} }: ModuleGraph = JSON.parse(graph);
    const add = (key: string) => {
      if (packages.has(key)) return;
      const found = npmPackages[key];
      if (found === undefined) throw new Failure(`Cannot build the page: a package is required, received ${key}`);
      packages.set(key, found);
      found.dependencies.forEach(add);
    };
    for (const { specifier } of modules) {
      // A package, whichever of its modules: npm:/@scope/name@1.2.3/module.js.
      const key = specifier.match(/^npm:\/?((?:@[^/]+\/)?[^/]+)/)?.[1];
      if (key !== undefined) add(key);
    }
  }
  const own = await Deno.readTextFile(new URL("../LICENSE", import.meta.url));
  const sections = [section("cobahh", own)];
  for (const { name, version, localPath } of [...packages.values()].sort((a, b) => a.name < b.name ? -1 : 1)) {
    const files = (await Array.fromAsync(Deno.readDir(localPath), (entry) => entry.name)).filter((file) =>
      LICENCE.test(file)
    ).sort();
    if (files.length === 0) {
      throw new Failure(`Cannot build the page: a file with its licence is required in ${name}, received none`);
    }
    for (const file of files) {
      sections.push(section(`${name} ${version}`, await Deno.readTextFile(`${localPath}/${file}`)));
    }
  }
  return sections.join("\n");
}

function section(title: string, text: string): string {
  return `${title}\n${"=".repeat(title.length)}\n\n${text.trim()}\n`;
}
