import { assert, assertEquals } from "@std/assert";
import { cobaHh, referenceEngine, variants } from "../../mod.ts";
import { laws } from "../../validation/mod.ts";
import { FIELDS, lawNamed, lawsInMarkdown, MARKS, PROMISES, WITHOUT_EFFECT } from "./coverage.ts";
import { mutantsOf } from "./hunt.ts";

const mutants = mutantsOf(referenceEngine);

for (const { what, law, fault } of [...FIELDS, ...PROMISES]) {
  Deno.test(`${what}: the law that watches over it fails where "${fault}"`, async () => {
    const mutant = mutants.find((mutant) => mutant.fault === fault);
    assert(mutant !== undefined, `there is no mutant "${fault}"`);
    const { name } = lawNamed(law);
    const [found] = (await laws(mutant.engine, { methods: [mutant.method] }))
      .filter((law) => law.name === `${name} [${mutant.method}]`);
    assertEquals(found.skipped, undefined);
    assert(await found.check().then(() => false, () => true), `"${name}" holds of an engine in which ${fault}`);
  });
}

/** Paths of the fields; distributions and stimuli have one for each field of any kind. */
function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  if (path.startsWith("initial.")) return [path];
  return Object.entries(value).flatMap(([name, field]) => pathsOf(field, path === "" ? name : `${path}.${name}`));
}

Deno.test("every field of a specification has a law that watches over it", () => {
  const stimuli = [
    { kind: "events", steps: [0], targets: [0] },
    { kind: "poisson", rate: 1, cells: 1, start: 0, stop: 1 },
  ] as const;
  const specs = [
    ...Object.keys(variants).map((variant) => cobaHh({ variant })),
    ...stimuli.map((stimulus) => cobaHh({ stimulus })),
  ];
  const paths = new Set(specs.flatMap((spec) => pathsOf(spec, "")));
  const covered = new Set([...FIELDS.flatMap(({ what }) => what.split(", ")), ...WITHOUT_EFFECT]);
  assertEquals([...paths].filter((path) => !covered.has(path)), []);
});

Deno.test("docs/laws.md has the tables and the list of laws as they are", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/laws.md", import.meta.url));
  const part = page.slice(page.indexOf(MARKS[0]), page.indexOf(MARKS[1]) + MARKS[1].length);
  // The formatter pads tables and wraps sentences.
  const words = (text: string) => text.replaceAll(/-{3,}/g, "---").split(/\s+/).join(" ");
  assertEquals(words(part), words(lawsInMarkdown()), "run tests/mutants/write_laws.ts");
});
