import { assert, assertEquals, assertGreater } from "@std/assert";
import { root } from "./source_files.ts";

/** Categories by which `deno doc` groups what each entry point has of its own. */
const categories: Readonly<Record<string, readonly string[]>> = {
  "mod.ts": ["Model", "Network", "Engines", "Recording", "Analysis", "Numbers"],
  "plot/mod.ts": ["Pictures"],
  "interchange/mod.ts": ["Network files", "Spike files", "Files"],
  "validation/mod.ts": ["Laws", "Comparison of spikes", "Convergence"],
};

/** Folders of which every public symbol has a category. */
const whole = ["record/", "analysis/", "plot/", "interchange/"];

interface Symbol {
  readonly name: string;
  readonly file: string;
  readonly category: string | undefined;
}

/** Exports of an entry point, as deno doc reads them. */
async function symbolsOf(entry: string): Promise<Symbol[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--json", entry],
    cwd: root,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  // deno-lint-ignore no-explicit-any -- what deno doc prints
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout)) as any;
  // deno-lint-ignore no-explicit-any -- what deno doc prints
  return Object.values<any>(nodes).flatMap(({ symbols }) => symbols).map((
    { name, declarations: [{ location, jsDoc }] },
  ) => ({
    name,
    file: location.filename.slice(root.href.length),
    // deno-lint-ignore no-explicit-any -- what deno doc prints
    category: jsDoc?.tags?.find(({ kind }: any) => kind === "category")?.doc.trim(),
  }));
}

Deno.test("public symbols are grouped by categories that are known", async () => {
  const known = Object.values(categories).flat();
  for (const [entry, own] of Object.entries(categories)) {
    const symbols = await symbolsOf(entry);
    assertGreater(symbols.length, 20);
    for (const { name, file, category } of symbols) {
      assert(category === undefined || known.includes(category), `${name} of ${file} has the category ${category}`);
      const isWhole = whole.some((folder) => file.startsWith(folder));
      assert(category !== undefined || !isWhole, `${name} of ${file} has no @category`);
    }
    const used = new Set(symbols.map(({ category }) => category));
    assertEquals(own.filter((category) => !used.has(category)), [], entry);
  }
});
