import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { findCircle } from "./circle.ts";
import { filesBelow, folders, root, textOf, withoutComments } from "./source_files.ts";

/** An import, of code or of types: the words in the file, and where they lead. */
interface Import {
  readonly specifier: string;
  readonly target: string;
}

interface Module {
  readonly url: string;
  readonly imports: readonly Import[];
}

/** Every module that is reachable from a file, as Deno itself resolves them. */
async function modulesFrom(entry: URL): Promise<Module[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--quiet", "--json", "--config", new URL("deno.json", root).pathname, entry.href],
    cwd: root,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  // deno-lint-ignore no-explicit-any -- what deno info prints
  return modules.map(({ specifier, dependencies = [] }: any) => ({
    url: specifier,
    // deno-lint-ignore no-explicit-any -- what deno info prints
    imports: dependencies.map(({ specifier, code, type }: any) => ({
      specifier,
      target: (code ?? type)?.specifier ?? specifier,
    })),
  }));
}

/** The path of a file of this repository relative to its root, or the whole URL of anything else. */
function inRepository(url: string): string {
  return url.startsWith(root.href) ? url.slice(root.href.length) : url;
}

const library = await modulesFrom(new URL("mod.ts", root));

Deno.test("everything that mod.ts reaches is a TypeScript file of this repository, imported by a relative path", () => {
  assertGreater(library.length, 30);
  for (const { url, imports } of library) {
    assertMatch(inRepository(url), /^[\w/.]+\.ts$/);
    for (const { specifier } of imports) assertMatch(specifier, /^\.{1,2}\/[\w/.]+\.ts$/, `imported by ${url}`);
  }
});

Deno.test("nothing that mod.ts reaches asks Deno for anything", () => {
  for (const { url } of library) {
    assert(!/\bDeno\b/.test(withoutComments(textOf(inRepository(url)))), `Deno in ${url}`);
  }
});

/** The public entry points, apart from the command line. */
const entryPoints = [
  "mod.ts",
  "plot/mod.ts",
  "validation/mod.ts",
  "interchange/mod.ts",
  "process/mod.ts",
  "native/mod.ts",
];

/** Folders that the files of each folder may import from, apart from their own; `packages` are npm's and the runtime's. */
const rules: Readonly<Record<string, readonly string[]>> = {
  "model/": [],
  "reference/": ["model/"],
  "engine/": ["model/"],
  "record/": ["model/"],
  "analysis/": ["model/", "record/"],
  "validation/": ["model/", "record/", "analysis/", "fixtures/*.json"],
  "interchange/": ["model/", "record/", "simulators/", "packages"],
  "native/": ["model/", "engine/"],
  "process/": ["model/", "packages"],
  "simulators/": ["model/"],
  "plot/": ["model/", "record/", "analysis/", "packages"],
  "mod.ts": ["model/", "reference/", "engine/", "record/", "analysis/", "engines.ts"],
  "engines.ts": ["model/", "reference/", "engine/"],
  "commands/": [...entryPoints, "plot/escaped.ts", "links/cli/mod.ts", "simulators/", "packages"],
  "cli.ts": ["commands/", ...entryPoints, "packages"],
  "web/": [
    "model/",
    "record/",
    "engine/",
    "validation/spikes/first_difference.ts",
    "plot/escaped.ts",
    "interchange/",
    "commands/",
    "packages",
  ],
  "bench/": [
    "mod.ts",
    "process/mod.ts",
    "plot/",
    "interchange/mod.ts",
    "validation/mod.ts",
    "simulators/",
    "commands/",
    "packages",
  ],
  "examples/": ["mod.ts", "plot/mod.ts"],
  "tools/": ["model/", "engine/", "packages"],
  "docs/": [],
};

/** A package of npm: its name and its exact version. */
const PACKAGE = /^npm:(@?[^@]+)@(\d+\.\d+\.\d+)(?:\/|$)/;

/** Folders that may import anything. */
const free = ["fixtures/", "links/", "tests/"];

/** Folders that programs leave here, and git does not keep. */
const produced = ["coverage/", "out/"];

function filesOf(place: string): string[] {
  if (place.endsWith(".ts")) return [place];
  return folders().includes(place) ? filesBelow(place) : [];
}

/** The imports of every file that a rule is about. */
async function importsOfRuled(): Promise<ReadonlyMap<string, readonly Import[]>> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const files = Object.keys(rules).flatMap(filesOf);
    const text = files.map((file) => `import ${JSON.stringify(new URL(file, root).href)};\n`).join("");
    await Deno.writeTextFile(entry, text);
    return new Map((await modulesFrom(new URL(`file://${entry}`))).map(({ url, imports }) => [url, imports]));
  } finally {
    await Deno.remove(entry);
  }
}

