import { assert, assertEquals, assertGreater } from "@std/assert";
import { engines, integrationMethods } from "../../mod.ts";
import { filesBelow, folders, root, textOf, withoutComments } from "./source_files.ts";

/** The one file that knows methods by their names. */
const HOME = "model/methods.ts";

/** Every name of every method. */
const names = integrationMethods.flatMap(({ name, aliases }) => [name, ...aliases]);

/** Family names and words are no names of methods, and words such as "euler" are looked for as whole strings only. */
const quoted = `"(?:${names.join("|")})"`;

/** Ways to compare a text with the name of a method. */
const comparisons: readonly RegExp[] = [
  new RegExp(`[!=]==?\\s*${quoted}`, "g"),
  new RegExp(`${quoted}\\s*[!=]==?`, "g"),
  new RegExp(`\\bcase\\s+${quoted}`, "g"),
  new RegExp(`\\[[^\\][]*${quoted}[^\\][]*\\]\\s*\\.(?:includes|indexOf|some|find|has)\\b`, "g"),
  // A pattern or a part of a name, held against something that is called a method.
  /\bmethod(?:Name)?\??\.(?:startsWith|endsWith|includes|indexOf|match|search)\(/gi,
  /\/[^/\n]+\/[a-z]*\.(?:test|exec)\(\s*(?:\w+\.)*method(?:Name)?\b/gi,
];

/** A part of a method's name, as an argument of startsWith and the like, whatever it is asked of. */
function partsOfNames(code: string): string[] {
  return [...code.matchAll(/\.(startsWith|endsWith)\("([^"]{2,})"\)/g)]
    .filter(([, kind, part]) =>
      names.some((name) => kind === "startsWith" ? name.startsWith(part) : name.endsWith(part))
    )
    .map(([found]) => found);
}

/** Comparisons with names of methods in a file's code, which should ask the table instead. */
function comparisonsIn(code: string): string[] {
  return [
    ...comparisons.flatMap((pattern) => [...code.matchAll(pattern)].map(([found]) => found)),
    ...partsOfNames(code),
  ];
}

Deno.test("no file but model/methods.ts compares a method's name with a string or a pattern", () => {
  const files = folders().filter((folder) => folder !== "tests/" && folder !== "out/" && folder !== "coverage/")
    .flatMap(filesBelow)
    .concat(Array.from(Deno.readDirSync(root)).map(({ name }) => name).filter((name) => name.endsWith(".ts")))
    .filter((file) => file !== HOME && !file.endsWith(".gen.ts"));
  assertGreater(files.length, 200);
  for (const file of files) assertEquals(comparisonsIn(withoutComments(textOf(file))), [], file);
});

Deno.test("the comparisons that there have been are found", () => {
  for (
    const code of [
      'method === "staggered" ? a : b',
      'if ("exp_auto" !== name) return;',
      'switch (method) { case "rk4": }',
      'return !method.startsWith("exp");',
      'return text.startsWith("exp") ? other : text;',
      "return /^(rk|ralston|heun)/.test(method);",
      "return /^sub/.test(options.method);",
      'const isEuler = ["exp_auto", "exp_euler"].includes(name);',
      "hypothesis.method.match(/^rk/)",
    ]
  ) assert(comparisonsIn(code).length > 0, code);
  for (
    const code of [
      'const methods = ["exp_auto", "staggered"];',
      'if (family === "exponential Euler") return;',
      'variant.startsWith("seed-")',
      'const reference = { method: "rk4", dt: 0.05 };',
    ]
  ) assertEquals(comparisonsIn(code), [], code);
});

Deno.test("every method has names of its own, and every engine's methods are in the table", () => {
  assertEquals(new Set(names).size, names.length);
  for (const { methods } of engines) for (const method of methods) assert(names.includes(method), method);
});