const modules = await importsOfRuled();

Deno.test("every folder imports only what its rule allows", () => {
  for (const [place, others] of Object.entries(rules)) {
    const allowed = [place, ...others];
    for (const file of filesOf(place)) {
      const imports = modules.get(new URL(file, root).href);
      assert(imports !== undefined, `deno info has not seen ${file}`);
      for (const { specifier, target } of imports) {
        const isPackage = PACKAGE.test(specifier) || /^(?:node:)?[@a-z][\w@/.-]*$/.test(specifier); // node: the runtime's
        const path = inRepository(target);
        const isAllowed = isPackage ? allowed.includes("packages") : specifier.startsWith(".") &&
          allowed.some((place) => {
            const [start, end] = (place.endsWith("/") ? `${place}*` : place).split("*");
            return end === undefined ? path === start : path.startsWith(start) && path.endsWith(end);
          });
        assert(isAllowed, `${file} imports ${specifier}, but may import only ${allowed.join(" ")}`);
      }
    }
  }
});

Deno.test("a package that an entry point imports is named with its version, in one file", () => {
  const { imports: mapped } = JSON.parse(textOf("deno.json"));
  const named = new Map<string, Set<string>>();
  for (const [url, imports] of modules) {
    const file = inRepository(url);
    if (!/^[\w/.]+\.ts$/.test(file) || /^(?:bench|tools)\//.test(file)) continue; // these have an import map
    for (const { specifier } of imports.filter(({ specifier }) => !/^(?:\.|node:)/.test(specifier))) {
      const name = specifier.match(PACKAGE)?.[1];
      assert(name !== undefined, `${file} imports ${specifier}, but may be imported by URL, without an import map`);
      named.set(name, (named.get(name) ?? new Set()).add(file));
    }
  }
  assertGreater(named.size, 5);
  for (const [name, files] of named) {
    assertEquals(
      files.size,
      1,
      `${name} is imported by ${[...files].join(" and ")}, where one of them could export it`,
    );
    assert(!(name in mapped), `${name} has a version in deno.json, and another in ${[...files]}`);
  }
});

Deno.test("no file imports itself by way of others, not even for a type", () => {
  const circle = findCircle(new Map([...modules].map(([url, imports]) => [url, imports.map(({ target }) => target)])));
  assertEquals(circle?.map(inRepository), undefined);
});

Deno.test("a circle is found wherever it is, and only where there is one", () => {
  const graph = (...arrows: string[]) => new Map(arrows.map(([from, ...to]) => [from, to]));
  assertEquals(findCircle(graph("abc", "bd", "cd", "d")), undefined);
  assertEquals(findCircle(graph("abc", "bd", "cd", "db")), ["b", "d", "b"]);
  assertEquals(findCircle(graph("ab", "b", "cc")), ["c", "c"]);
});

Deno.test("every folder has a rule, or is free", () => {
  const known = [...Object.keys(rules), ...free, ...produced];
  assertEquals(folders().filter((folder) => !known.includes(folder)), []);
});

Deno.test("the table of ARCHITECTURE.md has a row for every folder, and says what its rule says", () => {
  const rows = [...textOf("ARCHITECTURE.md").matchAll(/^\| (`[^|]+) \|[^|]+\| ([^|]+) \|$/gm)];
  const table = rows.flatMap(([, places, imports]) =>
    [...places.matchAll(/`([^`]+)`/g)].map(([, place]) => [place, imports.trim()])
  );
  const words = (allowed: readonly string[]) => {
    const areEntryPoints = entryPoints.every((entry) => allowed.includes(entry));
    const others = allowed.filter((place) => !areEntryPoints || !entryPoints.includes(place));
    const names = others.map((place) => place === "fixtures/*.json" ? "fixtures’ JSON" : place.replace(/\/$/, ""));
    const all = areEntryPoints ? ["the entry points", ...names] : names;
    return all.length === 0 ? "nothing" : all.sort().join(", ");
  };
  const sorted = (imports: string) => imports.split(", ").sort().join(", ");
  assertEquals(
    Object.fromEntries(table.map(([place, imports]) => [place, sorted(imports)])),
    Object.fromEntries([
      ...Object.entries(rules).map(([place, allowed]) => [place, words(allowed)]),
      ...free.map((place) => [place, "anything"]),
    ]),
  );
});

Deno.test("the model and what observes it know neither chance nor the clock", () => {
  for (const folder of ["model/", "reference/", "engine/", "record/", "analysis/"]) {
    for (const file of filesOf(folder)) {
      const found = withoutComments(textOf(file)).match(/\bMath\s*\.\s*random|\bDate\b|\bperformance\b/);
      assertEquals(found, null, file);
    }
  }
});
